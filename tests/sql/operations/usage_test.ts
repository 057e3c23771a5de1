import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope } from "../../../db/scope.ts";
import * as usage from "../../../sql/operations/usage.ts";
import { inScope, statement } from "../../support/scopes.ts";
import type { UsageQuery } from "../../../domain/operations/usage.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner, requests } = database;
const { alice, bob, charlie, ada } = cast;

const asAda = <T>(work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(requests, ada, { readOnly: true }, work);

const WEEK = { from: "2026-06-15", to: "2026-06-21", kind: "all" } as const;

type Row = [user_uuid: string | null, url: string | null, created_utc: string | null];
const ROWS: Row[] = [
  [alice.user_uuid, "/sites?page=2", "2026-06-15T00:00:00Z"],
  [alice.user_uuid, "/sites", "2026-06-21T23:59:59.999999Z"],
  [alice.user_uuid, "/api/v1/sites", "2026-06-20T12:00:00Z"],
  [alice.user_uuid, "/quartz/sites", "2026-06-20T12:00:01Z"],
  [alice.user_uuid, "https://api.example.org/sites?UI=1", "2026-06-20T12:00:02Z"],
  [bob.user_uuid, "/api", "2026-06-20T12:00:00Z"],
  [bob.user_uuid, null, "2026-06-20T13:00:00Z"],
  [null, "/sites/x", "2026-06-18T08:00:00Z"],
  // Outside the week: the second before, the first after, and of no time.
  [charlie.user_uuid, "/sites", "2026-06-14T23:59:59.999999Z"],
  [charlie.user_uuid, "/sites", "2026-06-22T00:00:00Z"],
  [charlie.user_uuid, "/sites", null],
];

beforeAll(async () => {
  for (const [user_uuid, url, created_utc] of ROWS) {
    await owner`
      insert into api_request (user_uuid, url, created_utc)
      values (${user_uuid}, ${url}, ${created_utc})`;
  }
});

describe("usage by user", () => {
  const users = (asked: Partial<UsageQuery> = {}, page = {}) =>
    asAda((sql) => usage.byUser(sql, { ...WEEK, ...asked }, page));
  const names = async (asked: Partial<UsageQuery>) =>
    (await users(asked)).map(({ email, requests }) => [email, requests]);

  it("counts pages and the API apart, whole addresses and none as the API", async () => {
    assert.deepEqual([...await users()], [
      {
        user_uuid: alice.user_uuid,
        email: alice.email,
        requests: 5,
        pages: 2,
        api: 3,
        last_request_utc: "2026-06-21T23:59:59.999999Z",
      },
      {
        user_uuid: bob.user_uuid,
        email: bob.email,
        requests: 2,
        pages: 1,
        api: 1,
        last_request_utc: "2026-06-20T13:00:00Z",
      },
      {
        user_uuid: null,
        email: null,
        requests: 1,
        pages: 1,
        api: 0,
        last_request_utc: "2026-06-18T08:00:00Z",
      },
    ]);
  });

  it("counts what was asked for: days, pages or the API, and e-mail addresses", async () => {
    assert.deepEqual(await names({ from: "2026-06-22", to: "2026-06-22" }), [[charlie.email, 1]]);
    assert.deepEqual(await names({ kind: "pages" }), [[alice.email, 2], [bob.email, 1], [null, 1]]);
    assert.deepEqual(await names({ kind: "api" }), [[alice.email, 3], [bob.email, 1]]);
    assert.deepEqual(await names({ q: "ALICE" }), [[alice.email, 5]]);
    for (const q of ["%", "_", "'", "\\"]) assert.deepEqual(await names({ q }), [], q);
  });

  it("comes in pages, one more than asked for", async () => {
    assert.equal((await users({}, { limit: 2 })).length, 3);
    assert.deepEqual((await users({}, { limit: 1, offset: 2 })).map((user) => user.user_uuid), [
      null,
    ]);
  });

  it("names a user without an e-mail by the UUID alone", async () => {
    await owner`update users set email = null where user_uuid = ${charlie.user_uuid}`;
    const day = { from: "2026-06-22", to: "2026-06-22" };
    const [user] = await users(day);
    assert.deepEqual([user!.user_uuid, user!.email], [charlie.user_uuid, null]);
    const { user_uuid } = charlie;
    const found = await asAda((sql) => usage.findUser(sql, user_uuid));
    assert.deepEqual(found, { user_uuid, email: null });
  });
});

describe("usage by day", () => {
  const days = async (asked: Partial<UsageQuery> = {}) =>
    (await asAda((sql) => usage.byDay(sql, { ...WEEK, ...asked })))
      .map(({ day, requests, pages, api }) => [day, requests, pages, api]);

  it("has every day, those without requests, too", async () => {
    assert.deepEqual(await days(), [
      ["2026-06-15", 1, 1, 0],
      ["2026-06-16", 0, 0, 0],
      ["2026-06-17", 0, 0, 0],
      ["2026-06-18", 1, 1, 0],
      ["2026-06-19", 0, 0, 0],
      ["2026-06-20", 5, 1, 4],
      ["2026-06-21", 1, 1, 0],
    ]);
  });

  it("is of one user, or of nobody", async () => {
    const busy = async (user: string | null) =>
      (await days({ user })).filter(([, requests]) => requests !== 0);
    assert.deepEqual(await busy(bob.user_uuid), [["2026-06-20", 2, 1, 1]]);
    assert.deepEqual(await busy(null), [["2026-06-18", 1, 1, 0]]);
  });
});

describe("usage by address", () => {
  it("counts addresses without their queries, the most requested first", async () => {
    const found = await asAda((sql) => usage.byAddress(sql, { ...WEEK, user: alice.user_uuid }, 2));
    assert.deepEqual([...found], [
      { address: "/sites", requests: 2, last_request_utc: "2026-06-21T23:59:59.999999Z" },
      { address: "/api/v1/sites", requests: 1, last_request_utc: "2026-06-20T12:00:00Z" },
    ]);
  });

  it("has a line for requests of no address", async () => {
    const found = await asAda((sql) => usage.byAddress(sql, { ...WEEK, user: bob.user_uuid }, 9));
    assert.deepEqual(found.map(({ address }) => address), ["/api", null]);
  });
});

describe("requests", () => {
  it("are not for members to write, and those of other groups not to read", async () => {
    const read = (person: typeof alice) =>
      inScope(database, person, (sql) =>
        sql<{ user_uuid: string }[]>`
        select distinct user_uuid from api_request`);
    const seen = (await read(alice)).map(({ user_uuid }) => user_uuid);
    assert.deepEqual(seen.sort(), [alice.user_uuid, bob.user_uuid].sort());
    const write = inScope(
      database,
      alice,
      (sql) => sql(statement("insert into api_request (url) values ('/sites')")),
    );
    await assert.rejects(write, { code: "42501" });
  });
});
