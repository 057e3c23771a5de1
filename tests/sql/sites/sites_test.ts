import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type ScopedSql, withScope } from "../../../db/scope.ts";
import type { Site } from "../../../domain/sites/site.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { type Person, PLANT } from "../../support/cast.ts";
import { ownCast } from "../../support/setup.ts";
import { sitesAfter, withSites as someSites } from "../../support/some_sites.ts";

const { database, cast } = await ownCast();

const read = <T>(person: Person, work: (sql: ScopedSql) => Promise<T>) =>
  withScope(database.requests, person, { readOnly: true }, work);
const uuidsOf = (found: Site[]) => found.map((site) => site.site_uuid);

/** Sites of charlie's with these names; takes them away again after `work`. */
const withSites = (names: (string | null)[], work: (uuids: string[]) => Promise<void>) =>
  someSites(
    database.owner,
    cast.charlie.site_group_uuid,
    names.map((client_site_name) => ({ client_site_name })),
    work,
  );

describe("a site", () => {
  it("is found with all that is known of it by its group and by admins", async () => {
    const expected = {
      ...PLANT,
      site_uuid: cast.sites.plant,
      country: "uk",
      region: null,
      dno: '{"dno_id": "999", "name": "unknown", "long_name": "unknown"}',
      gsp: '{"gsp_id": "999", "name": "unknown"}',
      asset_type: "pv",
      module_capacity_kw: 49.14,
      time_zone: null,
      measured_every_minutes: null,
      note: null,
      active: true,
      version: 1,
      capacity_from: null,
      former_capacities: [],
      has_battery: false,
      is_tracked: false,
      is_curtailed: false,
    };
    for (const person of [cast.alice, cast.bob, cast.ada]) {
      assert.deepEqual(await read(person, (sql) => sites.find(sql, cast.sites.plant)), expected);
    }
  });

  it("is found with NULL in every column that may have none", async () => {
    const { site_uuid, asset_type, version: _, ...rest } = (await read(
      cast.alice,
      (sql) => sites.find(sql, cast.sites.bare),
    ))!;
    assert.deepEqual({ site_uuid, asset_type }, { site_uuid: cast.sites.bare, asset_type: "pv" });
    const { former_capacities, has_battery, is_tracked, is_curtailed, ...columns } = rest;
    assert.deepEqual([former_capacities, has_battery, is_tracked, is_curtailed], [
      [],
      false,
      false,
      false,
    ]);
    assert.deepEqual(Object.values(columns).filter((value) => value !== null), []);
  });

  it("is not there for a stranger, nor when there is none", async () => {
    const find = (uuid: string) => read(cast.charlie, (sql) => sites.find(sql, uuid));
    assert.equal(await find(cast.sites.plant), undefined);
    assert.equal(await find(crypto.randomUUID()), undefined);
    assert.equal((await find(cast.sites.turbine))!.asset_type, "wind");
  });
});

describe("the list of sites", () => {
  it("is the group's by name, whatever the case, nameless ones last", async () => {
    await withSites(["beta", null, "Alpha", "alpha"], async ([beta, nameless, ...alphas]) => {
      const found = uuidsOf(await read(cast.charlie, (sql) => sites.list(sql)));
      assert.deepEqual(found, [...alphas.sort(), beta, cast.sites.turbine, nameless]);
    });
  });

  it("comes in pages, with one more than a page when there is a next", async () => {
    await withSites(["a", "b", "c"], async ([a, b, c]) => {
      const page = async (offset: number) =>
        uuidsOf(await read(cast.charlie, (sql) => sites.list(sql, { limit: 2, offset })));
      assert.deepEqual(await page(0), [a, b, c]);
      assert.deepEqual(await page(2), [c, cast.sites.turbine]);
      assert.deepEqual(await page(4), []);
    });
  });

  it("is walked by scripts in the order of UUIDs, each site once", async () => {
    await withSites(["a", "b", "c", "d"], async (made) => {
      const walked: string[] = [];
      let page: string[];
      do {
        const [limit, after] = [2, walked.at(-1)];
        page = uuidsOf(await read(cast.charlie, (sql) => sitesAfter(sql, { limit, after })));
        walked.push(...page.slice(0, limit));
      } while (page.length > 2);
      assert.deepEqual(walked, [...made, cast.sites.turbine].sort());
    });
  });

  it("leaves out inactive sites, which are still found by their UUID", async () => {
    await withSites(["On", "Off"], async ([on, off]) => {
      await database.owner`update sites set active = false where site_uuid = ${off!}`;
      const { listed, walked, found } = await read(cast.charlie, async (sql) => ({
        listed: uuidsOf(await sites.list(sql)),
        walked: uuidsOf(await sitesAfter(sql, { limit: 9 })),
        found: await sites.find(sql, off!),
      }));
      for (const list of [listed, walked, uuidsOf(await sites.listActive(database.owner))]) {
        assert.ok(list.includes(on!) && !list.includes(off!));
      }
      assert.equal(found!.active, false);
    });
  });

  it("is that of every group for jobs, and in an admin's scope", async () => {
    const every = [cast.sites.plant, cast.sites.bare, cast.sites.turbine].sort();
    assert.deepEqual(uuidsOf(await sites.listActive(database.owner)), every);
    assert.deepEqual(uuidsOf(await read(cast.ada, (sql) => sites.list(sql))).sort(), every);
  });
});

describe("a new site", () => {
  it("gets a number of its own and sensible values for what is not given", async () => {
    await withSites(["One", "Two"], async (uuids) => {
      const made = await database.owner`
        select ml_id, country, asset_type, orientation, tilt, active from sites
        where site_uuid = any(${uuids}) order by ml_id`;
      const [one, two] = made;
      assert.equal(two!.ml_id, one!.ml_id + 1);
      const { ml_id: _own, ...rest } = one!;
      assert.deepEqual(rest, {
        country: "uk",
        asset_type: "pv",
        orientation: 180,
        tilt: 35,
        active: true,
      });
    });
  });

  it("gets another number than its twin made at the same time", async () => {
    const made = await Promise.all(
      Array.from(
        { length: 8 },
        () => demo.makeSite(database.owner, cast.charlie.site_group_uuid, { capacity_kw: 4 }),
      ),
    );
    const [row] = await database.owner`
      select count(distinct ml_id)::int as numbers, min(inverter_capacity_kw) as inverter_kw,
        min(module_capacity_kw) as module_kw from sites where site_uuid = any(${made})`;
    assert.deepEqual(row, { numbers: 8, inverter_kw: 4, module_kw: 4 });
    await database.owner`delete from site_group_sites where site_uuid = any(${made})`;
    await database.owner`delete from sites where site_uuid = any(${made})`;
  });
});
