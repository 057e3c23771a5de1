import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { DeviceRequest } from "../../../domain/loggers/device_request.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";

let app: TestApp;
let logger: string;
let key: string;
const arrived: DeviceRequest[] = [];
beforeAll(async () => {
  app = await testApp();
  app.services.deviceRequestMade = (request) => arrived.push(request);
  const api = withToken(app, app.cast.alice.token);
  const site = { site_uuid: app.cast.sites.plant, name: "emonPi" };
  logger = (await (await api.post("/api/v1/loggers", site)).json()).logger_uuid;
  key = (await (await api.post(`/api/v1/loggers/${logger}/keys`)).json()).key;
});
afterAll(() => app.close());

/** Returns the readings that are stored, as `variable seconds value`, and deletes them. */
async function taken(): Promise<string[]> {
  const rows = await app.database.owner<{ name: string; seconds: number; value: number }[]>`
    with gone as (delete from app.logger_readings returning variable_id, time_utc, value)
    select v.name, extract(epoch from g.time_utc)::float8 as seconds, g.value
    from gone g join app.logger_variables v using (variable_id) order by g.time_utc, v.name`;
  return rows.map(({ name, seconds, value }) => `${name} ${seconds} ${value}`);
}
async function text(response: Response | Promise<Response>) {
  const { status } = await response;
  return [status, await (await response).text()];
}
const OK = [200, "ok"];
const get = (path: string, query: Record<string, string>) =>
  app.fetch(`${path}?${new URLSearchParams({ apikey: key, ...query })}`);
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  app.fetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, ...headers },
    body,
  });
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json" };

describe("the EmonCMS input API", () => {
  it("takes what OpenEVSE sends by GET, and what it sends is never kept", async () => {
    const now = app.clock.now.epochMilliseconds / 1000;
    const fulljson = '{"amp":6,"wh":1200.5,"temp1":245,"temp2":null,"state":3}';
    const response = await get("/input/post", { fulljson, node: "openevse" });
    assert.deepEqual([response.status, await response.text()], OK);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("content-type")!, /^text\/plain/);
    assert.deepEqual(await taken(), [
      `openevse/amp ${now} 6`,
      `openevse/state ${now} 3`,
      `openevse/temp1 ${now} 245`,
      `openevse/wh ${now} 1200.5`,
    ]);
  });

  it("takes query strings, forms and JSON at every address of EmonCMS", async () => {
    const [time, body] = ["1387730127", "node=10&time=1387730127&json={power1:100,power2:-2.5}"];
    const both = ["10/power1 1387730127 100", "10/power2 1387730127 -2.5"];
    for (const start of ["", "/emoncms"]) {
      for (const end of ["", ".json"]) {
        const path = `${start}/input/post${end}`;
        const query = { node: "10", time, json: "{power1:100,power2:-2.5}" };
        assert.deepEqual(await text(get(path, query)), OK, path);
        assert.deepEqual(await taken(), both);
        assert.deepEqual(await text(post(path, body, FORM)), OK);
        assert.deepEqual(await taken(), both);
        const data = "[[-10,16,1137],[-8,17,1437,null,3164]]";
        const rows = ["16/1 1387730117 1137", "17/1 1387730119 1437", "17/3 1387730119 3164"];
        const bulk = `${start}/input/bulk${end}`;
        assert.deepEqual(await text(get(bulk, { data, time })), OK, bulk);
        assert.deepEqual(await taken(), rows);
        assert.deepEqual(await text(post(`${bulk}?time=${time}`, `data=${data}`, FORM)), OK);
        assert.deepEqual(await taken(), rows);
        assert.deepEqual(await text(post(`${bulk}?time=${time}`, data, JSON_TYPE)), OK);
        assert.deepEqual(await taken(), rows);
      }
    }
    const inPath = await text(get("/input/post/my%20node.json", { csv: "5", time }));
    assert.deepEqual([inPath, await taken()], [OK, ["my node/1 1387730127 5"]]);
    const values = JSON.stringify({ node: "x", time: 1387730127, a: 1, b: 2 });
    assert.deepEqual(await text(post("/input/post", values, JSON_TYPE)), OK);
    assert.deepEqual(await taken(), ["x/a 1387730127 1", "x/b 1387730127 2"]);
    const form = new FormData();
    form.set("csv", "7");
    assert.deepEqual(await text(post(`/input/post?time=${time}`, form)), OK);
    assert.deepEqual(await taken(), ["0/1 1387730127 7"]);
    const packed = gzipSync(body);
    const gzip = { ...FORM, "content-encoding": "gzip" };
    assert.deepEqual(await text(post("/input/post", packed, gzip)), OK);
    assert.deepEqual(await taken(), both);
  });

  it("stores what is good, responds with one sentence, and tells what arrived", async () => {
    arrived.length = 0;
    const bad = await text(get("/input/post", { json: "{power1:abc}" }));
    assert.deepEqual(bad, [400, "Format error, json value is not numeric"]);
    const early = "[[0,16,1],[1387730127,16,2]]";
    // A device that has such a reading in its buffer would send the whole bulk for ever.
    assert.deepEqual(await text(get("/input/bulk", { data: early, time: "0" })), OK);
    assert.deepEqual(await taken(), ["16/1 1387730127 2"]);
    const [status, sentence] = await text(get("/input/post", { csv: "1", time: "1" }));
    assert.equal(status, 400);
    assert.deepEqual(await text(get("/input/post", { fulljson: '{"a":"on","b":1}' })), OK);
    await taken();
    assert.deepEqual(
      arrived.map(({ door, status, stored, refused, faults }) => ({
        door,
        status,
        stored,
        refused,
        messages: faults.map(({ message }) => message),
      })),
      [
        { door: "emoncms", status: 400, stored: 0, refused: 1, messages: [bad[1]] },
        { door: "emoncms", status: 200, stored: 1, refused: 1, messages: [sentence] },
        { door: "emoncms", status: 400, stored: 0, refused: 1, messages: [sentence] },
        {
          door: "emoncms",
          status: 200,
          stored: 1,
          refused: 1,
          messages: ["1 value is no number."],
        },
      ],
    );
  });

  it("refuses wrong keys, bodies that cannot be read, and stores nothing by HEAD", async () => {
    assert.equal((await app.fetch("/input/post?csv=1")).status, 401);
    assert.equal((await app.fetch("/input/post?csv=1&apikey=wrong")).status, 401);
    const head = { method: "HEAD" };
    assert.equal((await app.fetch(`/input/post?csv=1&apikey=${key}`, head)).status, 404);
    for (
      const [body, headers] of [
        [new Uint8Array([0x63, 0x73, 0x76, 0x3d, 0xff]), FORM],
        ["{", JSON_TYPE],
        ["7", JSON_TYPE],
        ["csv=1", { "content-type": "multipart/form-data; boundary=x" }],
        ["csv=1", { "content-encoding": "gzip" }],
        [gzipSync(new Uint8Array(11 * 1024 * 1024)), { "content-encoding": "gzip" }],
      ] as const
    ) {
      const { status } = await post("/input/post", body as BodyInit, headers);
      assert.ok(status === 400 || status === 413, `${status}`);
    }
    const names = { "a\0b": 1, ["n".repeat(65_536)]: 1, ok: 1 };
    const { status } = await post("/input/post", JSON.stringify(names), JSON_TYPE);
    assert.deepEqual([status, (await taken()).length], [400, 1]);
  });
});
