import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as demo from "../../../../sql/operations/demo.ts";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";
import { forecasted, measured, periods } from "../../../support/values.ts";

let app: TestApp;
/** A wind farm in London, of 8 kW until 1 April 2026: all hours count, clocks change on 29 March. */
let site: string;

/** Midnight of 28 March in London; 5-minute measurements of 5 days, without the 2 hours after 30 h. */
const START = "2026-03-28T00:00:00Z";
const power = (index: number) => index >= 360 && index < 384 ? undefined : 1 + index % 7;

beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  site = await demo.makeSite(owner, app.cast.alice.site_group_uuid, {
    asset_type: "wind",
    capacity_kw: 10,
    time_zone: "Europe/London",
  });
  await owner`insert into site_capacities values (${site}, '2026-04-01', 8)`;
  await measured(owner, site, periods(START, 5, 5 * 288), power);
  await forecasted(owner, site, "2026-03-27T06:00:00Z", periods(START, 15, 3 * 96), (i) => i % 5);
  await forecasted(
    owner,
    site,
    "2026-03-29T06:00:00Z",
    periods("2026-03-29T06:00:00Z", 15, 120),
    () => 3,
  );
  await owner`
    insert into energy_days values (${site}, '2026-03-28', '2026-03-27T09:00:00', 'test', 50,
      40, 60, false), (${site}, '2026-03-30', '2026-03-29T08:00:00', 'test', 70, null, null, false)`;
});
afterAll(() => app.close());

async function energies(by: "days" | "months", query: string) {
  const response = await withToken(app, app.cast.alice.token)
    .get(`/api/v1/sites/${site}/energy/${by}?${query}`);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text)[by];
}

/** Adds up a column of a table by day of London, in plain SQL. */
async function byDay(table: "generation" | "latest_forecast_values", column: string) {
  const { owner } = app.database;
  const rows = await owner<{ day: string; kwh: number; hours: number }[]>`
    select (start_utc at time zone 'UTC' at time zone 'Europe/London')::date::text as day,
      sum(${owner(column)} * extract(epoch from end_utc - start_utc) / 3600)::float8 as kwh,
      sum(extract(epoch from end_utc - start_utc) / 3600)::float8 as hours
    from ${owner(table)} where site_uuid = ${site} group by 1`;
  return new Map(rows.map((row) => [row.day, row]));
}

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 0.002, `${actual} is not ${expected}`);

describe("energies by day", () => {
  it("are what plain SQL adds up, over days of 23 hours and gaps", async () => {
    const days = await energies("days", "start=2026-03-28&end=2026-04-01");
    assert.equal(days.length, 5);
    const [generation, forecast] = await Promise.all([
      byDay("generation", "generation_power_kw"),
      byDay("latest_forecast_values", "forecast_power_kw"),
    ]);
    for (const { day, measured, newest } of days) {
      const length = day === "2026-03-29" ? 23 : 24;
      near(measured.energy_kwh, generation.get(day)!.kwh);
      near(measured.covered, Math.floor(generation.get(day)!.hours / length * 1000) / 1000);
      const { kwh = null, hours = 0 } = forecast.get(day) ?? {};
      near(newest.covered, Math.floor(hours / length * 1000) / 1000);
      if (hours / length >= 0.9) near(newest.energy_kwh, kwh!);
      else assert.equal(newest.energy_kwh, null, "no total of less than 90 %");
    }
    const covered = days.map(({ measured }: { measured: { covered: number } }) => measured.covered);
    assert.deepEqual(covered, [1, 0.913, 1, 1, 1]);
    assert.equal(days[1].newest.covered, 1);
  });

  it("have the day-ahead energy as it was kept, or none", async () => {
    const days = await energies("days", "start=2026-03-28&end=2026-03-30");
    assert.deepEqual(days.map(({ day_ahead }: { day_ahead: unknown }) => day_ahead), [
      { energy_kwh: 50, covered: 1 },
      { energy_kwh: null, covered: 0 },
      { energy_kwh: 70, covered: 1 },
    ]);
  });

  it("are those of the month without a range, and of at most 366 days", async () => {
    assert.equal((await energies("days", "")).length, 30, "June");
    const person = withToken(app, app.cast.alice.token);
    for (
      const query of [
        "start=2024-01-01&end=2026-01-01",
        "start=2026-02-02&end=2026-02-01",
        "start=x",
      ]
    ) {
      const response = await person.get(`/api/v1/sites/${site}/energy/days?${query}`);
      assert.equal(response.status, 422, query);
      await response.body?.cancel();
    }
  });
});

