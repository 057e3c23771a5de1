// Reads of forecast_values for the web roles. Each begins with the sites that the caller may see:
// views would leak (owner's rights) or fail (invoker's rights).
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    -- For each site and target time in [from_utc, to_utc): the value of the newest run made at or
    -- before that time (a run that covers its own past would flatter history), with the name of the
    -- model behind it. Newest by the run's time, then when it was written (NULL as newest), then by
    -- UUID so that the answer is one. A run whose time is not finite is none.
    -- In PL/pgSQL, as only there PostgreSQL 15 plans for the sites and times that are asked for.
    -- The run's time is subtracted from the value's, not compared with it: as a comparison it becomes
    -- a condition on the index of start_utc, and every run reads its whole day (minutes for 50 sites).
    create function app.latest_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
    returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
      forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
      forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
    language plpgsql stable ${DEFINER} set plan_cache_mode = force_custom_plan as $$
    #variable_conflict use_column
    begin
      return query with latest as (
        select distinct on (f.site_uuid, v.start_utc) f.site_uuid, f.timestamp_utc, v.*
        from forecasts f join forecast_values v using (forecast_uuid)
        where f.site_uuid = any(of_sites)
          and f.site_uuid = any((select app.visible_sites())::uuid[])
          and v.start_utc >= from_utc and v.start_utc < to_utc
          and v.start_utc - f.timestamp_utc >= interval '0'
          and f.timestamp_utc > '-infinity' and f.timestamp_utc < to_utc
        order by f.site_uuid, v.start_utc, f.timestamp_utc desc, f.created_utc desc nulls first,
          f.forecast_uuid desc, v.forecast_value_uuid desc)
      select l.site_uuid, l.start_utc, l.end_utc, l.forecast_power_kw, l.probabilistic_values,
        l.horizon_minutes, l.forecast_uuid, l.timestamp_utc, m.name::text, m.version::text
      from latest l left join ml_model m on m.model_uuid = l.ml_model_uuid
      order by l.site_uuid, l.start_utc;
    end $$;

    -- Values of one forecast, oldest first; nothing for a stranger's.
    create function app.values_of_forecast(forecast uuid)
    returns table (start_utc timestamp, end_utc timestamp, forecast_power_kw double precision,
      probabilistic_values jsonb, horizon_minutes integer)
    language sql stable ${DEFINER} as $$
      select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = forecast and f.site_uuid = any((select app.visible_sites())::uuid[])
      order by v.start_utc $$;

    grant execute on function app.latest_forecast_values(uuid[], timestamp, timestamp),
      app.values_of_forecast(uuid) to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.values_of_forecast(uuid),
      app.latest_forecast_values(uuid[], timestamp, timestamp);
  `);
}
