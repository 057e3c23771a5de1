import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { type AdminSql, type ScopedSql, withAdminScope, withScope } from "../../../db/scope.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as sites from "../../../sql/sites/sites.ts";
import * as usage from "../../../sql/operations/usage.ts";
import * as users from "../../../sql/users/users.ts";
import type { Person } from "../../support/cast.ts";
import { generationValues } from "../../support/series.ts";
import { ownCast } from "../../support/setup.ts";
import { sitesAfter } from "../../support/some_sites.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { alice, bob, charlie, ada } = cast;

const as = <T>(person: Person, work: (sql: ScopedSql) => Promise<T>) =>
  withScope(database.requests, person, { readOnly: true }, work);
const asAda = <T>(work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(database.requests, ada, { readOnly: false }, work);

async function countOf(table: "users" | "site_groups"): Promise<number> {
  const [row] = await owner`select count(*)::int as rows from ${owner(table)}`;
  return row!.rows;
}

describe("looking for somebody or something", () => {
  it("makes no user and no group where there is none", async () => {
    const before = [await countOf("users"), await countOf("site_groups")];
    assert.equal(await users.find(owner, "nobody@example.org"), undefined);
    assert.deepEqual([await countOf("users"), await countOf("site_groups")], before);
  });

  it("answers undefined or an empty list, never an error", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    const found = await as(alice, async (sql) => ({
      site: await sites.find(sql, none),
      number: await sitesAfter(sql, { limit: 9, client_site_id: 999 }),
      name: await sitesAfter(sql, { limit: 9, client_site_name: "none of that name" }),
      client: await sitesAfter(sql, { limit: 9, client_name: "none of that name" }),
    }));
    const { site, ...lists } = found;
    assert.equal(site, undefined);
    for (const list of Object.values(lists)) assert.deepEqual([...list], []);
  });

  it("finds every site of a client's number, not any one of them", async () => {
    const twin = await owner`
      insert into sites (ml_id, client_site_id, client_site_name) values (1, 7, 'Twin')
      returning site_uuid`;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${alice.site_group_uuid}, ${twin[0]!.site_uuid})`;
    const asked = { limit: 9, client_site_id: 7 };
    const found = await as(alice, (sql) => sitesAfter(sql, asked));
    assert.deepEqual(found.map((site) => site.client_site_name).sort(), ["Plant <&> one", "Twin"]);
    assert.equal((await as(charlie, (sql) => sitesAfter(sql, asked))).length, 0);
  });
});

describe("the requests of one user", () => {
  beforeAll(async () => {
    for (const person of [alice, bob]) {
      await owner`
        insert into api_request (user_uuid, url, created_utc)
        select ${person.user_uuid}, url, created_utc::timestamp from (values
          ('/sites', '2026-06-20 00:00'), ('/api/v1/sites', '2026-06-20 12:00'),
          ('/sites', '2026-06-21 00:00')) r (url, created_utc)`;
    }
  });

  it("are that user's alone, also when pages or the API alone are asked for", async () => {
    const day = { from: "2026-06-20", to: "2026-06-20" };
    for (const [kind, requests] of [["pages", 1], ["api", 1], ["all", 2]] as const) {
      const asked = { ...day, kind, user: alice.user_uuid };
      assert.equal((await asAda((sql) => usage.byDay(sql, asked)))[0]!.requests, requests);
      const addresses = await asAda((sql) => usage.byAddress(sql, asked, 9));
      assert.equal(addresses.reduce((sum, each) => sum + each.requests, 0), requests);
    }
  });

  it("are counted to the last of each user, of the kind that is asked for", async () => {
    const asked = { from: "2026-06-20", to: "2026-06-21", kind: "api" } as const;
    const found = await asAda((sql) => usage.byUser(sql, asked));
    assert.deepEqual(found.map(({ email, last_request_utc }) => [email, last_request_utc]), [
      [alice.email, "2026-06-20T12:00:00Z"],
      [bob.email, "2026-06-20T12:00:00Z"],
    ]);
  });
});

describe("generation of a site", () => {
  it("has the period that ends where the question ends", async () => {
    const { plant } = cast.sites;
    await owner`
      insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
      values (${plant}, 3, '2026-06-21T06:00:00Z', '2026-06-21T06:15:00Z')`;
    const [start, end] = ["2026-06-21T06:00:00Z", "2026-06-21T06:15:00Z"]
      .map((time) => Temporal.Instant.from(time));
    const found = await as(alice, (sql) => generationValues(sql, [plant], start!, end!));
    assert.deepEqual(found.map((value) => value.generation_power_kw), [3]);
  });
});

describe("models", () => {
  it("are all there are, with versions told apart, for admins", async () => {
    await owner`
      insert into ml_model (name, version) values ('blend', '9'), ('blend', '10'), (null, null)`;
    const listed = await asAda((sql) => models.all(sql));
    assert.deepEqual(listed.map(({ name, version }) => [name, version]), [
      ["blend", "10"],
      ["blend", "9"],
      [null, null],
    ]);
  });
});
