import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { dueMonth } from "../../domain/operations/reports/kept_report.ts";
import { makeDueReports } from "../../service/operations/reports.ts";
import { as, type TestApp, testApp, withToken } from "../support/app.ts";
import { page } from "../support/html.ts";
import { measured, periods } from "../support/values.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { sites: { plant, bare, turbine } } } = app;
  const times = periods("2026-05-09T20:00:00Z", 60, 24);
  await measured(owner, plant, times, (at) => at);
  await measured(owner, bare, periods("2026-05-10T00:00:00Z", 60, 24), () => 2);
  await measured(owner, turbine, times, () => 100);
  await owner`
    insert into energy_days (site_uuid, day, issued_utc, model_name, mean_kwh, is_reconstructed)
    values (${plant}, '2026-05-10', now(), 'test', 250, false),
      (${bare}, '2026-05-10', now(), 'test', 50, false)`;
});
afterAll(() => app.close());

const alice = () => as(app, app.cast.alice);
const kept = async () => [
  ...await app.database.owner`
    select report_uuid, site_group_uuid, month::text, made_by, body from app.reports
    order by made_utc`,
];

describe("the report of a group's month", () => {
  it("adds up what plain SQL adds up of its own sites, by site and day", async () => {
    const { owner } = app.database;
    const { plant, bare } = app.cast.sites;
    const own = [plant, bare];
    const [sums] = await owner`
      select sum(generation_power_kw * extract(epoch from end_utc - start_utc) / 3600) as produced
      from generation where site_uuid = any(${own}::uuid[])`;
    const response = await withToken(app, app.cast.alice.token).get("/api/v1/report?month=2026-05");
    const report = await response.json();
    assert.equal(report.produced_kwh, sums!.produced);
    assert.equal(report.produced_kwh, 276 + 48);
    assert.equal(report.expected_kwh, 300);
    assert.deepEqual(report.compared, { days: 2, produced_kwh: 324, expected_kwh: 300 });
    const [tenth] = report.days.filter(({ day }: { day: string }) => day === "2026-05-10");
    assert.deepEqual(
      [tenth.produced_kwh, tenth.produced_sites, tenth.expected_kwh, tenth.expected_sites],
      [324, 2, 300, 2],
    );
    const bySite = report.sites.map((site: { site_uuid: string; produced_kwh: number }) => [
      site.site_uuid,
      site.produced_kwh,
    ]);
    assert.deepEqual(new Map(bySite), new Map([[plant, 276], [bare, 48]]));
    const csv = await (await alice().get("/reports/month.csv?month=2026-05")).text();
    assert.match(csv, new RegExp(`${plant},Plant <&> one,276,`));
    const shown = await page(alice().get("/reports/month"));
    assert.match(shown.text("h1"), /Roofs: May 2026/);
    assert.ok(shown.has(`a[href="/sites/${plant}/report?month=2026-05"]`));
    assert.equal((await alice().get("/reports/month?month=May")).status, 422);
  });

  it("is kept once as it was, whatever is stored later", async () => {
    const form = { month: "2026-05", form_key: crypto.randomUUID() };
    const [first, second] = [
      await alice().post("/reports", form),
      await alice().post("/reports", form),
    ];
    const path = first.headers.get("location")!;
    assert.equal(second.headers.get("location"), path);
    const { plant } = app.cast.sites;
    await measured(app.database.owner, plant, periods("2026-05-20T08:00:00Z", 60, 1), () => 40);
    const shown = await page(alice().get(path));
    assert.match(shown.text(".report-figures"), /Produced 324 kWh/);
    assert.match((await page(alice().get("/reports/month"))).text(".report-figures"), /364 kWh/);
    assert.match((await page(alice().get("/reports"))).text("table"), /May 2026 .* alice@example/);
    assert.equal((await as(app, app.cast.charlie).get(path)).status, 404);
    const api = withToken(app, app.cast.alice.token);
    const { reports: [listed] } = await (await api.get("/api/v1/reports")).json();
    const { report, ...about } = await (await api.get(`/api/v1${path}`)).json();
    assert.deepEqual([about, report.produced_kwh], [listed, 324]);
    const csv = await api.get(`/api/v1${path}?format=csv`);
    assert.match(await csv.text(), new RegExp(`${plant},Plant <&> one,276,`));
    assert.match(csv.headers.get("content-disposition")!, /2026-05-report\.csv/);
  });

  it("is made each month by the service, of the group's own sites alone", async () => {
    const { owner } = app.database;
    const time = (text: string) => Temporal.Instant.from(text);
    await as(app, app.cast.charlie).post("/reports/schedule", {
      hour: "6",
      time_zone: "Europe/London",
    });
    assert.equal(
      (await alice().post("/reports/schedule", { hour: "6", time_zone: "x" })).status,
      422,
    );
    const before = (await kept()).length;
    assert.equal(await makeDueReports(owner, time("2026-06-01T05:10:00Z")), 1, "6:10 in London");
    assert.equal(await makeDueReports(owner, time("2026-06-20T05:10:00Z")), 0, "once a month");
    const report = (await kept()).at(-1)!;
    assert.equal((await kept()).length, before + 1);
    assert.deepEqual([report.month, report.made_by], ["2026-05-01", null]);
    assert.equal(report.site_group_uuid, app.cast.charlie.site_group_uuid);
    assert.deepEqual(report.body.sites.map(({ name }: { name: string }) => name), ["Turbine"]);
    assert.equal(report.body.produced_kwh, 2400);
    await as(app, app.cast.charlie).post("/reports/schedule", { off: "on" });
    assert.equal(await makeDueReports(owner, time("2026-07-20T05:10:00Z")), 0);
  });

  it("is due on the 1st at the hour of the zone", () => {
    const schedule = { hour: 6, time_zone: "Europe/London" };
    const due = (text: string) => dueMonth(schedule, Temporal.Instant.from(text));
    assert.equal(due("2026-06-01T04:59:00Z"), "2026-04");
    assert.equal(due("2026-06-01T05:00:00Z"), "2026-05");
    assert.equal(due("2026-06-30T23:30:00Z"), "2026-05", "1 July, half past midnight");
    assert.equal(due("2027-01-01T06:00:00Z"), "2026-12");
  });
});
