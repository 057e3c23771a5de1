import fc from "fast-check";
import type { OwnerSql } from "../../db/client.ts";
import type { ForecastQuestion } from "../../domain/forecasts/forecast_question.ts";

/** What the steps write to: sites, and models; one of the models is null. */
export interface Stage {
  sites: string[];
  models: (string | null)[];
}

/** Two models of one name, one of another, one without any, and none. */
export async function stage(sql: OwnerSql, sites: string[]): Promise<Stage> {
  const models = await sql<{ model_uuid: string }[]>`
    insert into ml_model (name) values ('a'), ('a'), ('b'), (null) returning model_uuid`;
  return { sites, models: [null, ...models.map((model) => model.model_uuid)] };
}

const DAYS = 5;
const SLOTS = DAYS * 8; // of three hours
/** A time of the days that the steps write, in slots. */
export const at = (slot: number) =>
  Temporal.Instant.from("2026-06-20T00:00:00Z").add({ minutes: Math.round(slot * 180) }).toString();

const slot = fc.integer({ min: 0, max: SLOTS - 1 });
/** In slots after the time of the run; seldom long before or after it, or not known. */
const lag = fc.option(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 0, 1) },
    { weight: 2, arbitrary: fc.integer({ min: -SLOTS, max: SLOTS }) },
  ),
  { freq: 8 },
);

const values = fc.array(
  fc.record({
    after: fc.integer({ min: -2, max: 20 }),
    written: lag,
    horizon: fc.oneof(
      { weight: 6, arbitrary: fc.constant("true" as const) },
      { weight: 1, arbitrary: fc.constantFrom(null, -1, 0, 200, 5000) },
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

const run = {
  site: fc.constantFrom(0, 0, 0, 1, 2),
  model: fc.constantFrom(0, 0, 1, 1, 2, 3, 4),
  made: slot,
  written: lag,
};

export const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("insert" as const), ...run, values }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("move run" as const), ...run, nth: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("move values", "delete run"),
      nth: fc.nat(),
      made: slot,
    }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The same without what no modeller means: written before the run's time, a horizon too long. */
export function inOrder(step: Step): Step {
  if (!("values" in step)) return step;
  const values = step.values.map(({ after, written, horizon }) => ({
    after,
    written: written === null ? null : Math.abs(written),
    horizon: typeof horizon === "number" && horizon > after * 180 ? null : horizon,
  }));
  return { ...step, values };
}

let counter = 0;
/** Takes a step. Each value has another power, so that no two are mistaken for each other. */
export async function take(sql: OwnerSql, { sites, models }: Stage, step: Step): Promise<void> {
  if (step.do === "insert") {
    const { made, written, values } = step as Extract<Step, { values: unknown }>;
    const created = written === null ? null : at(made + written);
    const [forecast] = await sql<{ forecast_uuid: string }[]>`
      insert into forecasts (site_uuid, timestamp_utc, created_utc, forecast_version)
      values (${sites[step.site]!}, ${at(made)}, ${created}, '1') returning forecast_uuid`;
    const rows = values.map(({ after, written, horizon }) => ({
      ...forecast,
      start_utc: at(made + after),
      end_utc: at(made + after + 1),
      created_utc: written === null ? null : at(made + written),
      horizon_minutes: horizon === "true" ? after * 180 : horizon,
      forecast_power_kw: ++counter,
      ml_model_uuid: models[step.model],
    }));
    await sql`
      insert into forecast_values (forecast_uuid, start_utc, end_utc, created_utc, horizon_minutes,
        forecast_power_kw, ml_model_uuid)
      select forecast_uuid, start_utc, end_utc, created_utc, horizon_minutes, forecast_power_kw,
        ml_model_uuid
      from jsonb_populate_recordset(null::forecast_values, ${sql.json(rows as never)})`;
    return;
  }
  const { nth, made } = step as Exclude<Step, { values: unknown }>;
  const runs = await sql`select forecast_uuid from forecasts order by created_utc, forecast_uuid`;
  const chosen = runs[nth % runs.length]?.forecast_uuid ?? null;
  switch (step.do) {
    case "move run":
      return void await sql`
        update forecasts set site_uuid = ${sites[step.site]!}, timestamp_utc = ${at(made)}
        where forecast_uuid = ${chosen}`;
    case "move values":
      return void await sql`
        update forecast_values set start_utc = start_utc - interval '6 hours'
        where forecast_uuid = ${chosen}`;
    case "delete run":
      await sql`delete from forecast_values where forecast_uuid = ${chosen}`;
      return void await sql`delete from forecasts where forecast_uuid = ${chosen}`;
  }
}

const asked = {
  made_before: slot.map(at),
  min_horizon_minutes: fc.constantFrom(0, 180, 181, 540, 1440, 3000, 100_000),
  day_ahead_hours: fc.constantFrom(0.5, 9, 24),
  day_ahead_utc_offset_hours: fc.constantFrom(-14, -3, 0, 5.5, 14),
  model_name: fc.constantFrom("a", "a", "b", "nobody's"),
};
const { made_before, min_horizon_minutes, day_ahead_hours, day_ahead_utc_offset_hours } = asked;

/** Mostly of one kind, since most combinations find no value. */
export const question: fc.Arbitrary<ForecastQuestion> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ made_before }) },
  { weight: 2, arbitrary: fc.record({ min_horizon_minutes }) },
  { weight: 2, arbitrary: fc.record({ day_ahead_hours, day_ahead_utc_offset_hours }) },
  { weight: 2, arbitrary: fc.record(asked, { requiredKeys: [] }) },
);

/** From a day to the whole time. */
export const range = fc.tuple(slot, fc.integer({ min: 8, max: SLOTS }))
  .map(([start, length]) => ({ start: at(start / 2), end: at(start / 2 + length) }));
