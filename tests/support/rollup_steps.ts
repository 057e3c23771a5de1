import fc from "fast-check";
import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";

/** Any connection, in a transaction or not. */
type Sql = postgres.ISql<{ utc: string | Temporal.Instant }>;

/** What the steps write to: sites, and models; one of the models is null. */
export interface Stage {
  sites: string[];
  models: (string | null)[];
}

export async function stage(sql: OwnerSql, sites: string[]): Promise<Stage> {
  const models = await sql<{ model_uuid: string }[]>`
    insert into ml_model (name) values ('a'), ('b') returning model_uuid`;
  return { sites, models: [null, ...models.map((model) => model.model_uuid)] };
}

/** Half hours of one day; values reach into the day before, too. */
const at = (slot: number) =>
  Temporal.Instant.from("2026-06-21T00:00:00Z").add({ minutes: slot * 30 }).toString();

export interface Step {
  do:
    | "insert"
    | "values"
    | "change value"
    | "move value"
    | "change run"
    | "delete values"
    | "delete run"
    | "delete both"
    | "truncate";
  site: number;
  model: number;
  made: number;
  written: number | null;
  slots: number[];
  /** Which of the stored runs, by number. */
  run: number;
}

export const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant("insert" as const) },
    { weight: 1, arbitrary: fc.constant("truncate" as const) },
    ...[
      "values",
      "change value",
      "move value",
      "change run",
      "delete values",
      "delete run",
      "delete both",
    ]
      .map((name) => ({ weight: 2, arbitrary: fc.constant(name as Step["do"]) })),
  ),
  site: fc.nat(1),
  model: fc.nat(2),
  made: fc.integer({ min: -2, max: 6 }),
  written: fc.option(fc.integer({ min: -2, max: 6 }), { freq: 4 }),
  slots: fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 1, maxLength: 5 }),
  run: fc.nat(20),
});

/** Gives each value another power, so that no two are mistaken for each other. */
let counter = 0;

/** Takes a step: reads which runs are stored, then writes by one statement ("delete run" by several). */
export async function take(
  sql: Sql,
  { sites, models }: Stage,
  { site, model, made, written, slots, run, ...step }: Step,
  { ofItsSite = false } = {},
) {
  const only = ofItsSite ? sites[site]! : null;
  const runs = await sql<{ forecast_uuid: string }[]>`
    select forecast_uuid from forecasts
    where ${only}::uuid is null or site_uuid = ${only}
    order by 1`;
  const chosen = runs[run % runs.length]?.forecast_uuid ?? null;
  const created = written === null ? null : at(written);
  const values = (forecast: string | null) =>
    sql`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw, ml_model_uuid)
      select ${forecast}::uuid, t, t + interval '30 min', ${++counter}, ${
      models[model] ?? null
    }::uuid
      from unnest(${slots.map(at)}::timestamp[]) t where ${forecast}::uuid is not null`;
  switch (step.do) {
    case "insert": {
      const [row] = await sql`
        insert into forecasts (site_uuid, timestamp_utc, created_utc, forecast_version)
        values (${sites[site]!}, ${at(made)}, ${created}, '1') returning forecast_uuid`;
      return await values(row!.forecast_uuid);
    }
    case "values":
      return await values(chosen);
    case "change value":
      return await sql`
        update forecast_values set forecast_power_kw = ${++counter}, ml_model_uuid = ${
        models[model] ?? null
      }
        where forecast_uuid = ${chosen} and start_utc = any(${slots.map(at)}::timestamp[])`;
    case "move value":
      return await sql`
        update forecast_values set start_utc = start_utc + interval '30 min',
          forecast_uuid = (select max(forecast_uuid::text)::uuid from forecasts)
        where forecast_uuid = ${chosen}`;
    case "change run":
      return await sql`
        update forecasts set site_uuid = ${sites[site]!}, timestamp_utc = ${
        at(made)
      }, created_utc = ${created}
        where forecast_uuid = ${chosen}`;
    case "delete values":
      return await sql`
        delete from forecast_values
        where forecast_uuid = ${chosen} and start_utc = any(${slots.map(at)}::timestamp[])`;
    case "delete run":
      await sql`delete from forecast_values where forecast_uuid = ${chosen}`;
      return await sql`delete from forecasts where forecast_uuid = ${chosen}`;
    case "delete both": // values first: who changes a value locks it before its run
      return await sql`
        with gone as (delete from forecast_values where forecast_uuid = ${chosen} returning 1)
        delete from forecasts where forecast_uuid = ${chosen} and (select count(*) from gone) >= 0`;
    case "truncate":
      return await sql`truncate forecast_values`;
  }
}
