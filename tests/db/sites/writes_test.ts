import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownCast } from "../../support/setup.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;

/**
 * Checks these sites in the scope of alice's group; returns how often the group's sites were queried.
 */
async function lookUps(wanted: (string | null)[] | null): Promise<number> {
  return await database.owner.begin(async (tx) => {
    const scans = async () => {
      const [row] = await tx<{ scans: number }[]>`
        select (seq_scan + coalesce(idx_scan, 0))::int as scans from pg_stat_xact_user_tables
        where relname = 'site_group_sites'`;
      return row!.scans;
    };
    await tx`select app.scope(${cast.alice.site_group_uuid}::uuid, null)`;
    const before = await scans();
    await tx`select app.check_sites(${wanted as string[]}::uuid[])`;
    return await scans() - before;
  });
}

describe("the check that sites are the group's", () => {
  it("lets them through, however often each is named, and looks them up once", async () => {
    for (const wanted of [[plant], [plant, bare, plant], Array(500).fill(plant)]) {
      assert.equal(await lookUps(wanted), 1);
    }
  });

  it("lets nothing through as well", async () => {
    for (const nothing of [[], null]) await lookUps(nothing);
  });

  it("refuses all when one is a stranger's, unknown or missing", async () => {
    for (const wrong of [turbine, crypto.randomUUID(), null]) {
      const refused = { code: "P0002", message: "no such site" };
      for (const wanted of [[wrong], [plant, wrong], [wrong, plant]]) {
        await assert.rejects(lookUps(wanted), refused);
      }
    }
  });
});

describe("a new site's time zone", () => {
  const make = (time_zone: string | null) =>
    inScope(database, cast.alice, async (sql) => {
      const site = sql.json({ client_site_name: "Zoned", time_zone });
      const [made] = await sql<
        { site_uuid: string }[]
      >`select app.create_site(${site}) as site_uuid`;
      const [row] = await sql<{ time_zone: string | null }[]>`
        select time_zone from sites where site_uuid = ${made!.site_uuid}`;
      return row!.time_zone;
    });

  it("is one that the database knows, or none", async () => {
    for (const zone of ["Asia/Kolkata", "UTC", null]) assert.equal(await make(zone), zone);
  });

  it("is refused when the database does not know it", async () => {
    for (const zone of ["Mars/Olympus_Mons", "", "Asia/Kolkata; drop table sites"]) {
      await assert.rejects(make(zone), {
        code: "22023",
        message: `There is no time zone named "${zone}".`,
      });
    }
  });
});
