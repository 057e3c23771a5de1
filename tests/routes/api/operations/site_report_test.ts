import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { page } from "../../../support/html.ts";
import { measured, periods } from "../../../support/values.ts";

/** The zone of the cast's plant, 4 hours ahead of UTC. */
const ZONE = "Indian/Reunion";

let app: TestApp;
let site: string;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { alice, sites: { plant } } } = app;
  site = plant;
  // Ten whole days from 3 May on, half of the 13th, and a part of the last day of April.
  const times = periods("2026-05-02T20:00:00Z", 30, 48 * 10 + 24);
  await measured(owner, plant, times, (at) => Math.max(0, 10 - Math.abs(at % 48 - 24)) + at / 100);
  await measured(owner, plant, periods("2026-04-30T04:00:00Z", 30, 4), () => 7);
  for (let day = 1; day <= 12; day++) {
    const p10 = day === 1 ? null : 30;
    await owner`
      insert into energy_days (site_uuid, day, issued_utc, model_name, mean_kwh, p10_kwh, p90_kwh,
        is_reconstructed)
      values (${plant}, ${`2026-05-${day}`}, now(), 'test', ${40 + day}, ${p10}, ${
      p10 && 52
    }, false)`;
  }
  await owner`
    with outage as (
      insert into app.outages (site_uuid, kind, start_utc, end_utc)
      values (${plant}, 'outage', '2026-05-05T06:00:00Z', '2026-05-05T08:30:00Z'),
        (${plant}, 'curtailment', '2026-05-31T04:00:00Z', '2026-06-01T05:00:00Z')
      returning outage_uuid, kind)
    insert into app.outage_texts (outage_uuid, site_group_uuid, text)
    select outage_uuid, ${alice.site_group_uuid}, 'Inverter 2' from outage
    where kind = 'outage'`;
  await owner`
    insert into app.outage_texts (outage_uuid, site_group_uuid, text)
    select outage_uuid, ${app.cast.ada.site_group_uuid}, 'secret of others' from app.outages`;
  await owner`
    insert into app.attention (site_uuid, kind, since_utc, until_utc)
    values (${plant}, 'silent', '2026-04-20', '2026-05-03'), (${plant}, 'facts', '2026-06-02', null),
      (${plant}, 'below_p10', '2026-05-30', null), (${plant}, 'facts', '2026-01-01', '2026-02-01')`;
});
afterAll(() => app.close());

const reportOf = async (query = "?month=2026-05") => {
  const path = `/api/v1/sites/${site}/report${query}`;
  return await withToken(app, app.cast.alice.token).get(path);
};

/** What the report should say, by plain SQL over the tables. */
async function bySql() {
  const { owner } = app.database;
  const days = await owner<{ day: string; produced: number; expected: number | null }[]>`
    select day::text, sum(generation_power_kw * hours) as produced, max(e.mean_kwh) as expected,
      max(e.p10_kwh) as p10, max(e.p90_kwh) as p90
    from (select *, (start_utc at time zone 'utc' at time zone ${ZONE})::date as day,
        extract(epoch from end_utc - start_utc) / 3600 as hours
      from generation where site_uuid = ${site}) g
      left join energy_days e using (site_uuid, day)
    where day between '2026-05-01' and '2026-05-31' group by day order by day`;
  const [sums] = await owner`
    select sum(mean_kwh) as expected, count(*)::int as days from energy_days
    where site_uuid = ${site} and day between '2026-05-01' and '2026-05-31'`;
  return { days, expected: sums!.expected as number, expectedDays: sums!.days as number };
}

const near = (actual: number | null, expected: number, what?: string) =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) < 0.002,
    `${what} ${actual} ${expected}`,
  );
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

