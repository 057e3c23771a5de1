import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import { refreshHints } from "../../../service/sites/hints.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as siteHints from "../../../sql/sites/site_hints.ts";
import { hoursOf, siteAt } from "../../support/measured_hours.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { utcText } from "../../../domain/time/time.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const SYDNEY = siteAt(-33.87, 151.21, 0);
/** The sixty days of measurements end with this day. */
const NOW = Temporal.Instant.from("2026-06-30T02:07:00Z");

const hintsOfPlant = () =>
  inScope(database, cast.alice, (sql) => siteHints.find(sql, cast.sites.plant));
const codes = async () => (await hintsOfPlant()).hints.map(({ code }) => code);

async function state(facts: { longitude: number }) {
  await owner`update sites set latitude = -33.87, longitude = ${facts.longitude}, tilt = 35,
    orientation = 0, capacity_kw = 10, inverter_capacity_kw = 10, module_capacity_kw = 10
    where site_uuid = ${cast.sites.plant}`;
}

beforeAll(async () => {
  const hours = hoursOf(SYDNEY, "2026-05-01").map((hour) => ({
    site_uuid: cast.sites.plant,
    start_utc: utcText(hour.startMs),
    end_utc: utcText(hour.endMs),
    generation_power_kw: hour.kwh,
  }));
  await owner`insert into generation ${owner(hours)}`;
});

describe("the daily comparison of sites with their measurements", () => {
  it("finds a wrong longitude once, for members and admins, and no stranger reads it", async () => {
    await state({ longitude: -151.21 });
    assert.deepEqual(await hintsOfPlant(), { day: null, hints: [] });
    assert.equal(await refreshHints(owner, NOW), 3);
    assert.deepEqual(await codes(), ["energy_in_the_dark"]);
    assert.equal((await hintsOfPlant()).day, "2026-06-30");
    assert.equal(await refreshHints(owner, NOW), 0);
    const listed = await withAdminScope(
      database.requests,
      cast.ada,
      { readOnly: true },
      (sql) => adminSites.list(sql, { limit: 9, offset: 0, withHints: true }),
    );
    assert.deepEqual(listed.map((site) => [site.site_uuid, site.hint_count]), [
      [cast.sites.plant, 1],
    ]);
    const strangers = await inScope(
      database,
      cast.charlie,
      (sql) => siteHints.find(sql, cast.sites.plant),
    );
    assert.deepEqual(strangers, { day: null, hints: [] });
  });

  it("forgets what it found with an edit, and looks again", async () => {
    await state({ longitude: 151.21 });
    assert.deepEqual(await hintsOfPlant(), { day: null, hints: [] });
    assert.equal(await refreshHints(owner, NOW), 1);
    assert.deepEqual(await hintsOfPlant(), { day: "2026-06-30", hints: [] });
  });

  it("looks again on the next day", async () => {
    assert.equal(await refreshHints(owner, NOW.add({ hours: 24 })), 3);
    assert.equal((await hintsOfPlant()).day, "2026-07-01");
  });

  it("does not take for hours what a daily mean leaves between them", async () => {
    await owner`delete from generation where site_uuid = ${cast.sites.plant}`;
    await owner`insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select ${cast.sites.plant}, day, day + interval '1 day', 5
      from generate_series('2026-05-01'::timestamp, '2026-06-28', '1 day') day`;
    await owner`insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select ${cast.sites.plant}, noon, noon + interval '1 hour', 5
      from generate_series('2026-05-01 02:00'::timestamp, '2026-06-28', '1 day') noon`;
    await refreshHints(owner, NOW.add({ hours: 48 }));
    assert.deepEqual(await codes(), []);
  });

  it("offers the length of a week's rows of 5 minutes that start each half hour", async () => {
    await owner`delete from generation where site_uuid = ${cast.sites.plant}`;
    await owner`insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select ${cast.sites.plant}, t, t + interval '5 minutes', 5
      from generate_series('2026-06-20'::timestamp, '2026-07-05', '30 minutes') t`;
    await refreshHints(owner, NOW.add({ hours: 72 }));
    assert.ok((await codes()).includes("short_rows"));
  });
});
