// The latest forecast is read from the rollup: the cost is that of the answer, not of the history.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const SIGNATURE = `app.latest_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
    returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
      forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
      forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
    language plpgsql stable ${DEFINER} set plan_cache_mode = force_custom_plan`;

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    -- For each of the caller's sites and each target time in [from_utc, to_utc): the newest value of
    -- all models, or of the site's model where it has one. A model is its name: each version has a
    -- UUID of its own.
    create or replace function ${SIGNATURE} as $$
    #variable_conflict use_column
    begin
      return query
        select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
          l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
          l.timestamp_utc, m.name::text, m.version::text
        from latest_forecast_values l
        join sites s on s.site_uuid = l.site_uuid
        left join ml_model m on m.model_uuid = l.ml_model_uuid
        left join ml_model own on own.model_uuid = s.ml_model_uuid
        where l.site_uuid = any(of_sites)
          and l.site_uuid = any((select app.visible_sites())::uuid[])
          and l.start_utc >= from_utc and l.start_utc < to_utc
          and (s.ml_model_uuid is null or m.name = own.name)
        order by l.site_uuid, l.start_utc, l.timestamp_utc desc,
          l.forecast_created_utc desc nulls first, l.forecast_uuid desc;
    end $$;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create or replace function ${SIGNATURE} as $$
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
  `);
}
