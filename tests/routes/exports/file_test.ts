import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { parse } from "csv-parse/sync";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { problemOf } from "../../support/problem.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

type Row = Record<string, string>;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { sites: { plant, bare, turbine } } } = app;
  for (const [at, site] of [plant, bare, turbine].entries()) {
    const times = periods("2026-06-19T20:00:00Z", 15, 96 + 24);
    await measured(owner, site, times, (index) => index === 30 ? undefined : index / 7 + at);
    for (const made of ["2026-06-20T04:00:00Z", "2026-06-20T12:00:00Z"]) {
      const run = periods(made, 30, 80);
      await forecasted(owner, site, made, run, (index) => index / 3 + at);
    }
  }
  await owner`update sites set client_site_name = '=HYPERLINK("x")' where site_uuid = ${bare}`;
});
afterAll(() => app.close());

async function rowsOf(response: Response | Promise<Response>): Promise<Row[]> {
  const read = await response;
  assert.equal(read.status, 200, read.status === 200 ? "" : await read.clone().text());
  return parse(await read.text(), { columns: true, bom: true });
}

const exported = (query: string, person = app.cast.alice) =>
  as(app, person).get(`/exports/file?${query}`);
const DAY = "start=2026-06-20&end=2026-06-20";

/** What is stored of these sites in [start, end), by plain SQL. */
async function stored(sites: string[], start: string, end: string) {
  return await app.database.owner<{ site_uuid: string; start_utc: string; kw: number }[]>`
    select site_uuid, start_utc, generation_power_kw as kw from generation
    where site_uuid = any(${sites}::uuid[]) and start_utc >= ${start} and start_utc < ${end}
    order by site_uuid, start_utc`;
}

describe("an export of generation", () => {
  it("has what is stored of all sites of the group, and of no others", async () => {
    const { plant, bare } = app.cast.sites;
    const response = await exported(`what=generation&${DAY}`);
    assert.equal(
      response.headers.get("content-disposition"),
      'attachment; filename="sites-generation-2026-06-20.csv"',
    );
    const found = await rowsOf(response);
    const expected = await stored([plant, bare], "2026-06-20T00:00:00Z", "2026-06-21T00:00:00Z");
    assert.equal(found.length, 2 * (96 - 1));
    assert.deepEqual(
      found.map((row) => [row.site_uuid, row.start_utc, Number(row.generation_power_kw)]),
      expected.map(({ site_uuid, start_utc, kw }) => [site_uuid, start_utc, Number(kw.toFixed(6))]),
    );
    const names = new Set(found.map((row) => row.site_name));
    assert.deepEqual([...names].sort(), ['\'=HYPERLINK("x")', "Plant <&> one"]);
  });

  it("has the days of each site's own clock, or of another one", async () => {
    const { plant, bare } = app.cast.sites;
    const own = await rowsOf(exported(`what=generation&${DAY}&zone=site`));
    const ofPlant = own.filter((row) => row.site_uuid === plant);
    assert.deepEqual(
      [ofPlant[0], ofPlant.at(-1)].map((row) => row!.start_local),
      ["2026-06-20T00:00:00+04:00", "2026-06-20T23:45:00+04:00"],
    );
    const expected = await stored([plant], "2026-06-19T20:00:00Z", "2026-06-20T20:00:00Z");
    assert.equal(ofPlant.length, expected.length);
    assert.equal(own.find((row) => row.site_uuid === bare)!.time_zone, "UTC");
    const query = `what=generation&${DAY}&zone=Europe/London&settlement_periods=yes`;
    const london = await rowsOf(exported(`${query}&site_uuids=${plant}`));
    assert.equal(london[0]!.start_local, "2026-06-20T00:00:00+01:00");
    assert.deepEqual(
      [london[0]!, london.at(-1)!].map((row) => [row.settlement_date_gb, row.settlement_period_gb]),
      [["2026-06-20", "1"], ["2026-06-20", "48"]],
    );
  });

  it("takes ticked sites and the filters of the list", async () => {
    const { plant, bare } = app.cast.sites;
    const sitesIn = async (
      query: string,
    ) => [
      ...new Set(
        (await rowsOf(exported(`what=generation&${DAY}&${query}`))).map((r) => r.site_uuid),
      ),
    ];
    assert.deepEqual(await sitesIn(`site_uuids=${bare}`), [bare]);
    assert.deepEqual(
      await sitesIn(`site_uuids=${bare}&site_uuids=${plant}`),
      [plant, bare].sort(),
    );
    assert.deepEqual(await sitesIn("q=plant"), [plant]);
    assert.deepEqual(await sitesIn("q=nothing"), []);
  });

  it("is written for Excel, and in JSON", async () => {
    const { plant } = app.cast.sites;
    const query = `what=generation&${DAY}&site_uuids=${plant}`;
    const bytes = await (await exported(`${query}&format=excel&delimiter=semicolon&decimal=comma`))
      .bytes();
    assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const [, first] = new TextDecoder().decode(bytes).split("\n");
    assert.match(first!, /;2026-06-20 00:00:00;2026-06-20 00:15:00;2,285714$/);
    const response = await exported(`${query}&format=json`);
    assert.equal(response.headers.get("content-type"), "application/json");
    const { rows } = await response.json();
    assert.equal(rows[0].generation_power_kw, 16 / 7);
    assert.equal(rows[0].start_utc, "2026-06-20T00:00:00Z");
  });
});

