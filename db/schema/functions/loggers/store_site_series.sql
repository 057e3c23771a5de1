create function app.store_site_series(of_site uuid, from_utc timestamp, to_utc timestamp,
  kinds text[], starts timestamp[], ends timestamp[], powers double precision[], keeps boolean)
returns integer
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  changed integer;
begin
  with wanted as materialized (
    select kind, first, last, kw from unnest(kinds, starts, ends, powers) w (kind, first, last, kw)),
  gone as (
    delete from app.site_series s
    where s.site_uuid = of_site and s.start_utc >= from_utc and s.start_utc < to_utc
      and not exists (select 1 from wanted w where w.kind = s.kind and w.first = s.start_utc)
      and (not keeps or exists (select 1 from wanted w
        where w.kind = s.kind and w.first < s.end_utc and w.last > s.start_utc))
    returning 1),
  written as (
    insert into app.site_series as s (site_uuid, kind, start_utc, end_utc, power_kw)
    select of_site, kind, first, last, kw from wanted order by 2, 3
    on conflict (site_uuid, kind, start_utc) do update
      set end_utc = excluded.end_utc, power_kw = excluded.power_kw
      where (s.end_utc, s.power_kw) is distinct from (excluded.end_utc, excluded.power_kw)
    returning 1)
  select (select count(*) from gone) + (select count(*) from written) into changed;
  if changed > 0 then
    insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
    select 'sun', of_site, from_utc, to_utc
    where exists (select 1 from ev_charging_session s where s.site_uuid = of_site)
    on conflict (follower, site_uuid) do update
      set first_utc = least(c.first_utc, excluded.first_utc),
        last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  end if;
  return changed;
end
$$;

comment on function app.store_site_series(uuid, timestamp, timestamp, text[], timestamp[],
  timestamp[], double precision[], boolean) is
  'Makes the consumption and charger power of a site, of periods that start in [from_utc, to_utc), '
  'equal to these periods: what is not among them is deleted (keeps: only where one of them overlaps '
  'it). Returns how many rows changed; then the sun of charging sessions there is counted again. '
  'Caller: the owner (sql/loggers/generation.ts). Lock: the rows written, the site''s row of '
  'app.changed_ranges.';
