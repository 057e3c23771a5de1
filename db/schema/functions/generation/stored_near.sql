create function app.stored_near(sites uuid[], starts timestamp[], ends timestamp[])
returns table (generation_uuid uuid, site_uuid uuid, start_utc timestamp, end_utc timestamp,
  lasts_utc timestamp, kw double precision, created_utc timestamp, is_own boolean)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare is_admin boolean := coalesce(current_setting('app.sees_all_sites', true), '') = 'on';
begin
  return query
    with days as materialized (
      select distinct s.site_uuid, day from unnest(sites, starts, ends) s (site_uuid, first, last),
        generate_series(date_trunc('day', first - interval '1 day'), last, interval '1 day') day),
    every as materialized (
      select s.site_uuid, s.measured_every_minutes from sites s where s.site_uuid = any($1))
    select g.generation_uuid, g.site_uuid, g.start_utc, g.end_utc,
      app.period_end(g.start_utc, g.end_utc, every.measured_every_minutes),
      g.generation_power_kw, g.created_utc, is_admin or coalesce(g.generation_power_kw = g.batch_power_kw
        and exists (select 1 from app.batches b
          where b.batch_id = g.batch_id and b.site_group_uuid = app.group_uuid()), false)
    from days join every using (site_uuid)
    -- Day by day, by the index of site and start: before a new table was analyzed, the planner would
    -- compare each day with everything that the sites have.
    cross join lateral (
      select s.* from generation s
      where s.site_uuid = days.site_uuid and s.site_uuid = any($1) and s.start_utc >= days.day
        and s.start_utc < days.day + interval '1 day'
      offset 0) g;
end
$$;

comment on function app.stored_near(uuid[], timestamp[], timestamp[]) is
  'Returns the stored measurements of these sites on the UTC days of these spans and on the day '
  'before each, each once, with the end until which it lasts. is_own: a batch of the scope''s '
  'group brought it and it is as that left it, or the scope is an admin''s. The planner '
  'underestimates the days and would read all that a site has. Caller: functions that write '
  'generation. Lock: none.';