describe("an export of forecasts", () => {
  const query = (more: string) => `what=forecast&${DAY}&site_uuids=${app.cast.sites.plant}&${more}`;

  it("has the newest for each time, or as known at a time", async () => {
    const newest = await rowsOf(exported(query("zone=UTC")));
    const made = (at: string) => newest.find((row) => row.start_utc === at)!.made_utc;
    assert.equal(made("2026-06-20T11:30:00Z"), "2026-06-20T04:00:00Z");
    assert.equal(made("2026-06-20T12:00:00Z"), "2026-06-20T12:00:00Z");
    const first = newest[0]!;
    assert.deepEqual(
      [
        first.forecast_power_kw,
        first.p10_kw,
        first.p90_kw,
        first.horizon_minutes,
        first.model_name,
      ],
      ["0", "-1", "1", "0", "test"],
    );
    const none = await rowsOf(exported(query("forecast=as_made&made_before=2026-06-19T00:00")));
    assert.deepEqual(none, []);
  });

  it("has each value of all runs once, with its run", async () => {
    const { plant } = app.cast.sites;
    const runs = await rowsOf(exported(query("forecast=all_runs")));
    const expected = await app.database.owner`
      select f.timestamp_utc, v.start_utc, v.forecast_power_kw
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.site_uuid = ${plant} and v.start_utc >= '2026-06-20' and v.start_utc < '2026-06-21'
      order by 1, 2`;
    assert.deepEqual(
      runs.map((row) => [row.made_utc, row.start_utc]),
      expected.map((row) => [row.timestamp_utc, row.start_utc]),
    );
    assert.equal(runs.length, 40 + 24);
    assert.deepEqual(await rowsOf(exported(query("forecast=all_runs&model_name=other"))), []);
  });

  it("has the day-ahead forecast of each day by the clock of the site", async () => {
    const { plant } = app.cast.sites;
    // 9:00 of 20 June at the plant is 5:00 UTC: the first run counts for 21 June, the second does not.
    await app.database.owner`
      update forecast_values v set created_utc = f.timestamp_utc from forecasts f
      where f.forecast_uuid = v.forecast_uuid and f.site_uuid = ${plant}`;
    const base = `what=forecast&forecast=day_ahead&zone=site&site_uuids=${plant}`;
    const rows = await rowsOf(exported(`${base}&start=2026-06-20&end=2026-06-21`));
    assert.deepEqual([...new Set(rows.map((row) => row.made_utc))], ["2026-06-20T04:00:00Z"]);
    assert.equal(rows[0]!.start_local, "2026-06-21T00:00:00+04:00");
  });
});

describe("exports of energy, accuracy and sites", () => {
  it("have the days and months that the API has", async () => {
    const { alice, sites: { plant } } = app.cast;
    const query = `start=2026-06-19&end=2026-06-21&site_uuids=${plant}`;
    const days = await rowsOf(exported(`what=energy_days&${query}`));
    const path = `/api/v1/sites/${plant}/energy/days?start=2026-06-19&end=2026-06-21`;
    const expected = (await (await withToken(app, alice.token).get(path)).json()).days;
    assert.equal(days.length, 3);
    assert.deepEqual(days.map((row) => row.first_day), expected.map((one: Row) => one.day));
    const [month] = await rowsOf(exported(`what=energy_months&${query}`));
    const sum = days.reduce((kwh, row) => kwh + Number(row.measured_kwh), 0);
    assert.ok(Math.abs(Number(month!.measured_kwh) - sum) < 1e-4);
    assert.equal(month!.last_day, "2026-06-21");
  });

  it("have a row for each site, as the list of sites has it, and accuracy by model", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const text = await (await exported("what=sites")).text();
    const list = await withToken(app, alice.token).get("/api/v1/sites?format=csv");
    assert.equal(text, await list.text());
    assert.deepEqual(
      parse<Row>(text, { columns: true }).map((row) => row.site_uuid),
      [plant, bare].sort(),
    );
    assert.deepEqual(await rowsOf(exported(`what=accuracy&${DAY}`)), []);
  });
});

