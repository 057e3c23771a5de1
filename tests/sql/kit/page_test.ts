import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type AdminSql, withAdminScope } from "../../../db/scope.ts";
import { countedUpTo, MOST_COUNTED } from "../../../domain/plural.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { countUpTo, cursorPage, pageOf } from "../../../sql/kit/page.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as users from "../../../sql/users/users.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const admin = <T>(work: (sql: AdminSql) => Promise<T>) =>
  withAdminScope(database.requests, cast.ada, { readOnly: true }, work);

describe("a page", () => {
  it("knows of a next one by one row more, and shows no more than it takes", () => {
    assert.deepEqual(pageOf([1, 2, 3], 2), { rows: [1, 2], hasNext: true });
    assert.deepEqual(pageOf([1, 2], 2), { rows: [1, 2], hasNext: false });
    assert.deepEqual(pageOf([], 2), { rows: [], hasNext: false });
  });

  it("leads a script on by its last row, and nowhere from the last page", () => {
    const rows = ["a", "b", "c"].map((id) => ({ id }));
    assert.equal(cursorPage(rows, 2, "id").next_cursor, "b");
    assert.equal(cursorPage(rows, 3, "id").next_cursor, null);
    assert.equal(cursorPage([] as { id: string }[], 3, "id").next_cursor, null);
  });

  it("shows each row once while others come and go between two pages", async () => {
    await owner`
      insert into site_groups (site_group_name)
      select 'Walk ' || n from generate_series(1, 40) n`;
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const asked = { search: "Walk", limit: 7, after };
      const rows = await admin((sql) => siteGroups.listAfter(sql, asked));
      const page = cursorPage(rows, 7, "site_group_uuid");
      seen.push(...page.rows.map((group) => group.site_group_uuid));
      await owner`
        delete from site_groups where site_group_uuid = ${seen[
        0
      ]!} and site_group_name like 'Walk%'`;
      await owner`
        insert into site_groups (site_group_uuid, site_group_name)
        values ('00000000-0000-4000-8000-000000000000', 'Walk first') on conflict do nothing`;
      after = page.next_cursor ?? undefined;
    } while (after);
    assert.equal(new Set(seen).size, 40);
    assert.equal(seen.length, 40);
  });
});

describe("a total", () => {
  it("is counted to a limit and no further", async () => {
    const count = (rows: number, most?: number) =>
      admin((sql) => countUpTo(sql, sql`select from generate_series(1, ${rows}::int)`, most));
    assert.equal(await count(0), 0);
    assert.equal(await count(10, 10), 10);
    assert.equal(await count(1000, 10), 11);
    assert.equal(await count(MOST_COUNTED + 100), MOST_COUNTED + 1);
  });

  it("says that it was given up", () => {
    assert.equal(countedUpTo(1, "site"), "1 site");
    assert.equal(countedUpTo(50_000, "site"), "50,000 sites");
    assert.equal(countedUpTo(50_001, "site"), "50,000+ sites");
  });

  it("is that of what the lists find", async () => {
    assert.equal(await admin((sql) => users.count(sql, "roofs")), 2);
    assert.equal(await admin((sql) => users.count(sql, "no such user")), 0);
    assert.equal(await admin((sql) => siteGroups.count(sql, "Roofs")), 1);
    assert.equal(await admin((sql) => adminSites.count(sql, {})), 3);
    await owner`update sites set active = false where site_uuid = ${cast.sites.turbine}`;
    assert.equal(await admin((sql) => adminSites.count(sql, { active: true })), 2);
    assert.equal(await admin((sql) => adminSites.count(sql, { search: "turb", active: true })), 0);
  });
});
