import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";
import { placesIn, problemOf } from "../../../support/problem.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const PATH = "/api/v1/loggers";
const api = () => withToken(app, app.cast.alice.token);
const plant = () => app.cast.sites.plant;

async function ok(response: Response, status = 200) {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return text === "" ? undefined : JSON.parse(text);
}
let made = 0;
/** Makes a logger at the plant, and a key of it. */
async function newLogger(): Promise<{ path: string; uuid: string; key: string }> {
  const name = `Logger ${++made}`;
  const { logger_uuid } = await ok(await api().post(PATH, { site_uuid: plant(), name }), 201);
  const path = `${PATH}/${logger_uuid}`;
  const { key } = await ok(await api().post(`${path}/keys`), 201);
  return { path, uuid: logger_uuid, key };
}

describe("/api/v1/loggers", () => {
  it("adds, lists, shows, edits and deletes loggers", async () => {
    const sent = { site_uuid: plant(), name: "Inverter", interval_seconds: 60 };
    const logger = await ok(await api().post(PATH, sent), 201);
    const { logger_uuid, version, state, zone } = logger;
    assert.deepEqual([version, state, zone], [1, "never", "UTC"]);
    const path = `${PATH}/${logger_uuid}`;
    assert.deepEqual(await ok(await api().get(path)), logger);
    await problemOf(await api().post(PATH, { ...sent, name: "inVERTER" }), 409);
    const { errors } = await problemOf(
      await api().post(PATH, { ...sent, site_uuid: app.cast.sites.turbine }),
      422,
    );
    assert.deepEqual(errors, [{ pointer: "#/site_uuid", detail: "Your group has no such site." }]);

    const edited = await ok(await api().patch(path, { note: "Roof", version: 1 }));
    assert.deepEqual(edited, { ...logger, note: "Roof", version: 2 });
    const { detail } = await problemOf(await api().patch(path, { name: "A", version: 1 }), 409);
    assert.match(detail, /^The logger is at version 2, and your edit is of another one/);
    await problemOf(await api().patch(path, { nme: "A" }), 422);

    await newLogger();
    const first = await ok(await api().get(`${PATH}?limit=1&site_uuid=${plant()}`));
    const rest = await ok(await api().get(`${PATH}?cursor=${first.next_cursor}`));
    const uuids = [...first.loggers, ...rest.loggers].map((one) => one.logger_uuid);
    assert.equal(new Set(uuids).size, uuids.length);
    assert.ok(uuids.includes(logger_uuid) && rest.next_cursor === null);

    assert.equal((await api().delete(path)).status, 204);
    for (const gone of [await api().delete(path), await api().get(path)]) {
      await problemOf(gone, 404);
    }
  });

  it("makes keys that are shown once, and revokes them", async () => {
    const { path, key } = await newLogger();
    const second = await ok(await api().post(`${path}/keys`, { label: "Shed" }), 201);
    assert.match(second.key, /^[a-z2-9]{32}$/);
    assert.ok(second.key.startsWith(second.prefix));
    const { keys } = await ok(await api().get(`${path}/keys`));
    assert.deepEqual(keys.map(({ label }: { label: string }) => label), ["Shed", ""]);
    const listed = JSON.stringify(keys);
    assert.ok(!listed.includes(key) && !listed.includes(second.key));
    assert.equal(keys[0].created_by, app.cast.alice.email);
    assert.equal((await api().delete(`${path}/keys/${second.key_uuid}`)).status, 204);
    await problemOf(await api().delete(`${path}/keys/${second.key_uuid}`), 404);
    const events = await app.database.owner<{ detail: string; email: string }[]>`
      select detail, email from app.security_events where strpos(detail, ${second.prefix}) > 0
      order by detail`;
    const sentence = `the key ${second.prefix} of the logger Logger ${made} with an API token.`;
    assert.deepEqual(events.map(({ detail }) => detail), [
      `Made ${sentence}`,
      `Revoked ${sentence}`,
    ]);
    assert.equal(events[0]!.email, app.cast.alice.email);
    const send = (key: string) => withToken(app, key).post(`${path}/readings`, one("a", 1));
    assert.equal((await send(key)).status, 201);
    await problemOf(await send(second.key), 401);
  });

  it("finds or makes variables, and edits what they are called and feed", async () => {
    const { path } = await newLogger();
    const post = (body: unknown) => api().post(`${path}/variables`, body);
    const all = await Promise.all(Array.from({ length: 5 }, () => post({ name: "pv" })));
    const found = await Promise.all(all.map((one) => ok(one)));
    assert.equal(new Set(found.map(({ variable_id }) => variable_id)).size, 1);
    const edited = await ok(await post({ name: "pv", unit: "W" }));
    assert.deepEqual(edited, { ...found[0], unit: "W" });
    const variable = `${path}/variables/${edited.variable_id}`;
    const transforms = [{ kind: "multiply", factor: 0.001 }];
    const mapping = { feeds: "generation", feed_unit: "W" };
    const mapped = await ok(await api().patch(variable, { label: "Roof", transforms, ...mapping }));
    assert.deepEqual(mapped, {
      ...edited,
      label: "Roof",
      transforms,
      feeds: "generation",
      feed_unit: "W",
      measures: "power",
    });
    const { errors } = await problemOf(await api().patch(variable, { feed_unit: null }), 422);
    assert.deepEqual(placesIn({ errors }), ["feed_unit"]);
    const nothing = await ok(await api().patch(variable, { feeds: "nothing", label: null }));
    assert.deepEqual([nothing.measures, nothing.label, nothing.unit], [null, null, "W"]);
    assert.deepEqual((await ok(await api().get(`${path}/variables`))).variables, [nothing]);
    assert.deepEqual(await ok(await api().get(variable)), nothing);
    await problemOf(
      await api().get(`${(await newLogger()).path}/variables/${edited.variable_id}`),
      404,
    );
    await problemOf(await api().patch(`${path}/variables/999999`, { label: "x" }), 404);
  });
});

