import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type postgres from "postgres";
import type { OwnerSql } from "../../../db/client.ts";
import * as chosenModels from "../../../sql/forecasts/chosen_models.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const { alice, sites: { plant, bare, turbine } } = cast;

const LAST = Temporal.PlainDate.from("2026-06-21");
const SHORT = 5;
const LONG = 10 * SHORT;

/** A day of hourly runs of three sites, each with half hours for a day ahead; now and then one is missing. */
async function addDay(sql: OwnerSql, day: string, model: string) {
  await sql`
    with run as (
      insert into forecasts (site_uuid, timestamp_utc, created_utc, forecast_version)
      select site, t, t + interval '5 min', '1'
      from unnest(${[plant, bare, turbine]}::uuid[]) site,
        generate_series(${day}::date::timestamp, ${day}::date::timestamp + interval '23 hours', '1 hour') t
      where extract(hour from t) <> 13
      returning forecast_uuid, timestamp_utc, created_utc)
    insert into forecast_values (forecast_uuid, start_utc, end_utc, created_utc, forecast_power_kw,
      horizon_minutes, ml_model_uuid)
    select forecast_uuid, timestamp_utc + n * interval '30 min',
      timestamp_utc + (n + 1) * interval '30 min', created_utc, n, n * 30, ${model}::uuid
    from run, generate_series(0, 47) n`;
}

/** Days of history; the last is the day that is queried. */
async function addDays(from: number, to: number, model: string) {
  const [first, last] = [to, -3].map((days) => LAST.subtract({ days }).toString());
  await owner`select app.make_days(${first!}::date, ${last!}::date)`;
  for (let back = to - 1; back >= from; back--) {
    await addDay(owner, LAST.subtract({ days: back }).toString(), model);
  }
  // Outside of any transaction, so that index pages without rows don't count in either.
  await owner`vacuum analyze forecasts`;
  await owner`vacuum analyze forecast_values`;
  await owner`vacuum analyze app.target_days`;
}

const TODAY = `'2026-06-21', '2026-06-22'`;
const PAST: Record<string, string> = {
  "at least 90 minutes ahead": `${TODAY}, null, 90, null, 'UTC', null`,
  "at least a day ahead, which no run was": `${TODAY}, null, 1440, null, 'UTC', null`,
  "as made the evening before": `${TODAY}, '2026-06-20 18:00', null, null, 'UTC', null`,
  "day ahead, made by 9 o'clock": `${TODAY}, null, null, '9 hours', 'Europe/London', null`,
  "of a model": `${TODAY}, null, null, null, 'UTC', 'hourly'`,
  "of a model that there is not": `${TODAY}, null, null, null, 'UTC', 'none'`,
  "of all at once": `${TODAY}, '2026-06-21 06:00', 60, '24 hours', 'UTC', 'hourly'`,
};
const OF_PLANT = `array['${plant}']::uuid[]`;
/** Questions as calls of a function of the schema app. */
const QUESTIONS: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(PAST).map((
      [name, rest],
    ) => [name, `past_forecast_values(${OF_PLANT}, ${rest})`]),
  ),
  "as the site API of Quartz shows it":
    `quartz_values(${OF_PLANT}, '2026-06-20', '2026-06-21 23:30')`,
};

interface Cost {
  buffers: number;
  rows: number;
  /** Sequential scans of runs or values. */
  scans: number;
}

/** Sequential scans of runs and values that this connection knows of. */
async function scans(sql: postgres.TransactionSql<{ utc: string | Temporal.Instant }>) {
  const [row] = await sql<{ count: number }[]>`
    select sum(seq_scan)::int as count from pg_stat_xact_all_tables
    where relname like 'forecast%'`;
  return row!.count;
}

/** Measures a member's query when it runs for the second time. */
async function cost(question: string): Promise<Cost> {
  return await owner.begin(async (tx) => {
    await tx`set local role sitecast_app`;
    await tx`select app.scope(${alice.site_group_uuid}, ${alice.user_uuid})`;
    const ask = async () => {
      const [row] = await tx.unsafe(`explain (analyze, buffers, timing off, format json)
        select * from app.${question}`);
      return row!["QUERY PLAN"][0].Plan;
    };
    await ask();
    const before = await scans(tx);
    const plan = await ask();
    return {
      buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
      rows: plan["Actual Rows"],
      scans: await scans(tx) - before,
    };
  }) as Cost;
}

async function costs(): Promise<Record<string, Cost>> {
  const all: Record<string, Cost> = {};
  for (const [name, question] of Object.entries(QUESTIONS)) all[name] = await cost(question);
  return all;
}

const [model] = await owner<{ model_uuid: string }[]>`
  insert into ml_model (name) values ('hourly') returning model_uuid`;
await addDays(0, SHORT, model!.model_uuid);
// As the service does each quarter hour; without it, reading begins with the rule for the choice.
await chosenModels.choose(owner, Temporal.Instant.from("2026-06-21T12:00:00Z"));
const short = await costs();
await addDays(SHORT, LONG, model!.model_uuid);
const long = await costs();

describe(`a question about one site's day, with ${SHORT} and with ${LONG} days of history`, () => {
  for (const name of Object.keys(QUESTIONS)) {
    it(`${name} reads as much, by index alone`, () => {
      const [before, after] = [short[name]!, long[name]!];
      const most = Math.max(before.buffers * 1.2, before.buffers + 20);
      assert.ok(after.buffers <= most, `${before.buffers} buffers became ${after.buffers}`);
      assert.equal(after.rows, before.rows);
      // Of few runs PostgreSQL 15 may read all at once.
      assert.equal(after.scans, 0);
    });
  }

  it("finds a value for each half hour that it can", () => {
    assert.equal(long["at least 90 minutes ahead"]!.rows, 48);
    assert.equal(long["at least a day ahead, which no run was"]!.rows, 0);
    assert.equal(long["as made the evening before"]!.rows, 34);
    // 46 runs with a value of horizon 0, and the newest run, one value of which is theirs too.
    assert.equal(long["as the site API of Quartz shows it"]!.rows, 46 + 48);
  });
});
