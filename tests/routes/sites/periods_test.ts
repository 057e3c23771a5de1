import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../sql/operations/demo.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import {
  csvPieces,
  dayPage,
  energyOf,
  energyOfSums,
  measuredPieces,
  sumsOf,
  wattHours,
} from "../../support/energies.ts";
import { measured, periods } from "../../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const DAY = "2026-06-20";

/** One more site of alice's, with a zone and maybe other columns of its own. */
function siteIn(time_zone: string, columns: object = {}): Promise<string> {
  const { site_group_uuid } = app.cast.alice;
  return demo.makeSite(app.database.owner, site_group_uuid, {
    capacity_kw: 10,
    time_zone,
    ...columns,
  });
}

/** Checks that page, CSV and sums have this energy (kWh) of a site's day, which starts at a time. */
async function dayHas(site: string, start: string, kwh: number) {
  const end = Temporal.Instant.from(start).add({ hours: 24 }).toString();
  const { sentence, html } = await dayPage(app, site, DAY);
  assert.match(sentence, new RegExp(`^Produced ${kwh >= 10 ? kwh : kwh.toFixed(1)} kWh[;., ]`));
  const csv = energyOf((await csvPieces(app, site, DAY)).measured);
  assert.ok(Math.abs(csv - kwh) < 0.02, `CSV: ${csv} kWh`);
  for (const resolution of [5, 15, 60]) {
    const sums = await sumsOf(app, "generation", [site], start, end, resolution);
    const off = Math.abs(energyOfSums(sums) - kwh);
    assert.ok(off <= wattHours(sums), `sums of ${resolution} minutes: off by ${off} kWh`);
  }
  return html;
}

const store = (site: string, start: string, minutes: number, powers: number[]) =>
  measured(app.database.owner, site, periods(start, minutes, powers.length), (i) => powers[i]);

describe("the energy of a site's day", () => {
  it("is 10.0 kWh in London for 6-hour periods that reach over its midnights", async () => {
    const site = await siteIn("Europe/London");
    await store(site, `2026-06-19T00:00:00Z`, 360, Array(12).fill(10 / 24));
    await dayHas(site, "2026-06-19T23:00:00Z", 10);
  });

  it("is 24 kWh in Sydney for totals of UTC days of 24 kWh", async () => {
    const site = await siteIn("Australia/Sydney");
    await store(site, "2026-06-18T00:00:00Z", 1440, Array(4).fill(1));
    await dayHas(site, "2026-06-19T14:00:00Z", 24);
  });

  it("is 16 kWh of half hours, whatever a daily mean beside them says, and the page says so", async () => {
    const site = await siteIn("UTC");
    const half = Array.from({ length: 48 }, (_, i) => i >= 16 && i < 32 ? 2 : 0);
    await store(site, `${DAY}T00:00:00Z`, 1440, [0.5]);
    await store(site, `${DAY}T00:00:00Z`, 30, half);
    const html = await dayHas(site, `${DAY}T00:00:00Z`, 16);
    assert.ok(html.texts(".callout").some((text) => text.startsWith("Some measured periods")));
    const rows = await measuredPieces(app, site, `${DAY}T00:00:00Z`, "2026-06-21T00:00:00Z");
    assert.equal(rows.length, 48);
  });

  it("is 16 kWh of half hours, when half hours shifted by 15 minutes were written later", async () => {
    const site = await siteIn("UTC");
    const half = Array.from({ length: 48 }, (_, i) => i >= 16 && i < 32 ? 2 : 0);
    await store(site, `${DAY}T00:00:00Z`, 30, half);
    await store(site, `${DAY}T00:15:00Z`, 30, half.slice(1).map((kw) => kw + 1));
    await dayHas(site, `${DAY}T00:00:00Z`, 16);
  });

  it("is exact for half hours that begin at a quarter past", async () => {
    const site = await siteIn("UTC");
    await store(site, "2026-06-19T23:45:00Z", 30, Array(49).fill(1));
    const html = await dayHas(site, `${DAY}T00:00:00Z`, 24);
    assert.ok(!html.texts(".callout").some((text) => text.startsWith("Some measured periods")));
  });

  it("fills gaps of half hours with the daily mean of the rest", async () => {
    const site = await siteIn("UTC");
    await store(site, `${DAY}T00:00:00Z`, 30, Array(24).fill(1));
    await store(site, `${DAY}T00:00:00Z`, 1440, [0.5]);
    await dayHas(site, `${DAY}T00:00:00Z`, 18);
    const rows = await measuredPieces(app, site, `${DAY}T00:00:00Z`, "2026-06-21T00:00:00Z");
    assert.deepEqual(rows.at(-1), {
      start_utc: `${DAY}T12:00:00Z`,
      end_utc: "2026-06-21T00:00:00Z",
      kw: 0.5,
    });
  });

  it("is that of half hours where rows of 5 minutes are stated to last 30", async () => {
    const site = await siteIn("UTC");
    const starts = periods(`${DAY}T00:00:00Z`, 30, 48);
    const rows = starts.map(({ start_utc }) => periods(start_utc, 5, 1)[0]!);
    await measured(app.database.owner, site, rows, () => 1);
    await dayHas(site, `${DAY}T00:00:00Z`, 4);
    await app.database.owner`
      update sites set measured_every_minutes = 30 where site_uuid = ${site}`;
    await dayHas(site, `${DAY}T00:00:00Z`, 24);
  });

  it("is the same whatever is stored besides: empty, endless, reversed or longer than a day", async () => {
    const site = await siteIn("UTC");
    await store(site, `${DAY}T00:00:00Z`, 60, Array(24).fill(1));
    await app.database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
        (${site}, ${`${DAY}T03:00:00Z`}, ${`${DAY}T03:00:00Z`}, 100),
        (${site}, ${`${DAY}T03:10:00Z`}, ${`${DAY}T03:00:00Z`}, 100),
        (${site}, ${`${DAY}T03:20:00Z`}, 'infinity', 100),
        (${site}, ${`${DAY}T03:30:00Z`}, ${`${DAY}T03:40:00Z`}, 'NaN'),
        (${site}, ${`${DAY}T03:30:00Z`}, '2026-06-21T03:30:00.000001Z', 100)`;
    await dayHas(site, `${DAY}T00:00:00Z`, 24);
  });

  it("copes with thousands of rows that overlap by microseconds", async () => {
    const site = await siteIn("UTC");
    await app.database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      select ${site}, t + n * interval '3 microseconds', t + interval '1 hour 7 microseconds', 1
      from generate_series(${`${DAY}T00:00:00Z`}::timestamp, ${`${DAY}T22:00:00Z`}::timestamp,
        interval '1 hour') t, generate_series(0, 200) n`;
    await dayHas(site, `${DAY}T00:00:00Z`, 23);
    const rows = await measuredPieces(app, site, `${DAY}T00:00:00Z`, "2026-06-21T00:00:00Z");
    const times = rows.flatMap(({ start_utc, end_utc }) => [start_utc, end_utc])
      .map((time) => Temporal.Instant.from(time).epochNanoseconds);
    assert.ok(rows.length > 23);
    assert.deepEqual(times, times.toSorted((a, b) => a < b ? -1 : 1));
  });
});