const T = "2026-06-21T08:00:00Z";
const one = (variable: string, value: unknown, time_utc = T) => ({
  readings: [{ variable, time_utc, value }],
});
const NONE = { count: 0, rows: [] };

describe("/api/v1/loggers/{logger_uuid}/readings", () => {
  it("takes JSON by a token or the logger's key, and counts what became of it", async () => {
    const { path, key } = await newLogger();
    const readings = [
      { variable: "a", time_utc: T, value: 1 },
      { variable: "a", time_utc: "2026-06-21T12:00:01+04:00", value: true },
      { variable: "b", value: -2.5 },
    ];
    const byToken = await ok(await api().post(`${path}/readings`, { readings }), 201);
    assert.deepEqual(byToken, { new: 3, changed: 0, unchanged: 0, refused: NONE });
    const wrong = [
      { variable: "", time_utc: T, value: 1 },
      { variable: "a", time_utc: "yesterday", value: 1 },
      { variable: "a", time_utc: "1999-12-31T23:59:59Z", value: 1 },
      { variable: "a", time_utc: "9999-12-31T23:59:59Z", value: 1 },
      { variable: "a", time_utc: T, value: "1" },
      { variable: "a", time_utc: T, value: 1, unit: "W" },
      { variable: "n\0", time_utc: T, value: 1 },
      7,
    ];
    const body = { readings: [...wrong, { variable: "a", time_utc: T, value: 2 }, readings[1]] };
    const byKey = await ok(await withToken(app, key).post(`${path}/readings`, body), 201);
    const { refused, ...counts } = byKey;
    assert.deepEqual(counts, { new: 0, changed: 1, unchanged: 1 });
    assert.equal(refused.count, wrong.length);
    assert.deepEqual(refused.rows.map(({ row }: { row: number }) => row), [1, 2, 3, 4, 5, 6, 7, 8]);

    const inText = body.readings.length;
    assert.equal(inText, 10);
    const text = `{"readings":[{"variable":"a","value":NaN},{"variable":"a","value":1e999}]}`;
    const headers = { authorization: `Token ${key}`, "content-type": "application/json" };
    const infinite = await app.fetch(`${path}/readings`, { method: "POST", headers, body: text });
    assert.equal((await ok(infinite, 201)).refused.count, 2);
  });

  it("takes CSV, a reading in each line or a column for each variable", async () => {
    const { path, key } = await newLogger();
    const post = async (body: string) => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "text/csv" };
      return await app.fetch(`${path}/readings`, { method: "POST", headers, body });
    };
    const long = `variable;time_utc;value\r\n"a;b";${T};1.5\r\n\r\nc;${T};x\r\nc;${T}\r\n`;
    assert.deepEqual(await ok(await post(long), 201), {
      new: 1,
      changed: 0,
      unchanged: 0,
      refused: {
        count: 2,
        rows: [
          { row: 4, message: 'value: "x" is no finite number.' },
          { row: 5, message: "It has 2 cells, and the header 3." },
        ],
      },
    });
    const wide = `\ufefftime_utc,pv,grid\n${T},1,\n2026-06-21 08:00:10Z,2,-3e-1\nlater,1,1\n`;
    const { refused, ...counts } = await ok(await post(wide), 201);
    assert.deepEqual([counts.new, refused.rows.map(({ row }: { row: number }) => row)], [3, [4]]);
    for (const text of ["", "\n", "a,b\n1,2", "time_utc\n", "time_utc,a,a\n"]) {
      await problemOf(await post(text), 422);
    }
    const list = await ok(await api().get(`${path}/readings?limit=2`));
    const rest = await ok(await api().get(`${path}/readings?limit=2&cursor=${list.next_cursor}`));
    const rows = [...list.readings, ...rest.readings].map(({ variable, time_utc, value }) =>
      `${variable} ${time_utc.slice(17, 19)} ${value}`
    );
    assert.deepEqual([rows.sort(), rest.next_cursor], [
      ["a;b 00 1.5", "grid 10 -0.3", "pv 00 1", "pv 10 2"],
      null,
    ]);
    const some = await ok(
      await api().get(
        `${path}/readings?variable=pv&from=2026-06-21T08:00:01Z&to=2026-06-22T00:00Z`,
      ),
    );
    assert.deepEqual(some.readings.map(({ value }: { value: number }) => value), [2]);
    await problemOf(await api().get(`${path}/readings?variable=none`), 422);
    await problemOf(await api().get(`${path}/readings?cursor=x`), 422);
  });

  it("takes bodies that gzip packed, and no more of them than of others", async () => {
    const { path, key } = await newLogger();
    const post = (what: string, secret: string, text: string | Uint8Array, coding = "gzip") =>
      app.fetch(`${path}/${what}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${secret}`,
          "content-type": what === "frames" ? "text/plain" : "application/json",
          "content-encoding": coding,
        },
        body: new Uint8Array(gzipSync(text)),
      });
    for (const [at, secret] of [app.cast.alice.token, key].entries()) {
      const readings = JSON.stringify(one("pv", at));
      assert.equal((await ok(await post("readings", secret, readings), 201)).changed, at);
      const frames = await ok(await post("frames", secret, "080500000000cccccccc00000000"), 201);
      assert.equal(frames.frames, 1);
      await problemOf(await post("readings", secret, new Uint8Array(11 * 2 ** 20)), 413);
      await problemOf(await post("readings", secret, readings, "br"), at === 0 ? 415 : 400);
    }
  });

  it("refuses bodies that hold no readings, and keys of other loggers", async () => {
    const [{ path, key }, other] = [await newLogger(), await newLogger()];
    for (const body of [{}, [], { readings: [] }, { readings: 1 }, { readings: [], more: 1 }]) {
      await problemOf(await api().post(`${path}/readings`, body), 422);
      await problemOf(await withToken(app, key).post(`${path}/readings`, body), 422);
    }
    await problemOf(await withToken(app, other.key).post(`${path}/readings`, one("a", 1)), 404);
    for (const method of ["get", "patch", "delete"] as const) {
      await problemOf(await withToken(app, key)[method](path), 401);
    }
    await problemOf(await withToken(app, key).get(`${path}/readings`), 401);
    const many = Array.from({ length: 100_001 }, () => 0);
    await problemOf(await api().post(`${path}/readings`, { readings: many }), 422);
  });
});

