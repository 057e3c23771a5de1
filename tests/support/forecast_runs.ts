import fc from "fast-check";
import type { OwnerSql } from "../../db/client.ts";

const DAY = Temporal.Instant.from("2026-06-20T00:00:00Z");
const MICROSECONDS = 60_000_000;

/** So many minutes after the beginning of the days that the runs are about. */
export const at = (minutes: number, microseconds = 0) => DAY.add({ minutes }).add({ microseconds });

/** A run of periods of one length, some of them missing; times in minutes. */
export interface Run {
  model: number;
  made: number;
  lead: number;
  resolution: number;
  /** Microseconds by which all starts are off. */
  shift: number;
  /** One for each period: false for a gap. */
  values: boolean[];
}

/** Runs that overlap in every way: other resolutions, shifted grids, gaps, other models. */
export const run: fc.Arbitrary<Run> = fc.record({
  model: fc.constantFrom(0, 0, 1, 2, 2, 3),
  made: fc.integer({ min: 0, max: 24 }).map((steps) => steps * 30),
  lead: fc.constantFrom(0, 0, 15, 60, 360),
  resolution: fc.constantFrom(5, 15, 15, 30, 30, 60, 180, 360, 1440),
  shift: fc.constantFrom(0, 0, 0, 0, 7 * MICROSECONDS, 1, -1),
  values: fc.array(fc.constantFrom(true, true, true, true, false), { minLength: 1, maxLength: 24 }),
});

let counter = 0;
/** Stores a run for a site; each value has another power. */
export async function storeRun(
  sql: OwnerSql,
  site_uuid: string,
  models: (string | null)[],
  { model, made, lead, resolution, shift, values }: Run,
): Promise<void> {
  const [forecast] = await sql<{ forecast_uuid: string }[]>`
    insert into forecasts (site_uuid, timestamp_utc, created_utc, forecast_version)
    values (${site_uuid}, ${at(made - 1)}, ${at(made)}, '1') returning forecast_uuid`;
  const first = made + lead;
  const rows = values.flatMap((there, index) =>
    !there ? [] : [{
      ...forecast,
      start_utc: at(first + index * resolution, shift).toString(),
      end_utc: at(first + (index + 1) * resolution, shift).toString(),
      created_utc: at(made).toString(),
      horizon_minutes: lead + index * resolution,
      forecast_power_kw: ++counter,
      ml_model_uuid: models[model],
    }]
  );
  await sql`
    insert into forecast_values (forecast_uuid, start_utc, end_utc, created_utc, horizon_minutes,
      forecast_power_kw, ml_model_uuid)
    select forecast_uuid, start_utc, end_utc, created_utc, horizon_minutes, forecast_power_kw,
      ml_model_uuid
    from jsonb_populate_recordset(null::forecast_values, ${sql.json(rows as never)})`;
}
