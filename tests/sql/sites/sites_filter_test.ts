import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withScope } from "../../../db/scope.ts";
import type { Site } from "../../../domain/sites/site.ts";
import type { SiteFilter } from "../../../domain/sites/site_filter.ts";
import { ownCast } from "../../support/setup.ts";
import { sitesAfter, withSites as someSites } from "../../support/some_sites.ts";

const { database, cast } = await ownCast();

const withSites = (wanted: Partial<Site>[], work: (uuids: string[]) => Promise<void>) =>
  someSites(database.owner, cast.charlie.site_group_uuid, wanted, work);

describe("sites that a script asks for", () => {
  const LONDON = { client_site_name: "London roof", latitude: 51.5, longitude: -0.12 };
  const PARIS = {
    client_site_name: "Paris roof",
    latitude: 48.86,
    longitude: 2.35,
    country: "France",
    client_site_id: 7,
  };
  const asked = async (filter: SiteFilter, person = cast.charlie) => {
    const found = await withScope(
      database.requests,
      person,
      { readOnly: true },
      (sql) => sitesAfter(sql, { limit: 99, ...filter }),
    );
    return found.map((site) => site.client_site_name).sort();
  };

  it("are those for which all that is asked holds", async () => {
    await withSites([LONDON, PARIS], async () => {
      const cases: [SiteFilter, string[]][] = [
        [{ country: "FRANCE" }, ["Paris roof"]],
        [{ country: "Fran" }, []],
        [{ client_site_id: 7 }, ["Paris roof"]],
        [{ client_site_name: "ROOF" }, ["London roof", "Paris roof"]],
        [{ client_site_name: "%" }, []],
        [{ asset_type: "wind" }, ["Turbine"]],
        [{ asset_type: "pv", country: "uk" }, ["London roof"]],
        [{ client_site_name: "roof", country: "uk", client_site_id: 7 }, []],
      ];
      for (const [filter, names] of cases) assert.deepEqual(await asked(filter), names);
    });
  });

  it("are within the box, its edges included, and never a stranger's", async () => {
    await withSites([LONDON, PARIS], async () => {
      const box = { latitude_min: 48.86, latitude_max: 51.5, longitude_min: -0.12 };
      assert.deepEqual(await asked(box), ["London roof", "Paris roof"]);
      assert.deepEqual(await asked({ ...box, longitude_max: 2.34 }), ["London roof"]);
      assert.deepEqual(await asked({ latitude_min: 51.6 }), ["Turbine"]);
      assert.deepEqual(await asked({ longitude_max: -3.1 }), ["Turbine"]);
      const world = {
        latitude_min: -90,
        latitude_max: 90,
        longitude_min: -180,
        longitude_max: 180,
      };
      assert.deepEqual(await asked(world), ["London roof", "Paris roof", "Turbine"]);
      assert.deepEqual(await asked(world, cast.alice), ["Plant <&> one"]);
      assert.deepEqual(await asked({ active: "all" }, cast.alice), ["Plant <&> one", null]);
    });
  });

  it("are in no box where a coordinate is missing or is none", async () => {
    const at = (client_site_name: string, latitude: number | null, longitude: number | null) => ({
      client_site_name,
      latitude,
      longitude,
    });
    await withSites(
      [at("none", null, null), at("half", 1, null), at("999", 999, 0)],
      async (made) => {
        await database.owner`
        update sites set latitude = 'NaN', longitude = '-Infinity' where site_uuid = ${made[0]!}`;
        const pv = (limits: SiteFilter) => asked({ ...limits, asset_type: "pv" });
        assert.deepEqual(await pv({ latitude_min: -90 }), ["half"]);
        assert.deepEqual(await pv({ latitude_max: 90 }), ["half"]);
        assert.deepEqual(await pv({ longitude_min: -180 }), ["999"]);
        assert.deepEqual(await pv({ longitude_max: 180 }), ["999"]);
      },
    );
  });

  it("are active ones, unless inactive ones or all are asked for", async () => {
    await withSites([LONDON, PARIS], async ([london]) => {
      await database.owner`update sites set active = false where site_uuid = ${london!}`;
      assert.deepEqual(await asked({}), ["Paris roof", "Turbine"]);
      assert.deepEqual(await asked({ active: "false" }), ["London roof"]);
      assert.deepEqual(await asked({ active: "all" }), ["London roof", "Paris roof", "Turbine"]);
    });
  });

  it("are those of a client, of which a member's own sites alone tell", async () => {
    await withSites([LONDON, PARIS], async ([london]) => {
      const [client] = await database.owner`
        insert into clients (client_name) values ('Grid & Co') returning client_uuid`;
      const { plant } = cast.sites;
      await database.owner`
        update sites set client_uuid = ${client!.client_uuid}
        where site_uuid = any(${[london!, plant]})`;
      assert.deepEqual(await asked({ client_name: "grid" }), ["London roof"]);
      assert.deepEqual(await asked({ client_name: "grid" }, cast.alice), ["Plant <&> one"]);
      assert.deepEqual(await asked({ client_name: "grid", country: "France" }), []);
      assert.deepEqual(await asked({ client_name: "Other" }), []);
      await database.owner`update sites set client_uuid = null`;
    });
  });
});
