import type { OwnerSql } from "../../db/client.ts";
import type { ForecastRow, MeasuredRow } from "./accuracy.ts";

const utc = (minutes: number) =>
  Temporal.Instant.fromEpochMilliseconds(minutes * 60_000).toString();

/**
 * Replaces all forecasts and measurements by these, and removes what was counted of the former ones.
 */
export async function storeRows<Row extends ForecastRow>(
  owner: OwnerSql,
  rows: MeasuredRow[],
  runs: Row[][],
  modelOf: (row: Row) => string | null,
): Promise<void> {
  await owner`truncate forecasts, generation cascade`;
  await owner`delete from app.target_days`;
  await owner`delete from app.accuracy_days`;
  await owner`delete from app.accuracy_recent`;
  const generation = rows.map(({ site, start, end, kw }) => [site, utc(start), utc(end), `${kw}`]);
  // Written one after the other: of equally long rows that overlap, the first counts.
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, created_utc)
    select (r ->> 0)::uuid, (r ->> 1)::timestamp, (r ->> 2)::timestamp, (r ->> 3)::float8,
      now() at time zone 'utc' + number * interval '1 microsecond'
    from jsonb_array_elements(${owner.json(generation)}) with ordinality e (r, number)`;
  const stored = runs.filter(([first]) => first).map((values) => ({
    site_uuid: values[0]!.site,
    timestamp_utc: utc(values[0]!.made),
    model: modelOf(values[0]!),
    values: values.map((
      { start, end, kw, p10, p90, levels },
    ) => [utc(start), utc(end), `${kw}`, { ...levels, p10: p10 ?? "none", p90 }]),
  }));
  await owner`
    with run as materialized (
      select gen_random_uuid() as forecast_uuid, r.* from jsonb_to_recordset(
        ${
    owner.json(stored as never)
  }) r (site_uuid uuid, timestamp_utc timestamp, model uuid, values jsonb)),
    made as (
      insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
      select forecast_uuid, site_uuid, timestamp_utc, '1' from run)
    insert into forecast_values (forecast_uuid, ml_model_uuid, start_utc, end_utc,
      forecast_power_kw, probabilistic_values)
    select forecast_uuid, model, (v ->> 0)::timestamp, (v ->> 1)::timestamp, (v ->> 2)::float8,
      v -> 3 from run, jsonb_array_elements(values) v`;
}
