set local check_function_bodies = off;

create or replace function app.counted_periods (
  of_site uuid,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone
)
  returns table (
    kind text,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    kw double precision,
    stays boolean
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return query
  with site as (
    select s.site_uuid, s.measured_every_minutes as every from sites s
    where s.site_uuid = of_site and s.site_uuid = any((select app.visible_sites())::uuid[])),
  found (kind, first, last, kw, stays) as (
    select 'generation', g.start_utc, app.period_end(g.start_utc, g.end_utc, s.every),
      g.generation_power_kw,
      not coalesce(b.door = 'logger' and g.generation_power_kw = g.batch_power_kw, false)
    from site s join generation g using (site_uuid) left join app.batches b using (batch_id)
    where g.start_utc >= from_utc - interval '1 day' and g.start_utc < to_utc
    union all
    select r.kind, r.start_utc, r.end_utc, r.power_kw, false
    from site s join app.site_series r using (site_uuid)
    where r.start_utc >= from_utc - interval '1 day' and r.start_utc < to_utc)
  select f.* from found f where f.last > from_utc order by f.kind, f.first, f.last;
end
$function$;

comment on function
  app.counted_periods(uuid, timestamp without time zone, timestamp without time zone) is
  'Returns the periods of generation, consumption and charger power that are stored for a site of the scope and overlap [from_utc, to_utc), by kind and time; stays: no logger may write over it, since it came another way or was changed in SQL. No rows for a stranger''s site. Caller: web roles (sql/loggers/recount_preview.ts). Lock: none.';

comment on function app.logger_period(uuid) is 'Returns the length in minutes of the periods in which generation of a site is counted from readings: the one that was chosen, else that in which the site is measured already, else 15. Where the site states that its rows of 5 minutes last longer, they are not 5. Caller: the owner (sql/loggers/site_work.ts), app.change_feeds; web roles (sql/loggers/recount_preview.ts). Lock: none.';

revoke all
  on function
    app.counted_periods(uuid, timestamp without time zone, timestamp without time zone)
  from public;

grant execute
  on function
    app.counted_periods(uuid, timestamp without time zone, timestamp without time zone)
  to sitecast_admin, sitecast_app;

revoke all on function app.logger_period(uuid) from sitecast_admin;

grant execute on function app.logger_period(uuid) to sitecast_admin;

revoke all on function app.logger_period(uuid) from sitecast_app;

grant execute on function app.logger_period(uuid) to sitecast_app;