describe("the report of a site's month", () => {
  it("says what plain SQL says", async () => {
    const report = await (await reportOf()).json();
    const { days, expected, expectedDays } = await bySql();
    const byDay = new Map(days.map((row) => [row.day, row]));
    assert.equal(report.days.length, 31);
    for (const { day, produced_kwh, expected_kwh } of report.days) {
      const row = byDay.get(day);
      if (row) near(produced_kwh, row.produced, day);
      else assert.equal(produced_kwh, null, day);
      const number = Number(day.slice(-2));
      assert.equal(expected_kwh, number <= 12 ? 40 + number : null, day);
    }
    near(report.produced_kwh, sum(days.map(({ produced }) => produced)));
    near(report.expected_kwh, expected);
    assert.equal(report.expected_days, expectedDays);
    near(report.kwh_per_kwp, report.produced_kwh / 49.14);
    const whole = days.filter(({ day }) => day !== "2026-05-13");
    const sorted = whole.toSorted((a, b) => b.produced - a.produced);
    assert.equal(report.best_day.day, sorted[0]!.day);
    assert.equal(report.worst_day.day, sorted.at(-1)!.day);
    near(report.worst_day.produced_kwh, sorted.at(-1)!.produced);

    const both = whole.filter((row) => row.expected !== null);
    assert.equal(report.compared.days, both.length);
    near(report.compared.produced_kwh, sum(both.map(({ produced }) => produced)));
    near(report.compared.expected_kwh, sum(both.map(({ expected }) => expected!)));

    const compared = both.filter(({ day }) => day !== "2026-05-05");
    const errors = compared.map((row) => Math.abs(row.produced - row.expected!));
    const { accuracy } = report;
    assert.equal(accuracy.compared_days, compared.length);
    near(accuracy.mae_kwh, sum(errors) / errors.length);
    near(
      accuracy.mae_share,
      sum(errors) / sum(compared.map(({ produced }) => produced)),
    );
    assert.equal(accuracy.range_days, compared.length);
    const inside = compared.filter(({ produced }) => produced >= 30 && produced <= 52);
    assert.equal(accuracy.days_inside, inside.length);
  });

  it("counts the hours of outages by daylight, with one's own texts, and clear sky", async () => {
    const report = await (await reportOf()).json();
    near(report.outage_hours, 2.5);
    assert.ok(report.curtailment_hours > 9 && report.curtailment_hours < 10, "until sunset");
    near(report.available_share, 1 - 2.5 / report.daylight_hours);
    assert.deepEqual(
      report.outages.map(({ kind, text }: { kind: string; text: string | null }) => [kind, text]),
      [["outage", "Inverter 2"], ["curtailment", null]],
    );
    assert.deepEqual(
      report.attention.map(({ kind }: { kind: string }) => kind),
      ["silent", "below_p10"],
    );
    const [fifth] = report.days.filter(({ day }: { day: string }) => day === "2026-05-05");
    assert.equal(fifth.outage, "outage");
    const sky = await withToken(app, app.cast.alice.token)
      .get(`/api/v1/sites/${site}/clear-sky?day=2026-05-05`);
    near(fifth.clear_sky_kwh, (await sky.json()).energy_kwh);
    near(
      report.clear_sky_kwh,
      sum(report.days.map(({ clear_sky_kwh }: { clear_sky_kwh: number }) => clear_sky_kwh)),
    );
  });

  it("is a page and a CSV file of the same figures, of the month before by default", async () => {
    const alice = as(app, app.cast.alice);
    const report = await (await reportOf("")).json();
    assert.equal(report.month, "2026-05");
    const shown = await page(alice.get(`/sites/${site}/report`));
    assert.match(shown.text("h1"), /May 2026$/);
    assert.equal(shown.all(".report-table tbody tr").length, 31);
    assert.match(shown.text("[aria-labelledby=outages]"), /Inverter 2/);
    assert.ok(!shown.text().includes("secret"));
    const csv = await (await alice.get(`/sites/${site}/report.csv`)).text();
    const rows = csv.trim().split("\n").map((line) => line.split(","));
    assert.equal(rows.length, 33);
    assert.deepEqual(
      rows.slice(1, 32).map(([, produced]) => produced === "" ? null : Number(produced)),
      report.days.map(({ produced_kwh }: { produced_kwh: number | null }) => produced_kwh),
    );
    assert.equal(rows[32]![0], "2026-05");
    near(Number(rows[32]![1]), report.produced_kwh);
  });

  it("of this month is so far, and of later ones refused", async () => {
    assert.equal((await (await reportOf("?month=2026-06")).json()).is_over, false);
    assert.equal((await reportOf("?month=2026-07")).status, 422);
    assert.equal((await reportOf("?month=2026-13")).status, 422);
    const bare = app.cast.sites.bare;
    const empty = await withToken(app, app.cast.alice.token).get(`/api/v1/sites/${bare}/report`);
    const { produced_kwh, best_day, clear_sky_kwh, kwh_per_kwp } = await empty.json();
    assert.deepEqual([produced_kwh, best_day, clear_sky_kwh, kwh_per_kwp], [
      null,
      null,
      null,
      null,
    ]);
    const shown = await as(app, app.cast.alice).get(`/sites/${bare}/report?month=2026-05`);
    assert.equal(shown.status, 200);
  });
});
