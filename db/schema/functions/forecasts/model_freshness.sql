create function app.model_freshness(asked uuid[], now_utc timestamp)
returns table (model_name text, newest_utc timestamp, sites integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  of_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v
  where asked is null or v = any(asked);
  return query
    with made as materialized (
      select l.site_uuid, l.ml_model_uuid, max(l.timestamp_utc) as newest_utc
      from latest_forecast_values l
      where l.site_uuid = any(of_sites)
        and l.start_utc >= now_utc - interval '24 h' and l.start_utc < now_utc + interval '24 h'
        and l.timestamp_utc between now_utc - interval '24 h' and now_utc
      group by 1, 2)
    select m.name::text, max(made.newest_utc), count(distinct made.site_uuid)::integer
    from made left join ml_model m on m.model_uuid = made.ml_model_uuid
    group by 1 order by m.name::text collate "C" nulls last;
end
$$;

comment on function app.model_freshness(uuid[], timestamp) is
  'Returns each model that made a forecast of the scope''s sites among these (NULL: all) in '
  'the day before now_utc, by name, with the newest issue time. Read from the latest table '
  'from a day ago to a day ahead: a run of the last day is the newest for some target time in '
  'there, unless newer ones of its model are, or unless it begins more than a day ahead. '
  'Caller: web roles, who may not read ml_model (sql/forecasts/model_freshness.ts). Lock: '
  'none.';
grant execute on function app.model_freshness(uuid[], timestamp) to sitecast_app, sitecast_admin;
