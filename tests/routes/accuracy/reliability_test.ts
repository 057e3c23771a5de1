import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { potentialOf } from "../../../domain/forecasts/baseline/potential.ts";
import { milliseconds, MINUTE } from "../../../domain/time/time.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { dayAheadPairs } from "../../../sql/forecasts/day_ahead_pairs.ts";
import { page } from "../../support/html.ts";
import { inScope } from "../../support/scopes.ts";
import { BARE_SITE } from "../../support/site_day.ts";
import { PLANT } from "../../support/cast.ts";
import { measured, periods } from "../../support/values.ts";

/** Start of 5 June 2026 at the cast's plant, in La Réunion (UTC+4). */
const START = "2026-06-04T20:00:00Z";
/** Shares of clear-sky power by day. */
const CLOUDS = [0.9, 0.5, 0.7, 0.7, 0.2, 0.8, 0.6, 0.9, 0.4, 0.5, 0.8, 0.7, 0.3, 0.6, 0.9];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { owner } = app.database;
  const { plant } = app.cast.sites;
  const found = potentialOf({ ...BARE_SITE, ...PLANT });
  assert.ok("potential" in found);
  const first = milliseconds(START) / (15 * MINUTE);
  const powers = CLOUDS.flatMap((_, day) => [...found.potential.powers(first + day * 96, 96)]);
  const times = periods(START, 15, CLOUDS.length * 96);
  await measured(owner, plant, times, (at) => {
    const day = Math.floor(at / 96);
    // The ninth day lacks its morning.
    return day === 8 && at % 96 < 44 ? undefined : powers[at]! * CLOUDS[day]!;
  });
  await owner`
    insert into energy_days (site_uuid, day, issued_utc, model_name, mean_kwh, p10_kwh, p90_kwh,
      is_reconstructed)
    select ${plant}, date '2026-06-07' + n, timestamp '2026-06-06 05:00' + n * interval '1 day',
      'test', 140 + n, case when n > 1 then 100 end, case when n > 1 then 200 end, false
    from generate_series(0, 14) n`;
});
afterAll(() => app.close());

/** Produced energies as plain SQL has them, by day of the site, without the half-measured one. */
const produced = () =>
  app.database.owner<{ day: string; kwh: number }[]>`
    select (start_utc + interval '4 hours')::date::text as day, sum(generation_power_kw) / 4 as kwh
    from generation where site_uuid = ${app.cast.sites.plant} group by 1
    having count(*) = 96 order by 1`;

/** The same figures as plain SQL has them. */
async function figures() {
  const [row] = await app.database.owner`
    with made as (
      select (start_utc + interval '4 hours')::date as day, sum(generation_power_kw) / 4 as kwh
      from generation where site_uuid = ${app.cast.sites.plant} group by 1 having count(*) = 96),
    pair as (
      select m.day, m.kwh, e.mean_kwh, p10_kwh, p90_kwh, y.kwh as yesterday, (
          select count(*) = 96 from generation where site_uuid = ${app.cast.sites.plant}
          and start_utc >= m.day - interval '43 hours' and start_utc < m.day - interval '19 hours'
        ) as is_known
      from made m join energy_days e on e.day = m.day and site_uuid = ${app.cast.sites.plant}
      left join made y on y.day = m.day - 1)
    select count(*)::int as compared, avg(abs(mean_kwh - kwh)) as mae,
      count(p10_kwh)::int as ranged,
      count(*) filter (where kwh between p10_kwh and p90_kwh)::int as inside,
      count(yesterday) filter (where is_known)::int as same,
      avg(abs(mean_kwh - kwh)) filter (where yesterday is not null and is_known) as own,
      avg(abs(yesterday - kwh)) filter (where yesterday is not null and is_known) as yesterday
    from pair`;
  return row!;
}

const dayAhead = async (query = "") => {
  const path = `/api/v1/sites/${app.cast.sites.plant}/accuracy${query}`;
  return (await (await withToken(app, app.cast.alice.token).get(path)).json()).day_ahead;
};

const close = (given: number, wanted: number) =>
  assert.ok(Math.abs(given - wanted) < 0.001, `${given} instead of ${wanted}`);

