import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { translated } from "../../../db/errors.ts";
import { AppError } from "../../../domain/errors.ts";
import { addAlarm } from "../../../sql/loggers/alarms.ts";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { makeLogger, type TestLogger } from "../../support/loggers.ts";
import { inScope } from "../../support/scopes.ts";

let app: TestApp, own: TestLogger, other: TestLogger;
beforeAll(async () => {
  app = await testApp();
  const { database, cast: { alice, sites } } = app;
  own = await makeLogger(database, alice, sites.plant);
  other = await makeLogger(database, alice, sites.plant);
});
afterAll(() => app.close());

const LINE = "m v=1 1782029220000000000";
const BULK = "data=[[0,1,5]]";

/** Sends a reading by each door; returns the statuses. */
async function everyDoor(key: string, uuid: string): Promise<number[]> {
  const headers = { authorization: `Token ${key}` };
  const csv = "time_utc,variable,value\n2026-06-21T08:00:00Z,a,1";
  const requests: [string, RequestInit][] = [
    ["/write", { method: "POST", body: LINE, headers }],
    ["/api/v2/write", { method: "POST", body: LINE, headers }],
    [`/input/bulk?apikey=${key}&${BULK}`, {}],
    [`/emoncms/input/post?apikey=${key}&node=1&json={a:1}`, {}],
    [`/api/v1/loggers/${uuid}/readings`, {
      method: "POST",
      body: csv,
      headers: { ...headers, "content-type": "text/csv" },
    }],
  ];
  const statuses: number[] = [];
  for (const [path, init] of requests) {
    const response = await app.fetch(path, init);
    statuses.push(response.status);
    await response.body?.cancel();
  }
  return statuses;
}

const variables = async (uuid: string) => {
  const [row] = await app.database.owner<{ count: number }[]>`
    select count(*)::int as count from app.logger_variables where logger_uuid = ${uuid}`;
  return row!.count;
};

describe("the doors of loggers under attack", () => {
  it("take no key for another logger, and none for reading", async () => {
    assert.equal((await everyDoor(own.key, other.logger_uuid)).at(-1), 404);
    assert.equal(await variables(other.logger_uuid), 0);
    for (const below of ["", "/readings", "/variables", "/keys", "/alarms", "/rules"]) {
      const path = `/api/v1/loggers/${own.logger_uuid}${below}`;
      for (const scheme of ["Token", "Bearer"]) {
        const response = await app.fetch(path, {
          headers: { authorization: `${scheme} ${own.key}` },
        });
        assert.equal(response.status, 401, `${scheme} ${below}`);
      }
    }
  });

  it("close at once when a key is revoked, and stay open to another one", async () => {
    const { alice } = app.cast;
    assert.deepEqual(await everyDoor(own.key, own.logger_uuid), [204, 204, 200, 200, 201]);
    const api = withToken(app, alice.token);
    const keys = `/api/v1/loggers/${own.logger_uuid}/keys`;
    const [old] = (await (await api.get(keys)).json()).keys;
    assert.equal((await api.delete(`${keys}/${old.key_uuid}`)).status, 204);
    assert.deepEqual(await everyDoor(own.key, own.logger_uuid), [401, 401, 401, 401, 401]);
    const fresh = await (await api.post(keys, { label: "new" })).json();
    own = { ...own, key: fresh.key };
    assert.deepEqual(await everyDoor(own.key, own.logger_uuid), [204, 204, 200, 200, 201]);
  });

  it("lose no request to a 500 while loggers and their site are deleted", async () => {
    const { database, cast: { alice, sites } } = app;
    const loggers = await Promise.all(
      Array.from({ length: 4 }, () => makeLogger(database, alice, sites.plant)),
    );
    const statuses: number[] = [];
    const api = withToken(app, alice.token);
    const send = async ({ key, logger_uuid }: TestLogger) => {
      for (let at = 0; at < 15; at++) {
        const response = await app.fetch("/write", {
          method: "POST",
          body: `m${at} v=${at} ${1782029220 + at}000000000`,
          headers: { authorization: `Token ${key}` },
        });
        statuses.push(response.status);
        await response.body?.cancel();
        const alarm = await api.post(`/api/v1/loggers/${logger_uuid}/alarms`, { description: "x" });
        statuses.push(alarm.status);
        await alarm.body?.cancel();
      }
    };
    const remove = async () => {
      statuses.push((await api.delete(`/api/v1/loggers/${loggers[0]!.logger_uuid}`)).status);
      await database.owner`delete from site_group_sites where site_uuid = ${sites.plant}`;
      await database.owner`delete from sites where site_uuid = ${sites.plant}`;
    };
    await Promise.all([...loggers.map(send), remove()]);
    assert.deepEqual(statuses.filter((status) => status >= 500), []);
  });

  it("takes a row of a logger that was deleted since the request saw it for one of none", async () => {
    const { database, cast: { alice } } = app;
    const add = inScope(
      database,
      alice,
      (sql) => addAlarm(sql, crypto.randomUUID(), { severity: 1, description: "x" }),
    );
    const error = await add.then(() => undefined, translated);
    assert.ok(error instanceof AppError);
    assert.equal(error.code, "not_found");
  });
});
