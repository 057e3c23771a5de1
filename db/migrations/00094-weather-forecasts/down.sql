set local check_function_bodies = off;

alter table app.generation_days
  drop constraint generation_days_site_uuid_fkey;

alter table app.weather_fits
  drop constraint weather_fits_site_uuid_fkey;

-- Loses data.
drop table app.generation_days;

-- Loses data.
drop table app.weather_fits;

create or replace function app.sweep()
  returns integer
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set lock_timeout to '1s'
  AS $function$
declare
  everywhere constant uuid := '00000000-0000-0000-0000-000000000000';
  truncations integer;
  changed uuid[];
  free uuid[];
  sites uuid[];
  counts bigint[];
  firsts timestamp[];
  lasts timestamp[];
begin
  if not exists (select 1 from app.generation_changes)
    or not pg_try_advisory_xact_lock(hashtext('app.sweep')) then
    return 0;
  end if;

  delete from app.generation_changes where site_uuid = everywhere;
  get diagnostics truncations = row_count;
  if truncations > 0 then
    insert into app.generation_changes (site_uuid, first_utc, last_utc)
    select s, '-infinity', 'infinity'
    from unnest(array(select site_uuid from sites)) s, generate_series(1, truncations);
  end if;

  changed := array(select distinct site_uuid from app.generation_changes);
  delete from app.generation_changes where site_uuid = any(array(
    select unnest(changed) except select site_uuid from sites));

  -- Sites whose revision somebody holds keep their changes until a later sweep.
  free := array(select site_uuid from site_revisions where site_uuid = any(changed)
    order by 1 for update skip locked);
  with swept as (
    delete from app.generation_changes where site_uuid = any(free)
    returning site_uuid, first_utc, last_utc)
  select array_agg(s), array_agg(n), array_agg(f), array_agg(l) into sites, counts, firsts, lasts
  from (select site_uuid, count(*), min(first_utc), max(last_utc) from swept
    group by 1 order by 1) c (s, n, f, l);
  if sites is null then return 0; end if;

  update site_revisions r set revision = r.revision + k.n
  from unnest(sites, counts) k (site_uuid, n) where r.site_uuid = k.site_uuid;
  insert into app.changed_ranges as c (follower, site_uuid, first_utc, last_utc)
  select follower, k.* from unnest(array['accuracy', 'attention', 'fits', 'sun']) follower,
    unnest(sites, firsts, lasts) k (site_uuid, first_utc, last_utc)
  where follower <> 'sun'
    or exists (select 1 from ev_charging_session s where s.site_uuid = k.site_uuid)
  order by 1, 2
  on conflict (follower, site_uuid) do update
    set first_utc = least(c.first_utc, excluded.first_utc),
      last_utc = greatest(c.last_utc, excluded.last_utc), changes = c.changes + 1;
  return (select sum(n) from unnest(counts) n);
end
$function$;

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site), fits (of the baseline) or sun (of charging sessions; only sites that have some; also changes of consumption and charger power).';

delete from app.changed_ranges where follower = 'hours';
