set local check_function_bodies = off;

create table app.generation_days (
  site_uuid uuid not null,
  day date not null,
  mean_kw real[] not null,
  constraint generation_days_pkey primary key (site_uuid, day)
);

create table app.weather_fits (
  site_uuid uuid not null,
  made_utc timestamp without time zone not null,
  version text not null,
  facts text not null,
  days integer not null,
  fit bytea,
  tilt real,
  orientation real,
  constraint weather_fits_pkey primary key (site_uuid)
);

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
  select follower, k.* from unnest(array['accuracy', 'attention', 'fits', 'hours',
      'sun']) follower,
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

alter table app.generation_days
  add constraint generation_days_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

alter table app.weather_fits
  add constraint weather_fits_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

comment on column app.changed_ranges.follower is 'What depends on measurements: accuracy (counted pairs), attention (what is wrong with the site), fits (of the baseline), hours (app.generation_days; of sites without weather the range only grows) or sun (of charging sessions; only sites that have some; also changes of consumption and charger power).';

comment on column app.generation_days.day is 'The day (UTC).';

comment on column app.generation_days.mean_kw is 'Mean power of each of the 24 hours (kW), as measured by periods of at most an hour. NULL: less than three quarters of the hour were measured.';

comment on column app.generation_days.site_uuid is 'The site.';

comment on column app.weather_fits.days is 'Days (UTC) with measured hours that it was made from.';

comment on column app.weather_fits.facts is 'The facts of the site that it was made with, as JSON; with other facts it is not used.';

comment on column app.weather_fits.fit is 'The parameters (domain/weather/model/pack_fit.ts). NULL: the history was too short.';

comment on column app.weather_fits.made_utc is 'When the fit was made (UTC): it knows nothing later.';

comment on column app.weather_fits.orientation is 'Orientation of the modules as clear hours show it (degrees from north). NULL: as the tilt.';

comment on column app.weather_fits.site_uuid is 'The site.';

comment on column app.weather_fits.tilt is 'Tilt of the modules as clear hours show it (degrees). NULL: as stated, or not to be told.';

comment on column app.weather_fits.version is 'Version of the model''s rules; a fit of another version is not used.';

comment on table app.generation_days is 'Measured power by hour, for good: what the forecast from weather learns from, of sites that have weather. A day without such an hour has no row. Counted again where measurements change, except where retention removes them. Marked outages and former capacities are left to the reader.';

comment on table app.weather_fits is 'What the forecast from weather has learned of a site, made again each week and when its history has grown by half. A fit can always be made again; it goes with its site.';

-- All measurements that are there are to be counted, once their site has weather.
insert into app.changed_ranges (follower, site_uuid, first_utc, last_utc)
select 'hours', site_uuid, '-infinity', 'infinity' from sites
on conflict (follower, site_uuid) do update
  set first_utc = '-infinity', last_utc = 'infinity', changes = changed_ranges.changes + 1;
