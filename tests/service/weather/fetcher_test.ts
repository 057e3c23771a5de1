import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { WeatherFetcher } from "../../../service/weather/fetch/fetcher.ts";
import * as fetches from "../../../sql/weather/fetches.ts";
import { forecastHours } from "../../../sql/weather/site_weather.ts";
import {
  asDocumented,
  json,
  openMeteoPlace,
  startOpenMeteo,
  withoutValues,
} from "../../support/open_meteo.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const { plant } = cast.sites;

/** A quarter past noon. */
const START = Temporal.Instant.from("2026-06-21T12:15:00Z");
const never = new AbortController().signal;

let source: Awaited<ReturnType<typeof startOpenMeteo>>;
let now = START;

beforeAll(async () => {
  source = await startOpenMeteo(START);
});
afterAll(() => source.close());
beforeEach(async () => {
  await owner`delete from app.weather_series`;
  await owner`delete from app.weather_fetches`;
  await owner`update sites set active = (site_uuid = ${plant})`;
  now = START;
  source.asked.length = 0;
  source.respond = asDocumented(START, 2);
});

const fetcher = () =>
  new WeatherFetcher(owner, {
    url: source.url,
    key: "sesame-open-4711",
    now: () => now,
    random: () => 0,
    milliseconds: 5000,
  });

/** A turn at a time, whose runs count as received then. */
async function turn(at: Temporal.Instant = now): Promise<number> {
  now = at;
  const fetched = await fetcher().turn(never);
  await owner`update app.weather_runs set received_utc = ${now}
    where received_utc > ${now.add({ minutes: 1 })}`;
  return fetched;
}

const asked = (name: string) => source.asked.map(({ searchParams }) => searchParams.get(name));
const state = async () => (await fetches.find(owner, "open-meteo"))!;

describe("fetching weather", () => {
  it("asks for places near sites, not for sites, with three months of the past at first", async () => {
    source.respond = asDocumented(START);
    assert.equal(await turn(), 1);
    assert.deepEqual(asked("latitude"), ["-21.35"]);
    assert.deepEqual(asked("longitude"), ["55.5"]);
    assert.deepEqual(asked("past_days"), ["92"]);
    const noon = Temporal.Instant.from("2026-06-21T12:00:00Z");
    const [start, end] = [noon.subtract({ hours: 90 * 24 }), noon.add({ hours: 72 })];
    const found = await forecastHours(owner, [plant], start, end, now);
    const { hours, ...run } = found.get(plant)!;
    assert.deepEqual(run, {
      source: "open-meteo",
      issued_utc: "2026-06-21T12:00:00Z",
      received_utc: "2026-06-21T12:15:00Z",
    });
    assert.equal(hours.length, 93 * 24);
    assert.equal((await state()).fetched_utc, "2026-06-21T12:15:00Z");
  });

  it("asks again after an hour, with quarter hours, also after a restart", async () => {
    await turn();
    assert.equal(await turn(START.add({ minutes: 59 })), 0);
    assert.equal(await turn(START.add({ minutes: 60 })), 1);
    assert.deepEqual(asked("past_days"), ["92", "0"]);
    assert.deepEqual(asked("minutely_15").map((one) => one !== null), [false, true]);
  });

  it("asks for the days that a long pause left out", async () => {
    await turn();
    await turn(START.add({ hours: 24 * 10 }));
    assert.deepEqual(asked("past_days"), ["92", "10"]);
  });

  it("leaves a place that no active site is near any more", async () => {
    await turn();
    await owner`update sites set active = false where site_uuid = ${plant}`;
    assert.equal(await turn(START.add({ hours: 2 })), 0);
    assert.equal(source.asked.length, 1);
  });

  it("waits longer after each failure, uses what is there, and says since when and why", async () => {
    await turn();
    source.respond = (response) => response.writeHead(500).end();
    for (const [minutes, fetched] of [[60, 0], [60.5, 0], [61, 0], [62, 0], [63, 0]] as const) {
      assert.equal(await turn(START.add({ seconds: minutes * 60 })), fetched);
    }
    assert.equal(source.asked.length, 4, "at 60, 61 and 63 minutes");
    const { failing_since_utc, failure, failures, next_utc, fetched_utc } = await state();
    assert.deepEqual([failing_since_utc, failures, next_utc, fetched_utc], [
      "2026-06-21T13:15:00Z",
      3,
      "2026-06-21T13:22:00Z",
      "2026-06-21T12:15:00Z",
    ]);
    assert.equal(failure, "It responded with status 500.");
    const soon = now.add({ hours: 3 });
    assert.equal((await forecastHours(owner, [plant], now, soon, now)).size, 1);
    source.respond = asDocumented(START, 2);
    assert.equal(await turn(Temporal.Instant.from(next_utc!)), 1);
    assert.deepEqual([(await state()).failing_since_utc, (await state()).failures], [null, 0]);
  });

  it("waits as long as Retry-After asks", async () => {
    source.respond = (response) => json(response, 429, {}, { "retry-after": "1800" });
    assert.equal(await turn(), 0);
    assert.equal((await state()).next_utc, "2026-06-21T12:45:00Z");
  });

  it("stores nothing of a response that it does not understand, and never the key", async () => {
    const documented = asDocumented(START, 2);
    source.respond = (response, url) => {
      const end = response.end.bind(response);
      response.end = ((text: string) => end(text.replace('"°C"', '"°F"'))) as typeof end;
      documented(response, url);
    };
    assert.equal(await turn(), 0);
    assert.match((await state()).failure!, /unit of temperature_2m is °F in place of °C/);
    const [row] = await owner<
      { runs: number }[]
    >`select count(*)::int as runs from app.weather_runs`;
    assert.equal(row!.runs, 0);
    assert.doesNotMatch(JSON.stringify(await state()), /sesame/);
  });

  it("leaves a place of which the source has nothing for a day, and fetches the others", async () => {
    await owner`update sites set active = true`;
    source.respond = (response, url) => {
      const latitudes = url.searchParams.get("latitude")!.split(",").map(Number);
      const longitudes = url.searchParams.get("longitude")!.split(",").map(Number);
      const places = latitudes.map((latitude, at) => {
        const place = { ...openMeteoPlace(), latitude, longitude: longitudes[at]! };
        return latitude > 0 ? withoutValues(place) : place;
      });
      json(response, 200, places);
    };
    const running = fetcher();
    assert.equal(await running.turn(never), 1);
    assert.equal((await state()).failure, null);
    assert.equal(await running.turn(never), 0);
    assert.equal(source.asked.length, 1);
  });

  it("is done by one instance at a time", async () => {
    const entered = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    source.respond = async (response, url) => {
      entered.resolve();
      await release.promise;
      asDocumented(START, 2)(response, url);
    };
    const first = fetcher().turn(never);
    await entered.promise;
    assert.equal(await fetcher().turn(never), 0);
    release.resolve();
    assert.equal(await first, 1);
    assert.equal(source.asked.length, 1);
  });
});