describe("how reliable day-ahead energies are", () => {
  it("has by day what plain SQL has", async () => {
    const { days } = await dayAhead();
    assert.equal(days.length, 30);
    const made = days.filter((day: { produced_kwh: number | null }) => day.produced_kwh !== null);
    const wanted = await produced();
    assert.deepEqual(made.map(({ day }: { day: string }) => day), wanted.map(({ day }) => day));
    wanted.forEach(({ kwh }, at) => close(made[at].produced_kwh, kwh));
  });

  it("summarises what plain SQL summarises, compared over the same days", async () => {
    const wanted = await figures();
    const found = await dayAhead();
    assert.deepEqual(
      [found.compared_days, found.range_days, found.days_inside, found.as_yesterday.days],
      [wanted.compared, wanted.ranged, wanted.inside, wanted.same],
    );
    close(found.mae_kwh, wanted.mae);
    close(found.as_yesterday.forecast_mae_kwh, wanted.own);
    close(found.as_yesterday.reference_mae_kwh, wanted.yesterday);
    close(found.as_yesterday.skill, 1 - wanted.own / wanted.yesterday);
    assert.equal(found.clear_sky_persistence.days, wanted.same);
  });

  it("persists the clear-sky index of the 24 hours before 9:00 of the day before", async () => {
    const { days } = await dayAhead();
    const at = (day: string) => days.find((one: { day: string }) => one.day === day);
    // From 9:00 of 7 June to 9:00 of 8 June every sky has the index 0.7.
    close(at("2026-06-09").clear_sky_persistence_kwh, at("2026-06-09").produced_kwh / 0.2 * 0.7);
  });

  it("reads other days, and none that is not over", async () => {
    const { days } = await dayAhead("?from=2026-06-10&to=2026-06-21");
    assert.equal(days.length, 12);
    assert.equal(days.at(-1).produced_kwh, null);
    assert.equal(days.at(-1).mean_kwh, 154);
  });

  it("is a sentence and a column for each day on the site's page, as in the API", async () => {
    const { plant } = app.cast.sites;
    const found = await dayAhead();
    const html = await page(as(app, app.cast.alice).get(`/sites/${plant}`));
    const skill = Math.round(found.as_yesterday.skill * 100);
    const text = html.text(".reliability .summary").replaceAll("\u00a0", " ");
    assert.equal(
      text,
      `${found.days_inside} of ${found.range_days} days were within the range; typically ` +
        `${Math.round(found.mae_kwh)} kWh off, ${Math.abs(skill)} % ` +
        `${skill > 0 ? "better" : "worse"} than “as yesterday”.`,
    );
    const links = html.attributes("href", ".day-columns a");
    assert.equal(links.length, 30);
    assert.equal(links[29], `/sites/${plant}?day=2026-06-20`);
    const outside = found.days.filter(({ inside }: { inside: boolean | null }) => inside === false);
    assert.equal(html.count(".day-columns b"), outside.length);
  });

  it("says that nothing can be compared yet", async () => {
    const html = await page(as(app, app.cast.alice).get(`/sites/${app.cast.sites.bare}`));
    assert.match(html.text(".reliability"), /Nothing can be compared yet/);
    assert.doesNotMatch(html.one(".reliability").source, /null|NaN|undefined/);
  });

  it("has the comparisons and a table of the days on the page of accuracy", async () => {
    const found = await dayAhead();
    const html = await page(as(app, app.cast.alice).get(`/sites/${app.cast.sites.plant}/accuracy`));
    const [own, yesterday, clearSky] = html.rows("table.comparison tbody tr");
    const kwh = (value: number) => `${Math.round(value)} kWh`;
    assert.equal(own![1], kwh(found.as_yesterday.forecast_mae_kwh));
    assert.equal(yesterday![1], kwh(found.as_yesterday.reference_mae_kwh));
    assert.equal(clearSky![1], kwh(found.clear_sky_persistence.reference_mae_kwh));
    assert.equal(html.count(".days-compared tbody tr"), 30);
  });

  it("leaves out a day in which an outage was marked, and what was known of it", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    const before = await dayAhead();
    await owner`insert into app.outages (site_uuid, kind, start_utc, end_utc)
      values (${plant}, 'outage', '2026-06-10 04:00', '2026-06-10 10:00')`;
    const found = await dayAhead();
    const of = (day: string) => found.days.find((one: { day: string }) => one.day === day);
    assert.deepEqual([of("2026-06-10").outage, of("2026-06-10").inside], [true, null]);
    assert.deepEqual([of("2026-06-11").outage, of("2026-06-11").as_yesterday_kwh], [false, null]);
    assert.equal(found.compared_days, before.compared_days - 1);
    assert.ok(found.as_yesterday.days < before.as_yesterday.days - 1);
    await owner`delete from app.outages`;
    assert.deepEqual(await dayAhead(), before);
  });
});

describe("the models of a site, side by side on its page", () => {
  const shown = (person = app.cast.alice) => {
    const path = `/sites/${app.cast.sites.plant}`;
    return page(as(app, person).get(path));
  };

  it("are not there with one model alone", async () => {
    assert.equal((await shown()).has(".side-by-side"), false);
  });

  it("are in words and in a table, with and without weather", async () => {
    await app.database.owner`
      insert into app.energy_pairs (site_uuid, model_name, day, lead_hour, forecast_kwh, below_kwh,
        above_kwh, potential_kwh, measured_kwh)
      select ${app.cast.sites.plant}, m.name, d::date, -15,
        coalesce(p.kwh, 150) + case when extract(day from d)::int % 2 = 0 then off else -off end,
        30, 30, 300, case when d < '2026-06-21' then coalesce(p.kwh, 150) end
      from (values ('sitecast-baseline', 24), ('sitecast-weather', 12)) m (name, off)
      cross join generate_series('2026-05-01'::timestamp, '2026-06-22', interval '1 day') d
      left join (select (start_utc + interval '4 hours')::date as day,
          sum(generation_power_kw) / 4 as kwh
        from generation where site_uuid = ${app.cast.sites.plant} group by 1) p
        on p.day = d::date`;
    await app.database.owner`select app.touch_sites(array[${app.cast.sites.plant}::uuid])`;
    const html = await shown();
    const text = html.text(".side-by-side");
    assert.match(text, /Weather makes tomorrow’s energy (4|5)\d % more certain\./);
    assert.match(
      text,
      /Over 14 days the forecast with weather erred (4|5)\d % less than without\./,
    );
    const rows = html.texts(".side-by-side tbody tr");
    assert.match(rows[1]!, /^Without weather 2\d kWh – 1\d\d kWh \d+ kWh to \d+ kWh$/);
    assert.match(rows[0]!, /^With weather 1\d kWh (4|5)\d % better 1\d\d kWh \d+ kWh to \d+ kWh$/);
  });

  it("are nothing that a stranger's scope reads", async () => {
    const { plant } = app.cast.sites;
    const pairs = (person: typeof app.cast.alice) =>
      inScope(
        app.database,
        person,
        (sql) => dayAheadPairs(sql, plant, Temporal.PlainDate.from("2026-01-01")),
      );
    assert.deepEqual([...await pairs(app.cast.charlie)], []);
    assert.equal((await pairs(app.cast.alice)).length, 106);
  });
});