describe("sums over sites", () => {
  it("are 3 at each quarter hour of three sites of 1 kW in 30-, 15- and 5-minute periods", async () => {
    const sites = await Promise.all([30, 15, 5].map(() => siteIn("UTC")));
    for (const [index, minutes] of [30, 15, 5].entries()) {
      await store(sites[index]!, `${DAY}T10:00:00Z`, minutes, Array(120 / minutes).fill(1));
    }
    const sums = await sumsOf(app, "generation", sites, `${DAY}T10:00:00Z`, `${DAY}T12:00:00Z`, 15);
    assert.deepEqual(
      sums.map(({ power_kw, sites, capacity_kw, energy_kwh }) => [
        power_kw,
        sites,
        capacity_kw,
        energy_kwh,
      ]),
      Array(8).fill([3, 3, 30, 0.75]),
    );
  });

  it("spread half hours, where there is nothing else, up to the end of the range", async () => {
    const sites = await Promise.all([2, 4].map(() => siteIn("UTC")));
    await store(sites[0]!, `${DAY}T10:00:00Z`, 30, [1, 2, 3]);
    await store(sites[1]!, `${DAY}T10:30:00Z`, 30, [4]);
    const of = async (start: string, end: string) =>
      (await sumsOf(app, "generation", sites, `${DAY}T${start}Z`, `${DAY}T${end}Z`, 15))
        .map(({ power_kw, sites, energy_kwh }) => [power_kw, sites, energy_kwh]);
    const expected = [[1, 1, 0.25], [1, 1, 0.25], [6, 2, 1.5], [6, 2, 1.5], [3, 1, 0.75]];
    assert.deepEqual(await of("10:00:00", "11:15:00"), expected);
    assert.deepEqual(await of("10:15:00", "11:15:00"), expected.slice(1));
    assert.deepEqual(await of("12:00:00", "13:00:00"), []);
  });
});
