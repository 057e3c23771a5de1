create function app.is_new_ground(sites uuid[], starts timestamp[], ends timestamp[],
  powers double precision[])
returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  spans record;
begin
  if array_position(powers, null) is not null then return false; end if;
  with sent as (
    select r.site_uuid, r.start_utc, s.measured_every_minutes as every_minutes,
      app.period_end(r.start_utc, r.end_utc, s.measured_every_minutes) as lasts_utc
    from unnest(sites, starts, ends) r (site_uuid, start_utc, end_utc)
    join sites s on s.site_uuid = r.site_uuid where s.site_uuid = any($1)),
  ordered as (
    select *, lead(start_utc) over (partition by site_uuid order by start_utc) < lasts_utc
      as is_over
    from sent)
  select array_agg(site_uuid) as sites, array_agg(first) as firsts, array_agg(last) as lasts,
    array_agg(every_minutes) as minutes, bool_or(is_over) as is_over, sum(row_count) as row_count
  into spans
  from (select site_uuid, every_minutes, min(start_utc), max(lasts_utc), bool_or(is_over), count(*)
    from ordered group by 1, 2) o (site_uuid, every_minutes, first, last, is_over, row_count);
  if spans.is_over or spans.row_count is distinct from cardinality(starts) then return false; end if;
  return not exists (
    select 1 from unnest(spans.sites, spans.firsts, spans.lasts, spans.minutes)
      o (site_uuid, first, last, every_minutes)
    cross join lateral (
      select 1 from generation g
      where g.site_uuid = o.site_uuid and g.site_uuid = any(spans.sites) and g.start_utc < o.last
        and g.start_utc >= date_trunc('day', o.first - interval '1 day')
        and (g.start_utc >= o.first
          or app.period_end(g.start_utc, g.end_utc, o.every_minutes) > o.first)
      limit 1) stored);
end
$$;

comment on function app.is_new_ground(uuid[], timestamp[], timestamp[], double precision[]) is
  'Returns true when none of these measurements is a gap, no two overlap, and nothing is stored '
  'between the first and the last of each site: all of them are new then, which is known much '
  'sooner than what becomes of each. Caller: app.write_generation, app.add_import_piece. '
  'Lock: none.';