describe("a client that does not read", () => {
  it("holds no transaction", async () => {
    const { database: { owner }, cast: { sites: { plant } } } = app;
    const long = `what=generation&start=2016-06-20&end=2026-06-20&site_uuids=${plant}`;
    const response = await exported(long);
    const [open] = await owner`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`;
    assert.equal(open!.count, 0);
    await response.body!.cancel();
  });
});

describe("asking for an export", () => {
  it("shows the form again, as it was filled in, with what is wrong", async () => {
    const cases = [
      ["start", "2026-13-01", /day like/],
      ["end", "2026-01-01", /must not be before/],
      ["zone", "Mars/Base", /zone like Europe/],
      ["made_before", "yesterday", /Write a time/],
      ["decimal", "comma", /Choose a semicolon/],
    ] as const;
    for (const [field, value, message] of cases) {
      const values = { what: "forecast", start: "2026-06-20", end: "2026-06-20", [field]: value };
      const response = await exported(`${new URLSearchParams(values)}`);
      assert.equal(response.status, 422);
      const form = await page(response);
      assert.match(form.error(field) ?? "", message);
      assert.equal(form.field("what"), "forecast");
    }
    const unknown = await page(exported("what=secrets"));
    assert.match(unknown.error("what")!, /Choose what/);
  });

  it("offers the viewer's sites, those of the list that led there, and no others", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const all = await page(as(app, alice).get("/exports"));
    assert.deepEqual(
      all.attributes("value", 'input[name="site_uuids"]').sort(),
      [plant, bare].sort(),
    );
    assert.equal(all.field("end"), "2026-06-21");
    const some = await page(as(app, alice).get("/exports?q=plant&sort=capacity"));
    assert.match(some.text(), /Sites: The 1 site of the list/);
    assert.equal(some.field("q"), "plant");
    const one = await page(as(app, alice).get(`/exports?site_uuids=${bare}&what=energy_days`));
    assert.deepEqual(one.field("site_uuids"), [bare]);
    assert.equal(one.field("what"), "energy_days");
  });

  it("is the same by the API, with problems for what is wrong", async () => {
    const { alice, charlie, sites: { plant, turbine } } = app.cast;
    const api = withToken(app, alice.readToken);
    const path = (query: string) => `/api/v1/exports/generation?format=csv&${query}`;
    const page = await (await exported(`what=generation&${DAY}`)).text();
    assert.equal(await (await api.get(path(DAY))).text(), page);
    const { errors } = await problemOf(await api.get(path("start=nothing")), 422);
    assert.equal(errors![0]!.parameter, "start");
    await problemOf(await api.get(path("days=3")), 422);
    await problemOf(await api.get(path(`site_uuids=${turbine}`)), 404);
    await problemOf(await api.get(path(`site_uuids=${plant},${turbine}`)), 404);
    await problemOf(await withToken(app, charlie.token).get(path(`site_uuids=${plant}`)), 404);
    await problemOf(await api.get("/api/v1/exports/secrets"), 422);
  });

  it("is what the reads of one site are as CSV, by parameter or header", async () => {
    const { alice, charlie, sites: { plant } } = app.cast;
    const times = "start=2026-06-20T00:00:00Z&end=2026-06-21T00:00:00Z";
    const paths = {
      generation: `generation?${times}`,
      forecast: `forecast?${times}&model_name=test`,
      energy_days: `energy/days?${DAY}`,
      energy_months: `energy/months?${DAY}`,
      accuracy: "accuracy?from=2026-06-20&to=2026-06-20",
    };
    for (const [what, path] of Object.entries(paths)) {
      const address = `/api/v1/sites/${plant}/${path}`;
      const named = await withToken(app, alice.readToken).get(`${address}&format=csv`);
      const accept = { accept: "text/csv", authorization: `Bearer ${alice.readToken}` };
      const text = await named.text();
      assert.equal(named.status, 200, text);
      assert.equal(await (await app.fetch(address, { headers: accept })).text(), text);
      const query = `what=${what}&${DAY}&site_uuids=${plant}&light=daylight&model_name=test`;
      assert.equal(text, await (await exported(query)).text(), what);
      await problemOf(await withToken(app, charlie.token).get(`${address}&format=csv`), 404);
    }
  });
});
