import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { ServerResponse } from "node:http";
import { addressOf } from "../../../domain/weather/open_meteo/request.ts";
import { ask, type AskFailure } from "../../../service/weather/fetch/ask.ts";
import { json, startOpenMeteo } from "../../support/open_meteo.ts";

const NOW = Temporal.Instant.from("2026-06-01T12:20:00Z");
const LONDON = { latitude: 51.5, longitude: -0.12 };
const KEY = "sesame-open-4711";

describe("a request for weather", () => {
  let source: Awaited<ReturnType<typeof startOpenMeteo>>;
  beforeAll(async () => {
    source = await startOpenMeteo(NOW);
  });
  afterAll(() => source.close());

  const send = (options: { milliseconds?: number; stopped?: AbortSignal } = {}) =>
    ask(addressOf({ places: [LONDON], pastDays: 0 }, source.url, KEY), {
      now: () => NOW,
      stopped: new AbortController().signal,
      ...options,
    });

  async function failure(
    respond: (response: ServerResponse) => void,
    options: { milliseconds?: number } = {},
  ): Promise<AskFailure> {
    source.respond = respond;
    const answer = await send(options);
    assert.ok("failure" in answer, JSON.stringify(answer));
    assert.ok(!JSON.stringify(answer).includes(KEY), answer.failure.reason);
    return answer.failure;
  }

  const faults: [string, (response: ServerResponse) => void, AskFailure][] = [
    [
      "429 with seconds in Retry-After",
      (response) => {
        const reason = "Minutely API request limit exceeded. Please try again in one minute.";
        json(response, 429, { error: true, reason }, { "retry-after": "90" });
      },
      {
        reason:
          "It responded with status 429: Minutely API request limit exceeded. Please try again " +
          "in one minute.",
        isGeneral: true,
        retryAfterSeconds: 90,
      },
    ],
    [
      "429 with a date in Retry-After",
      (response) => json(response, 429, {}, { "retry-after": "Mon, 01 Jun 2026 13:00:00 GMT" }),
      { reason: "It responded with status 429.", isGeneral: true, retryAfterSeconds: 2400 },
    ],
    [
      "503 with a Retry-After that means nothing",
      (response) => json(response, 503, {}, { "retry-after": "Mon, 01 Foo 2026 13:00:00 GMT" }),
      { reason: "It responded with status 503.", isGeneral: true },
    ],
    [
      "500 and a page",
      (response) => response.writeHead(500, { "content-type": "text/html" }).end("<h1>Oops</h1>"),
      { reason: "It responded with status 500.", isGeneral: true },
    ],
    [
      "400 with the key in its reason",
      (response) => json(response, 400, { error: true, reason: `No\nkey ${KEY}.` }),
      { reason: "It responded with status 400: No key ….", isGeneral: false },
    ],
    [
      "a redirect",
      (response) => response.writeHead(302, { location: `${source.url}/elsewhere` }).end(),
      { reason: "It redirects elsewhere (302), which is not followed.", isGeneral: true },
    ],
    [
      "what is no JSON",
      (response) => response.end("<html>"),
      { reason: "Its response is not JSON, or ends too early.", isGeneral: false },
    ],
    [
      "a body that is cut off",
      (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"latitude":', () => response.destroy());
      },
      { reason: "Its response was cut off.", isGeneral: true },
    ],
    [
      "a connection that is closed",
      (response) => response.destroy(),
      { reason: "It could not be reached.", isGeneral: true },
    ],
    [
      "a body that never ends",
      (response) => {
        const piece = new Uint8Array(1024 ** 2).fill(32);
        const more = () => response.destroyed || response.write(piece, more);
        more();
      },
      { reason: "Its response is too large.", isGeneral: false },
    ],
  ];
  for (const [name, respond, expected] of faults) {
    it(`tells ${name}, without the key`, async () => {
      assert.deepEqual(await failure(respond), expected);
      assert.ok(source.asked.every(({ pathname }) => pathname === "/v1/forecast"));
    });
  }

  it("ends when a body takes too long, and at once when the service stops", async () => {
    const begin = (response: ServerResponse) => response.writeHead(200).write("{");
    const late = await failure(begin, { milliseconds: 50 });
    assert.deepEqual(late, { reason: "It took longer than 0.05 seconds.", isGeneral: true });
    const stop = new AbortController();
    source.respond = () => stop.abort();
    await assert.rejects(send({ stopped: stop.signal }), { name: "AbortError" });
  });

  it("tells that nothing listens there", async () => {
    const gone = await startOpenMeteo(NOW);
    await gone.close();
    const url = addressOf({ places: [LONDON], pastDays: 0 }, gone.url, KEY);
    const answer = await ask(url, { now: () => NOW, stopped: new AbortController().signal });
    assert.deepEqual(answer, { failure: { reason: "It could not be reached.", isGeneral: true } });
  });
});