describe("energies by month", () => {
  it("add up their days, and are divided by the capacity of their time", async () => {
    const days = await energies("days", "start=2026-03-01&end=2026-04-30");
    const [march, april] = await energies("months", "start=2026-03-01&end=2026-04-30");
    const sum = (month: string) =>
      days.filter(({ day }: { day: string }) => day.startsWith(month))
        .reduce((kwh: number, { measured }: { measured: { energy_kwh: number | null } }) =>
          kwh + (measured.energy_kwh ?? 0), 0);
    assert.deepEqual([march.start, march.end, april.start], [
      "2026-03-01",
      "2026-03-31",
      "2026-04-01",
    ]);
    near(march.measured.energy_kwh, sum("2026-03"));
    near(april.measured.energy_kwh, sum("2026-04"));
    assert.deepEqual([march.capacity_kw, april.capacity_kw], [8, 10]);
    near(march.yield_kwh_per_kw, march.measured.energy_kwh / 8);
    assert.equal(march.day_ahead.energy_kwh, null, "two days of 31");
  });
});

describe("the page and the CSV of a month", () => {
  it("have the figures of the API", async () => {
    const days = await energies("days", "start=2026-03-01&end=2026-03-31");
    const person = as(app, app.cast.alice);
    const html = await page(person.get(`/sites/${site}?view=month&day=2026-03-29`));
    assert.equal(html.text("h2#day-heading"), "March 2026");
    assert.ok(html.has("svg.energy-chart"));
    const links = html.attributes("href", ".energies tbody th a");
    assert.deepEqual(html.attributes("href", ".bar-links a"), links);
    const rows = html.texts("#values tbody tr");
    assert.equal(rows.length, 31);
    const [, measured] = /^Sat 28 ([\d.]+) 100.% 50\.0 100.% /.exec(rows[27]!)!;
    assert.ok(Math.abs(Number(measured) - days[27].measured.energy_kwh) <= 0.0501);
    const csv = await (await person.get(`/sites/${site}/energy.csv?view=month&day=2026-03-29`))
      .text();
    const lines = csv.trim().split("\n").slice(1).map((line) => line.split(","));
    assert.equal(lines.length, 31);
    assert.deepEqual(lines[27], [
      "2026-03-28",
      "2026-03-28",
      ...[days[27].measured, days[27].day_ahead, days[27].newest]
        .flatMap(({ energy_kwh, covered }) => [`${energy_kwh}`, `${covered}`]),
    ]);
  });

  it("download the powers of a range, at most 92 days", async () => {
    const person = as(app, app.cast.alice);
    const csv = await person.get(`/sites/${site}/day.csv?start=2026-03-28&end=2026-03-29`);
    const [, ...rows] = (await csv.text()).trim().split("\n");
    assert.match(csv.headers.get("content-disposition")!, /-2026-03-28-to-2026-03-29\.csv"$/);
    assert.deepEqual([rows[0]!.slice(0, 16), rows.at(-1)!.slice(21, 41)], [
      "2026-03-28T00:00",
      "2026-03-29T23:00:00Z",
    ]);
    assert.equal((await person.get(`/sites/${site}/day.csv?view=year`)).status, 422);
  });
});
