// When each model last forecast the caller's sites. By a function, since members may not read the table
// of models, and a policy by site would compare each line with each of the group's sites.
import type postgres from "postgres";

const DEFINER = "security definer set search_path = pg_catalog, public, pg_temp";
const SIGNATURE = "app.model_freshness(uuid[], timestamp)";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    -- Of those of the caller's sites that are asked for (NULL: all): each model that made a forecast of
    -- them in the day before now_utc, by name. Read from the rollup by its key, from a day ago to a day
    -- ahead, whatever the history: a run of the last day is the newest for some target time in there,
    -- unless newer ones of its model are, or unless it begins more than a day ahead.
    create function app.model_freshness(asked uuid[], now_utc timestamp)
    returns table (model_name text, newest_utc timestamp, sites integer)
    language sql stable ${DEFINER} as $$
      with site as materialized (
        select site_uuid from unnest((select app.visible_sites())) v (site_uuid)
        where asked is null or site_uuid = any(asked)),
      made as materialized (
        select l.site_uuid, l.ml_model_uuid, max(l.timestamp_utc) as newest_utc
        from site join latest_forecast_values l using (site_uuid)
        where l.start_utc >= now_utc - interval '24 h' and l.start_utc < now_utc + interval '24 h'
          and l.timestamp_utc between now_utc - interval '24 h' and now_utc
        group by 1, 2)
      select m.name::text, max(made.newest_utc), count(distinct site_uuid)::integer
      from made left join ml_model m on m.model_uuid = made.ml_model_uuid
      group by 1 order by m.name::text collate "C" nulls last $$;
    grant execute on function ${SIGNATURE} to sitecast_app, sitecast_admin;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`drop function ${SIGNATURE};`);
}