describe("POST /api/v1/loggers/{logger_uuid}/frames", () => {
  const BASIC = "080500000000cccccccc00000000";
  const post = (path: string, secret: string, body: string) => {
    const headers = { authorization: `Bearer ${secret}`, "content-type": "text/plain" };
    return app.fetch(path, { method: "POST", headers, body });
  };

  it("stores what boards measure; frames that cannot be read are one alarm", async () => {
    const [{ path, key, uuid }, { token }] = [await newLogger(), app.cast.alice];
    const good = await ok(await post(`${path}/frames`, key, `${BASIC}\r\n`), 201);
    assert.deepEqual([good.frames, good.new, good.bad.count], [1, 5, 0]);
    for (const secret of [key, token]) {
      const lines = `${BASIC}\ncc\n057500005555cccccccc00000000\n`;
      const { frames, unchanged, bad } = await ok(await post(`${path}/frames`, secret, lines), 201);
      assert.deepEqual([frames, unchanged, bad.count], [1, 5, 2]);
      assert.equal(bad.frames[1].message, "No board with the id 5 is described.");
    }
    const alarms = await app.database.owner`
      select cause, description from app.alarms where logger_uuid = ${uuid}`;
    assert.equal(alarms.length, 1);
    assert.match(alarms[0]!.description, /^2 frames cannot be read: The frame has 2 characters/);
  });

  it("reads boards that a setting describes, in the session that runs or another", async () => {
    const { path, uuid } = await newLogger();
    const variables = [{ name: "t", offset: 0, bits: 12, signed: true, scale: 0.1 }];
    const boards = JSON.stringify([{ id: 5, name: "Shed", variables }]);
    const { owner } = app.database;
    await owner`
      insert into app.logger_settings (logger_uuid, key, value) values (${uuid}, 'boards', ${boards})`;
    await owner`
      insert into app.logger_sessions (logger_uuid, number, started_utc, stopped_utc)
      values (${uuid}, 1, '2026-06-20', '2026-06-20 01:00'), (${uuid}, 2, '2026-06-21', null)`;
    const frames = ["057500005555cccccccc00000000"];
    assert.equal((await ok(await api().post(`${path}/frames`, { frames }), 201)).new, 1);
    assert.equal((await ok(await api().post(`${path}/frames?session=1`, { frames }), 201)).new, 1);
    await problemOf(await api().post(`${path}/frames?session=3`, { frames }), 404);
    await problemOf(await api().post(`${path}/frames`, { frames: [1] }), 422);
    const { readings } = await ok(await api().get(`${path}/readings`));
    assert.deepEqual(
      readings.map(({ time_utc, value, number }: Record<string, unknown>) => [
        time_utc,
        value,
        number,
      ]),
      [["2026-06-20T00:00:21.845Z", -82, 1], ["2026-06-21T00:00:21.845Z", -82, 2]],
    );
    await owner`update app.logger_settings set value = '[{"id":5}]' where logger_uuid = ${uuid}`;
    assert.equal((await ok(await api().post(`${path}/frames`, { frames }), 201)).bad.count, 1);
    const [alarm] = await owner`select description from app.alarms where logger_uuid = ${uuid}`;
    assert.match(alarm!.description, /^The setting boards: 0\.name: Give the board a name/);
  });
});
