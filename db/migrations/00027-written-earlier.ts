// A run may say when it was written: the demo shows past days with the forecasts that they would have
// had, also as they were made at a time.
import type postgres from "postgres";

const DEFAULT = "(now() at time zone 'utc')";

/** written: what the run may say of itself, the columns that it then fills and their values. */
function storing(written: { said: string; column: string; value: string }): string {
  return `
    create or replace function app.store_forecasts(forecasts jsonb) returns bigint
    language plpgsql set search_path = pg_catalog, public, pg_temp as $$
    declare stored bigint;
    begin
      with run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from jsonb_to_recordset(forecasts) r (
          site_uuid uuid, timestamp_utc timestamptz, forecast_version text, ml_model_uuid uuid,
          ${written.said}"values" jsonb)
        order by r.site_uuid),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version${written.column})
        select forecast_uuid, site_uuid, timestamp_utc at time zone 'utc', forecast_version${written.value} from run)
      insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
        probabilistic_values, forecast_uuid, ml_model_uuid${written.column})
      select v.start_utc at time zone 'utc', v.end_utc at time zone 'utc', v.forecast_power_kw,
        coalesce(v.horizon_minutes, -1), coalesce(v.probabilistic_values, '{}'), run.forecast_uuid,
        run.ml_model_uuid${written.value}
      from run, jsonb_to_recordset(run."values") v (start_utc timestamptz, end_utc timestamptz,
        forecast_power_kw float8, horizon_minutes integer, probabilistic_values jsonb);
      get diagnostics stored = row_count;
      return stored;
    end $$;`;
}

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(storing({
    said: "written_utc timestamptz, ",
    column: ", created_utc",
    value: `, coalesce(written_utc at time zone 'utc', ${DEFAULT})`,
  }));
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(storing({ said: "", column: "", value: "" }));
}
