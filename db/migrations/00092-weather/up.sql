set local check_function_bodies = off;

create table app.weather_days (
  series_uuid uuid not null,
  day date not null,
  issued_utc timestamp without time zone[] not null,
  received_utc timestamp without time zone[] not null,
  ghi_w_m2 real[],
  dni_w_m2 real[],
  dhi_w_m2 real[],
  cloud_cover real[],
  temperature_c real[],
  wind_speed_m_s real[],
  wind_height_m real[],
  wind_direction_degrees real[],
  gusts_m_s real[],
  precipitation_mm real[],
  constraint weather_days_pkey primary key (series_uuid, day)
);

create table app.weather_run_values (
  weather_run_uuid uuid not null,
  starts timestamp without time zone[] not null,
  ends timestamp without time zone[] not null,
  ghi_w_m2 real[],
  dni_w_m2 real[],
  dhi_w_m2 real[],
  cloud_cover real[],
  temperature_c real[],
  wind_speed_m_s real[],
  wind_height_m real[],
  wind_direction_degrees real[],
  gusts_m_s real[],
  precipitation_mm real[],
  constraint weather_run_values_pkey primary key (weather_run_uuid)
);

create table app.weather_runs (
  weather_run_uuid uuid not null default gen_random_uuid(),
  series_uuid uuid not null,
  issued_utc timestamp without time zone not null,
  received_utc timestamp without time zone not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone not null,
  value_count integer not null,
  digest bytea not null,
  is_hourly boolean not null,
  is_kept boolean not null default false,
  first_hour_utc timestamp without time zone not null,
  hour_count integer not null,
  gaps integer[],
  ghi_w_m2 real[],
  dni_w_m2 real[],
  dhi_w_m2 real[],
  cloud_cover real[],
  temperature_c real[],
  wind_speed_m_s real[],
  wind_height_m real[],
  wind_direction_degrees real[],
  gusts_m_s real[],
  precipitation_mm real[],
  constraint weather_runs_key unique (series_uuid, issued_utc),
  constraint weather_runs_pkey primary key (weather_run_uuid)
);

create table app.weather_sent (
  site_group_uuid uuid not null,
  day date not null,
  value_count bigint not null,
  constraint weather_sent_pkey primary key (site_group_uuid)
);

alter table app.weather_sent
  enable row level security;

create table app.weather_series (
  series_uuid uuid not null default gen_random_uuid(),
  source text not null,
  site_group_uuid uuid,
  site_uuid uuid,
  latitude double precision,
  longitude double precision,
  constraint weather_series_key unique nulls
    not DISTINCT (source, site_group_uuid, site_uuid, latitude, longitude),
  constraint weather_series_pkey primary key (series_uuid),
  constraint weather_series_place_check check ((((site_uuid IS NULL) = (latitude IS
    NOT NULL)) AND ((site_uuid IS NULL) = (longitude IS NOT NULL))))
);

alter table app.weather_series
  enable row level security;

create table app.weather_settings (
  is_only boolean not null default true,
  distance_km real not null,
  constraint weather_settings_is_only_check check (is_only),
  constraint weather_settings_pkey primary key (is_only)
);

create or replace function app.chosen_weather (
  sites uuid[],
  as_of timestamp without time zone
)
  returns table (
    site_uuid uuid,
    series_uuid uuid,
    source text
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    select distinct on (n.site_uuid) n.site_uuid, n.series_uuid, w.source
    from app.weather_near(sites) n
    join app.weather_series w on w.series_uuid = n.series_uuid
    cross join lateral (
      (select r.issued_utc, r.end_utc from app.weather_runs r
        where r.series_uuid = n.series_uuid and r.issued_utc <= as_of and r.received_utc <= as_of
        order by r.issued_utc desc limit 1)
      union all
      -- Once runs are removed, the days that are kept tell of them.
      (select d.day::timestamp, d.day::timestamp from app.weather_days d
        where d.series_uuid = n.series_uuid and d.day <= as_of order by d.day desc limit 1)
      order by 1 desc limit 1) newest
    where w.site_group_uuid is null or exists (select 1 from site_group_sites g
      where g.site_uuid = n.site_uuid and g.site_group_uuid = w.site_group_uuid)
    order by n.site_uuid, newest.end_utc <= as_of, w.site_group_uuid is null,
      newest.issued_utc desc, w.source, w.site_uuid is null, n.km, n.series_uuid;
end
$function$;

create or replace function app.keep_weather_days (
  series uuid[],
  until date
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  from_utc timestamp := (select date_trunc('day', min(r.start_utc)) from app.weather_runs r
    where r.series_uuid = any(series) and not r.is_kept);
  days integer;
begin
  insert into app.weather_days (series_uuid, day, issued_utc, received_utc,
    ghi_w_m2, dni_w_m2, dhi_w_m2, cloud_cover, temperature_c,
    wind_speed_m_s, wind_height_m, wind_direction_degrees,
    gusts_m_s, precipitation_mm)
  with hours as materialized (
    select h.* from app.weather_hours(series, from_utc, until,
      clock_timestamp() at time zone 'utc', interval '12 hours') h
    where not exists (select 1 from app.weather_days d
      where d.series_uuid = h.series_uuid and d.day = h.hour_utc::date)),
  days as (select distinct hours.series_uuid, hours.hour_utc::date as day from hours)
  select d.series_uuid, d.day, array_agg(h.issued_utc order by place),
    array_agg(h.received_utc order by place),
    case when count(h.ghi_w_m2) > 0 then array_agg(h.ghi_w_m2 order by place) end,
    case when count(h.dni_w_m2) > 0 then array_agg(h.dni_w_m2 order by place) end,
    case when count(h.dhi_w_m2) > 0 then array_agg(h.dhi_w_m2 order by place) end,
    case when count(h.cloud_cover) > 0 then array_agg(h.cloud_cover order by place) end,
    case when count(h.temperature_c) > 0 then array_agg(h.temperature_c order by place) end,
    case when count(h.wind_speed_m_s) > 0 then array_agg(h.wind_speed_m_s order by place) end,
    case when count(h.wind_height_m) > 0 then array_agg(h.wind_height_m order by place) end,
    case when count(h.wind_direction_degrees) > 0 then array_agg(h.wind_direction_degrees order by place) end,
    case when count(h.gusts_m_s) > 0 then array_agg(h.gusts_m_s order by place) end,
    case when count(h.precipitation_mm) > 0 then array_agg(h.precipitation_mm order by place) end
  from days d cross join generate_series(0, 23) place
  left join hours h on h.series_uuid = d.series_uuid
    and h.hour_utc = d.day + place * interval '1 hour'
  group by d.series_uuid, d.day
  on conflict do nothing;
  get diagnostics days = row_count;
  update app.weather_runs set is_kept = true
  where series_uuid = any(series) and not is_kept and end_utc <= until;
  return days;
end
$function$;

create or replace function app.kilometres (
  latitude_a double precision,
  longitude_a double precision,
  latitude_b double precision,
  longitude_b double precision
)
  returns double precision
  language sql
  immutable
  parallel safe
  AS $function$
select 2 * 6371 * asin(least(1, sqrt(sind((latitude_a - latitude_b) / 2) ^ 2
  + cosd(latitude_a) * cosd(latitude_b) * sind((longitude_a - longitude_b) / 2) ^ 2)))
$function$;

create or replace function app.list_weather_runs (
  of_run uuid,
  of_source text,
  of_site uuid,
  latitude double precision,
  longitude double precision,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  before_utc timestamp without time zone,
  before_run uuid,
  most integer
)
  returns table (
    weather_run_uuid uuid,
    source text,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    run_latitude double precision,
    run_longitude double precision,
    site_uuid uuid,
    origin text,
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    value_count integer
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  most_km double precision := app.weather_distance();
  visible uuid[] := app.visible_weather();
  near_site uuid[] := array(select n.series_uuid from app.weather_near(array[of_site]) n
    where of_site = any(app.visible_sites()));
begin
  return query
    select r.weather_run_uuid, w.source, r.issued_utc, r.received_utc, w.latitude, w.longitude,
      w.site_uuid, case when w.site_group_uuid is null then 'fetched'
        when w.site_group_uuid = app.group_uuid() then 'own' else 'other' end,
      r.start_utc, r.end_utc, r.value_count
    from app.weather_runs r join app.weather_series w on w.series_uuid = r.series_uuid
    where r.series_uuid = any(visible)
      and (of_run is null or r.weather_run_uuid = of_run)
      and (of_source is null or w.source = of_source)
      and (of_site is null or r.series_uuid = any(near_site))
      and (list_weather_runs.latitude is null or app.kilometres(list_weather_runs.latitude,
        list_weather_runs.longitude, w.latitude, w.longitude) <= most_km)
      and r.issued_utc >= from_utc and r.issued_utc < to_utc
      and (before_utc is null or (r.issued_utc, r.weather_run_uuid) < (before_utc, before_run))
    order by r.issued_utc desc, r.weather_run_uuid desc
    limit most;
end
$function$;

create or replace function app.past_weather (
  series uuid[],
  range_start timestamp without time zone,
  range_end timestamp without time zone,
  as_of timestamp without time zone
)
  returns table (
    series_uuid uuid,
    hour_utc timestamp without time zone,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    ghi_w_m2 real,
    dni_w_m2 real,
    dhi_w_m2 real,
    cloud_cover real,
    temperature_c real,
    wind_speed_m_s real,
    wind_height_m real,
    wind_direction_degrees real,
    gusts_m_s real,
    precipitation_mm real
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  open_utc timestamp := (select min(r.start_utc) from app.weather_runs r
    where r.series_uuid = any(series) and not r.is_kept);
begin
  return query
    select d.series_uuid, d.day + (place - 1) * interval '1 hour', h.issued_utc, h.received_utc,
      h.ghi_w_m2, h.dni_w_m2, h.dhi_w_m2,
      h.cloud_cover, h.temperature_c, h.wind_speed_m_s,
      h.wind_height_m, h.wind_direction_degrees,
      h.gusts_m_s, h.precipitation_mm
    from app.weather_days d cross join lateral unnest(d.issued_utc, d.received_utc,
      d.ghi_w_m2, d.dni_w_m2, d.dhi_w_m2,
      d.cloud_cover, d.temperature_c, d.wind_speed_m_s,
      d.wind_height_m, d.wind_direction_degrees,
      d.gusts_m_s, d.precipitation_mm)
      with ordinality h (issued_utc, received_utc,
      ghi_w_m2, dni_w_m2, dhi_w_m2,
      cloud_cover, temperature_c, wind_speed_m_s,
      wind_height_m, wind_direction_degrees,
      gusts_m_s, precipitation_mm, place)
    where d.series_uuid = any(series)
      and d.day >= range_start::date and d.day <= range_end::date
      and d.day + (place - 1) * interval '1 hour' >= range_start
      and d.day + (place - 1) * interval '1 hour' < range_end
      and h.issued_utc <= as_of and h.received_utc <= as_of;
  return query
    select h.* from app.weather_hours(series,
      greatest(range_start, date_trunc('hour', open_utc)), range_end, as_of, interval '12 hours') h
    where open_utc is not null and not exists (select 1 from app.weather_days d
      where d.series_uuid = h.series_uuid and d.day = h.hour_utc::date);
end
$function$;

create or replace function app.send_weather (
  runs jsonb,
  most_values integer
)
  returns table (
    place integer,
    weather_run_uuid uuid,
    outcome text
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  sender uuid := app.group_uuid();
  ours uuid[] := app.visible_sites();
  most_km double precision := app.weather_distance();
  wrong integer;
  stored jsonb;
  added bigint;
  today date := (now() at time zone 'utc')::date;
begin
  select min(r.place) into wrong from app.sent_weather(runs) r
  where r.site_uuid is not null and r.site_uuid <> all(ours);
  if wrong is not null or sender is null then
    raise 'Run %: there is no such site here.', wrong using errcode = 'SC404';
  end if;
  if app.only_sites() is not null then
    select min(r.place) into wrong from app.sent_weather(runs) r
    where r.site_uuid is null and not exists (select 1 from sites s where s.site_uuid = any(ours)
      and app.kilometres(s.latitude, s.longitude, r.latitude, r.longitude) <= most_km);
    if wrong is not null then
      raise 'Run %: this token is limited to some sites, and none is within % km of the place. '
        'Send site_uuid.', wrong, most_km
        using errcode = 'SC422', column = format('runs.%s.latitude', wrong - 1);
    end if;
  end if;
  select jsonb_agg(jsonb_build_object('place', s.place, 'run', s.weather_run_uuid,
      'outcome', s.outcome) order by s.place),
    coalesce(sum(s.value_count) filter (where s.outcome = 'inserted'), 0)
  into stored, added from app.store_weather(runs, sender) s;
  insert into app.weather_sent as w (site_group_uuid, day, value_count)
  values (sender, today, added)
  on conflict (site_group_uuid) do update set day = excluded.day,
    value_count = excluded.value_count + case when w.day = excluded.day then w.value_count else 0 end
  returning w.value_count into added;
  if added > most_values then
    raise 'A group may store % values of weather a day (UTC); this request would make it %. Send '
      'fewer places or hours, or go on tomorrow.', most_values, added using errcode = 'SC429';
  end if;
  return query select s.place, s.run, s.outcome
    from jsonb_to_recordset(stored) as s (place integer, run uuid, outcome text) order by s.place;
end
$function$;

create or replace function app.sent_weather (
  runs jsonb
)
  returns table (
    place integer,
    source text,
    site_uuid uuid,
    latitude double precision,
    longitude double precision,
    issued_utc timestamp without time zone,
    content jsonb
  )
  language sql
  immutable
  AS $function$
select r.place::integer, r.source, r.site_uuid, r.latitude, r.longitude, r.issued_utc, r.content
from rows from (jsonb_to_recordset(runs) as (source text, site_uuid uuid,
    latitude double precision, longitude double precision, issued_utc timestamp, content jsonb))
  with ordinality r (source, site_uuid, latitude, longitude, issued_utc, content, place)
$function$;

create or replace function app.store_weather (
  runs jsonb,
  sender uuid
)
  returns table (
    place integer,
    weather_run_uuid uuid,
    outcome text,
    value_count integer
  )
  language plpgsql
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  now_utc timestamp := clock_timestamp() at time zone 'utc';
  added uuid[];
begin
  insert into app.weather_series (source, site_group_uuid, site_uuid, latitude, longitude)
  select distinct r.source, sender, r.site_uuid, r.latitude, r.longitude
  from jsonb_to_recordset(runs) as r (source text, site_uuid uuid, latitude double precision,
    longitude double precision)
  order by 1, 3, 4, 5
  on conflict do nothing;
  with sent as materialized (
    select distinct on (s.series_uuid, r.issued_utc) s.series_uuid, r.issued_utc, r.content
    from app.sent_weather(runs) r join app.weather_series s on s.source = r.source
      and s.site_group_uuid is not distinct from sender
      and s.site_uuid is not distinct from r.site_uuid
      and s.latitude is not distinct from r.latitude
      and s.longitude is not distinct from r.longitude
    order by s.series_uuid, r.issued_utc, r.place),
  stored as (
    insert into app.weather_runs as w (series_uuid, issued_utc, received_utc, digest, is_hourly,
      start_utc, end_utc, value_count, first_hour_utc, hour_count, gaps,
      ghi_w_m2, dni_w_m2, dhi_w_m2,
      cloud_cover, temperature_c, wind_speed_m_s,
      wind_height_m, wind_direction_degrees,
      gusts_m_s, precipitation_mm)
    select s.series_uuid, s.issued_utc, now_utc, sha256(convert_to(s.content::text, 'UTF8')),
      not s.content ? 'sent', c.start_utc, c.end_utc, c.value_count, c.first_hour_utc,
      c.hour_count, c.gaps,
      c.ghi_w_m2, c.dni_w_m2, c.dhi_w_m2,
      c.cloud_cover, c.temperature_c, c.wind_speed_m_s,
      c.wind_height_m, c.wind_direction_degrees,
      c.gusts_m_s, c.precipitation_mm
    from sent s cross join lateral jsonb_to_record(s.content) as c (start_utc timestamp,
      end_utc timestamp, value_count integer, first_hour_utc timestamp, hour_count integer,
      gaps integer[],
          ghi_w_m2 real[], dni_w_m2 real[], dhi_w_m2 real[],
          cloud_cover real[], temperature_c real[], wind_speed_m_s real[],
          wind_height_m real[], wind_direction_degrees real[],
          gusts_m_s real[], precipitation_mm real[])
    order by s.series_uuid, s.issued_utc
    on conflict do nothing
    returning w.weather_run_uuid, w.series_uuid, w.issued_utc),
  as_sent as (
    insert into app.weather_run_values (weather_run_uuid, starts, ends,
      ghi_w_m2, dni_w_m2, dhi_w_m2,
      cloud_cover, temperature_c, wind_speed_m_s,
      wind_height_m, wind_direction_degrees,
      gusts_m_s, precipitation_mm)
    select n.weather_run_uuid, v.starts, v.ends,
      v.ghi_w_m2, v.dni_w_m2, v.dhi_w_m2,
      v.cloud_cover, v.temperature_c, v.wind_speed_m_s,
      v.wind_height_m, v.wind_direction_degrees,
      v.gusts_m_s, v.precipitation_mm
    from stored n join sent s using (series_uuid, issued_utc)
    cross join lateral jsonb_to_record(s.content -> 'sent') as v (starts timestamp[],
      ends timestamp[],
          ghi_w_m2 real[], dni_w_m2 real[], dhi_w_m2 real[],
          cloud_cover real[], temperature_c real[], wind_speed_m_s real[],
          wind_height_m real[], wind_direction_degrees real[],
          gusts_m_s real[], precipitation_mm real[])
    where s.content ? 'sent')
  select array_agg(n.weather_run_uuid) into added from stored n;
  -- A later statement, so that it sees what others stored while this one waited for them.
  return query
    select r.place, w.weather_run_uuid,
      case when sha256(convert_to(r.content::text, 'UTF8')) <> w.digest then 'conflicting'
        when w.weather_run_uuid = any(added) and row_number() over (
          partition by w.weather_run_uuid order by r.place) = 1 then 'inserted'
        else 'unchanged' end,
      w.value_count
    from app.sent_weather(runs) r
    join app.weather_series s on s.source = r.source
      and s.site_group_uuid is not distinct from sender
      and s.site_uuid is not distinct from r.site_uuid
      and s.latitude is not distinct from r.latitude
      and s.longitude is not distinct from r.longitude
    join app.weather_runs w on w.series_uuid = s.series_uuid and w.issued_utc = r.issued_utc
    order by r.place;
end
$function$;

create or replace function app.values_of_weather_run (
  run uuid
)
  returns table (
    start_utc timestamp without time zone,
    end_utc timestamp without time zone,
    ghi_w_m2 real,
    dni_w_m2 real,
    dhi_w_m2 real,
    cloud_cover real,
    temperature_c real,
    wind_speed_m_s real,
    wind_height_m real,
    wind_direction_degrees real,
    gusts_m_s real,
    precipitation_mm real
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  if not exists (select 1 from app.weather_runs r
    where r.weather_run_uuid = run and r.series_uuid = any(app.visible_weather())) then return;
  end if;
  return query
    select v.start_utc, v.end_utc,
      v.ghi_w_m2, v.dni_w_m2, v.dhi_w_m2,
      v.cloud_cover, v.temperature_c, v.wind_speed_m_s,
      v.wind_height_m, v.wind_direction_degrees,
      v.gusts_m_s, v.precipitation_mm
    from app.weather_values v where v.weather_run_uuid = run order by v.start_utc;
end
$function$;

create or replace function app.visible_weather()
  returns uuid[]
  language sql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
select array(
  select series_uuid from app.weather_series
  where site_group_uuid = app.group_uuid() and app.only_sites() is null
  union
  select series_uuid from app.weather_near(app.visible_sites()))
$function$;

create or replace function app.weather_distance()
  returns double precision
  language sql
  stable
  AS $function$
select coalesce((select distance_km from app.weather_settings), 5)::double precision
$function$;

create or replace function app.weather_hours (
  series uuid[],
  range_start timestamp without time zone,
  range_end timestamp without time zone,
  as_of timestamp without time zone,
  lead interval
)
  returns table (
    series_uuid uuid,
    hour_utc timestamp without time zone,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    ghi_w_m2 real,
    dni_w_m2 real,
    dhi_w_m2 real,
    cloud_cover real,
    temperature_c real,
    wind_speed_m_s real,
    wind_height_m real,
    wind_direction_degrees real,
    gusts_m_s real,
    precipitation_mm real
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  return query
    with covered as (
      select r.weather_run_uuid, r.series_uuid, r.issued_utc, place,
        greatest(r.issued_utc, r.received_utc) as there_utc,
        r.first_hour_utc + place * interval '1 hour' as hour_utc
      from app.weather_runs r cross join lateral generate_series(
        greatest(0, ceil(extract(epoch from range_start - r.first_hour_utc) / 3600))::integer,
        least(r.hour_count,
          floor(extract(epoch from range_end - r.first_hour_utc) / 3600))::integer - 1) place
      where r.series_uuid = any(series) and r.end_utc > range_start and r.start_utc < range_end
        and r.issued_utc <= as_of and r.received_utc <= as_of
        and (r.gaps is null or place <> all(r.gaps))),
    chosen as (
      select distinct on (c.series_uuid, c.hour_utc) c.*
      from covered c
      order by c.series_uuid, c.hour_utc, c.there_utc > c.hour_utc - lead,
        c.issued_utc > c.hour_utc - lead,
        case when c.issued_utc <= c.hour_utc - lead then c.issued_utc end desc,
        c.there_utc, c.issued_utc desc)
    select r.series_uuid, c.hour_utc, r.issued_utc, r.received_utc,
      r.ghi_w_m2[place + 1], r.dni_w_m2[place + 1],
      r.dhi_w_m2[place + 1], r.cloud_cover[place + 1],
      r.temperature_c[place + 1], r.wind_speed_m_s[place + 1],
      r.wind_height_m[place + 1], r.wind_direction_degrees[place + 1],
      r.gusts_m_s[place + 1], r.precipitation_mm[place + 1]
    from chosen c join app.weather_runs r using (weather_run_uuid);
end
$function$;

create or replace function app.weather_near (
  sites uuid[]
)
  returns table (
    site_uuid uuid,
    series_uuid uuid,
    km double precision
  )
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
declare
  most_km double precision := app.weather_distance();
begin
  return query
    select w.site_uuid, w.series_uuid, 0::double precision
    from app.weather_series w where w.site_uuid = any(sites)
    union all
    select s.site_uuid, w.series_uuid,
      app.kilometres(s.latitude, s.longitude, w.latitude, w.longitude)
    from sites s join app.weather_series w
      -- A degree of latitude has more than 110 km everywhere.
      on w.latitude between s.latitude - most_km / 110 and s.latitude + most_km / 110
    where s.site_uuid = any(sites)
      and app.kilometres(s.latitude, s.longitude, w.latitude, w.longitude) <= most_km;
end
$function$;

create or replace function app.weather_of_site (
  site uuid,
  range_start timestamp without time zone,
  range_end timestamp without time zone,
  as_of timestamp without time zone
)
  returns table (
    source text,
    hour_utc timestamp without time zone,
    issued_utc timestamp without time zone,
    received_utc timestamp without time zone,
    ghi_w_m2 real,
    dni_w_m2 real,
    dhi_w_m2 real,
    cloud_cover real,
    temperature_c real,
    wind_speed_m_s real,
    wind_height_m real,
    wind_direction_degrees real,
    gusts_m_s real,
    precipitation_mm real
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
#variable_conflict use_column
begin
  if site <> all(app.visible_sites()) then return; end if;
  return query
    select c.source, h.hour_utc, h.issued_utc, h.received_utc,
      h.ghi_w_m2, h.dni_w_m2, h.dhi_w_m2,
      h.cloud_cover, h.temperature_c, h.wind_speed_m_s,
      h.wind_height_m, h.wind_direction_degrees,
      h.gusts_m_s, h.precipitation_mm
    from app.chosen_weather(array[site], as_of) c
    cross join lateral app.weather_hours(array[c.series_uuid], range_start, range_end, as_of,
      interval '-200 years') h
    order by h.hour_utc;
end
$function$;

alter table app.weather_run_values
  add constraint weather_run_values_weather_run_uuid_fkey foreign key (weather_run_uuid)
    references app.weather_runs(weather_run_uuid) on delete cascade;

alter table app.weather_sent
  add constraint weather_sent_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.weather_days
  add constraint weather_days_series_uuid_fkey foreign key (series_uuid)
    references app.weather_series(series_uuid) on delete cascade;

alter table app.weather_runs
  add constraint weather_runs_series_uuid_fkey foreign key (series_uuid)
    references app.weather_series(series_uuid) on delete cascade;

alter table app.weather_series
  add constraint weather_series_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete cascade;

alter table app.weather_series
  add constraint weather_series_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create view app.weather_values AS  SELECT r.weather_run_uuid,
    w.source,
    w.site_group_uuid,
    w.site_uuid,
    w.latitude,
    w.longitude,
    r.issued_utc,
    r.received_utc,
    v.start_utc,
    v.end_utc,
    v.ghi_w_m2,
    v.dni_w_m2,
    v.dhi_w_m2,
    v.cloud_cover,
    v.temperature_c,
    v.wind_speed_m_s,
    v.wind_height_m,
    v.wind_direction_degrees,
    v.gusts_m_s,
    v.precipitation_mm
   FROM (((app.weather_runs r
     JOIN app.weather_series w ON ((w.series_uuid = r.series_uuid)))
     LEFT JOIN app.weather_run_values a ON ((a.weather_run_uuid = r.weather_run_uuid)))
     CROSS JOIN LATERAL ( SELECT (r.first_hour_utc + (((place.place - 1))::double precision * '01:00:00'::interval)) AS start_utc,
            (r.first_hour_utc + ((place.place)::double precision * '01:00:00'::interval)) AS end_utc,
            r.ghi_w_m2[place.place] AS ghi_w_m2,
            r.dni_w_m2[place.place] AS dni_w_m2,
            r.dhi_w_m2[place.place] AS dhi_w_m2,
            r.cloud_cover[place.place] AS cloud_cover,
            r.temperature_c[place.place] AS temperature_c,
            r.wind_speed_m_s[place.place] AS wind_speed_m_s,
            r.wind_height_m[place.place] AS wind_height_m,
            r.wind_direction_degrees[place.place] AS wind_direction_degrees,
            r.gusts_m_s[place.place] AS gusts_m_s,
            r.precipitation_mm[place.place] AS precipitation_mm
           FROM generate_series(1, r.hour_count) place(place)
          WHERE r.is_hourly
        UNION ALL
         SELECT a.starts[place.place] AS starts,
            a.ends[place.place] AS ends,
            a.ghi_w_m2[place.place] AS ghi_w_m2,
            a.dni_w_m2[place.place] AS dni_w_m2,
            a.dhi_w_m2[place.place] AS dhi_w_m2,
            a.cloud_cover[place.place] AS cloud_cover,
            a.temperature_c[place.place] AS temperature_c,
            a.wind_speed_m_s[place.place] AS wind_speed_m_s,
            a.wind_height_m[place.place] AS wind_height_m,
            a.wind_direction_degrees[place.place] AS wind_direction_degrees,
            a.gusts_m_s[place.place] AS gusts_m_s,
            a.precipitation_mm[place.place] AS precipitation_mm
           FROM generate_series(1, cardinality(a.starts)) place(place)
          WHERE (NOT r.is_hourly)) v);

create index ix_weather_runs_end_utc on app.weather_runs using btree (series_uuid, end_utc);

create index ix_weather_runs_issued_utc on app.weather_runs
  using btree (issued_utc, weather_run_uuid);

create index ix_weather_series_latitude on app.weather_series using btree (latitude);

create index ix_weather_series_site_group_uuid on app.weather_series using btree (site_group_uuid);

create index ix_weather_series_site_uuid on app.weather_series using btree (site_uuid);

create index weather_runs_open on app.weather_runs using btree (series_uuid, start_utc)
  where (not is_kept);

create policy by_group on app.weather_sent
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

create policy by_group on app.weather_series
  for all
  to sitecast_app
  using
    ((site_group_uuid = (NULLIF(current_setting('app.site_group_uuid'::text, true),
    ''::text))::uuid));

comment on column app.weather_days.cloud_cover is 'Of each hour: mean cloud cover, 0 to 1. NULL: not given.';

comment on column app.weather_days.day is 'The day (UTC).';

comment on column app.weather_days.dhi_w_m2 is 'Of each hour: mean diffuse horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_days.dni_w_m2 is 'Of each hour: mean direct normal irradiance (W/m²). NULL: not given.';

comment on column app.weather_days.ghi_w_m2 is 'Of each hour: mean global horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_days.gusts_m_s is 'Of each hour: highest gust (m/s). NULL: not given.';

comment on column app.weather_days.issued_utc is 'Of each hour: when its run was made (UTC). NULL: no run has the hour.';

comment on column app.weather_days.precipitation_mm is 'Of each hour: rain and snow in all (mm of water). NULL: not given.';

comment on column app.weather_days.received_utc is 'Of each hour: when its run was stored here (UTC). NULL: no run has the hour.';

comment on column app.weather_days.series_uuid is 'Source and place.';

comment on column app.weather_days.temperature_c is 'Of each hour: mean temperature 2 m above the ground (°C). NULL: not given.';

comment on column app.weather_days.wind_direction_degrees is 'Of each hour: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';

comment on column app.weather_days.wind_height_m is 'Of each hour: height of the wind above the ground (m). NULL: not given.';

comment on column app.weather_days.wind_speed_m_s is 'Of each hour: mean wind speed (m/s). NULL: not given.';

comment on column app.weather_run_values.cloud_cover is 'Of each value: mean cloud cover, 0 to 1. NULL: not given.';

comment on column app.weather_run_values.dhi_w_m2 is 'Of each value: mean diffuse horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_run_values.dni_w_m2 is 'Of each value: mean direct normal irradiance (W/m²). NULL: not given.';

comment on column app.weather_run_values.ends is 'Of each value: end of its period, excluded (UTC).';

comment on column app.weather_run_values.ghi_w_m2 is 'Of each value: mean global horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_run_values.gusts_m_s is 'Of each value: highest gust (m/s). NULL: not given.';

comment on column app.weather_run_values.precipitation_mm is 'Of each value: rain and snow in all (mm of water). NULL: not given.';

comment on column app.weather_run_values.starts is 'Of each value: start of its period (UTC).';

comment on column app.weather_run_values.temperature_c is 'Of each value: mean temperature 2 m above the ground (°C). NULL: not given.';

comment on column app.weather_run_values.weather_run_uuid is 'The run.';

comment on column app.weather_run_values.wind_direction_degrees is 'Of each value: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';

comment on column app.weather_run_values.wind_height_m is 'Of each value: height of the wind above the ground (m). NULL: not given.';

comment on column app.weather_run_values.wind_speed_m_s is 'Of each value: mean wind speed (m/s). NULL: not given.';

comment on column app.weather_runs.cloud_cover is 'Of each hour: mean cloud cover, 0 to 1. NULL: not given.';

comment on column app.weather_runs.dhi_w_m2 is 'Of each hour: mean diffuse horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_runs.digest is 'SHA-256 of its values: the same run sent again is told from another one by it.';

comment on column app.weather_runs.dni_w_m2 is 'Of each hour: mean direct normal irradiance (W/m²). NULL: not given.';

comment on column app.weather_runs.end_utc is 'End of its last value, excluded (UTC).';

comment on column app.weather_runs.first_hour_utc is 'Start of the first hour of the arrays (UTC).';

comment on column app.weather_runs.gaps is 'Hours without any value: their places in the arrays, from 0. NULL: none.';

comment on column app.weather_runs.ghi_w_m2 is 'Of each hour: mean global horizontal irradiance (W/m²). NULL: not given.';

comment on column app.weather_runs.gusts_m_s is 'Of each hour: highest gust (m/s). NULL: not given.';

comment on column app.weather_runs.hour_count is 'Hours in the arrays.';

comment on column app.weather_runs.is_hourly is 'True: it was sent hour after hour. False: app.weather_run_values has it as it was sent.';

comment on column app.weather_runs.is_kept is 'True: all its hours have passed, and weather_days has what is kept of them for good.';

comment on column app.weather_runs.issued_utc is 'When the run was made (UTC).';

comment on column app.weather_runs.precipitation_mm is 'Of each hour: rain and snow in all (mm of water). NULL: not given.';

comment on column app.weather_runs.received_utc is 'When it was stored here (UTC).';

comment on column app.weather_runs.series_uuid is 'Source and place of the run, and who sent it.';

comment on column app.weather_runs.start_utc is 'Start of its first value (UTC).';

comment on column app.weather_runs.temperature_c is 'Of each hour: mean temperature 2 m above the ground (°C). NULL: not given.';

comment on column app.weather_runs.value_count is 'How many values it was sent with.';

comment on column app.weather_runs.weather_run_uuid is 'Key of the run.';

comment on column app.weather_runs.wind_direction_degrees is 'Of each hour: mean direction from which the wind blows (degrees; 0 north, 90 east). NULL: not given.';

comment on column app.weather_runs.wind_height_m is 'Of each hour: height of the wind above the ground (m). NULL: not given.';

comment on column app.weather_runs.wind_speed_m_s is 'Of each hour: mean wind speed (m/s). NULL: not given.';

comment on column app.weather_sent.day is 'The UTC day.';

comment on column app.weather_sent.site_group_uuid is 'The group.';

comment on column app.weather_sent.value_count is 'Values of runs that were stored on that day.';

comment on column app.weather_series.latitude is 'Latitude of the place (degrees, WGS 84, to 4 decimals: 11 m). NULL: they are for a site.';

comment on column app.weather_series.longitude is 'Longitude of the place (degrees, WGS 84, to 4 decimals). NULL: they are for a site.';

comment on column app.weather_series.series_uuid is 'Key of the series.';

comment on column app.weather_series.site_group_uuid is 'The group that sends them. NULL: the service fetches them.';

comment on column app.weather_series.site_uuid is 'The site for which alone they are. NULL: they are for a place.';

comment on column app.weather_series.source is 'Who makes the runs, as in "icon-d2".';

comment on column app.weather_settings.distance_km is 'Up to so many km from a site a place has its weather (WEATHER_DISTANCE_KM).';

comment on column app.weather_settings.is_only is 'True: there is one row.';

comment on function app.chosen_weather(uuid[], timestamp without time zone) is
  'Returns the one series of weather that the forecasts of each of these sites use, by what had been issued and received by as_of: of those that the service fetched, and those that a group sent that has the site (never a stranger''s, who could spoil its forecasts). Those that still tell of the future come first, then sent before fetched, then the newest run, then the name of the source, then the nearest place. Sites without weather are left out. Caller: sql/weather/site_weather.ts, app.weather_of_site. Lock: none.';

comment on function app.keep_weather_days(uuid[], date) is 'Keeps for good what models learn from of the days of series before `until` (UTC) that weather_days lacks, and marks runs that it has the whole of. Returns the number of days. Caller: sql/weather/retention.ts. Lock: the new rows; the runs that it marks.';

comment on function
  app.kilometres(double precision, double precision, double precision, double precision) is
  'Returns the distance of two places on the ground in km: the haversine formula, for a sphere. Caller: app.weather_near, app.list_weather_runs. Lock: none.';

comment on function
  app.list_weather_runs(uuid, text, uuid, double precision, double precision, timestamp without
  time zone,
  timestamp without time zone,
  timestamp without time zone, uuid, integer) is 'Returns the runs of weather that the scope may see and that were issued in [from_utc, to_utc), the newest first, at most so many; one run, or of one source, or for a site and places near it, or of places near coordinates (NULL: of any). origin: own (the group sent it), other (another group did), fetched (the service did). With before_utc and before_run those that come after this run in the order. Caller: web roles (sql/weather/weather_runs.ts). Lock: none.';

comment on function
  app.past_weather(uuid[], timestamp without time zone, timestamp without time zone, timestamp
  without time zone) is 'Returns the hours of series in [range_start, range_end) that models learn from, by what had been issued and received by as_of: those that weather_days keeps, and those of days that it does not have yet by the same rule of 12 hours. Caller: sql/weather/site_weather.ts. Lock: none.';

comment on function app.send_weather(jsonb, integer) is 'Stores runs of weather models for the scope''s group as app.store_weather does. Throws SC404 for a site that is not the scope''s, SC422 for a place that is near none of the sites to which the API token is limited, SC429 when the group''s values of the day would be more than most_values. Caller: web roles (sql/weather/weather_runs.ts). Lock: as app.store_weather, and the group''s row of weather_sent.';

comment on function app.sent_weather(jsonb) is 'Returns the runs of a list as rows, with their places from 1. Caller: app.store_weather, app.send_weather. Lock: none.';

comment on function app.store_weather(jsonb, uuid) is 'Stores runs of weather models that a group sends (NULL: that the service fetched), and returns what became of each by its place in `runs`, from 1: inserted, unchanged (stored already with the same values), or conflicting (stored already with other values, which stay). runs: [{source, site_uuid or latitude and longitude, issued_utc, content}], as domain/weather/stored_run.ts makes them. Caller: app.send_weather, sql/weather/weather_runs.ts. Lock: the new rows; another one that stores the same run is waited for.';

comment on function app.values_of_weather_run(uuid) is 'Returns the values of a run of weather in the order of time; none for a run that the scope may not see. Caller: web roles (sql/weather/weather_runs.ts). Lock: none.';

comment on function app.visible_weather() is 'Returns the series of weather that the scope may see: those that its group sent, and those for its sites or for places near them. An API token that is limited to sites sees these alone. Caller: app.list_weather_runs, app.values_of_weather_run. Lock: none.';

comment on function app.weather_distance() is 'Returns up to how many km from a site a place has its weather. Caller: app.weather_near, app.send_weather, app.list_weather_runs. Lock: none.';

comment on function
  app.weather_hours(uuid[], timestamp without time zone, timestamp without time zone, timestamp
  without time zone, interval) is 'Returns the hours of series in [range_start, range_end), each from the newest run that had been issued and received by as_of and so long (lead) before the hour began. Where there is none: the newest one that was issued in time, though received later; else the one that was there next. Hours without a run are left out. With a lead far below zero it is the newest run by as_of. Caller: app.past_weather, app.keep_weather_days, app.weather_of_site, sql/weather/site_weather.ts. Lock: none.';

comment on function app.weather_near(uuid[]) is 'Returns the series of weather for these sites themselves and for places near them, with the distance in km, whoever sent them. Caller: app.visible_weather, app.chosen_weather, app.list_weather_runs. Lock: none.';

comment on function
  app.weather_of_site(uuid, timestamp without time zone, timestamp without time zone, timestamp
  without time zone) is 'Returns the weather that the forecasts of a site use, by what had been issued and received by as_of, hour by hour; none for a site that is not the scope''s. Caller: web roles (sql/weather/weather_runs.ts). Lock: none.';

comment on table app.weather_days is 'The weather of past days that models learn from, for good: of each of the 24 hours of a UTC day what the newest run said that had been issued and received 12 hours before it, or else the next one after that. Written once, when the day is over; runs that come later change nothing.';

comment on table app.weather_run_values is 'Values of runs of weather models as they were sent, where these are not hour after hour.';

comment on table app.weather_runs is 'Runs of weather models, which never change: one row a run and place, with the mean of each hour. Removed WEATHER_RETENTION_DAYS after they were issued, once weather_days has their hours. Modellers read app.weather_values.';

comment on table app.weather_sent is 'How many values of weather a group stored on its last day of sending, which is bounded. Written by functions only.';

comment on table app.weather_series is 'What runs of a weather model are of: a source, and a place or a site, as a group sent it or the service fetched it. Sites near a place share its runs. Those for a site stay with it when it moves, and tell nobody where it is. Read and written by functions only.';

comment on table app.weather_settings is 'What functions of the database need to know of the settings of the service, which writes the one row as it starts. Without a row the defaults hold.';

comment on view app.weather_values is 'Runs of weather models as they were sent or fetched, one row a value: for modellers. Means of [start_utc, end_utc), gusts the highest, precipitation the sum; NULL: not given. site_group_uuid: who sent the run (NULL: the service fetched it); site_uuid: the site for which alone it is (NULL: it is for the place). All times are UTC. Ask for a range of issued_utc.';

revoke all on function app.chosen_weather(uuid[], timestamp without time zone) from public;

revoke all on function app.keep_weather_days(uuid[], date) from public;

revoke all
  on function
    app.kilometres(double precision, double precision, double precision, double precision)
  from public;

revoke all
  on function
    app.list_weather_runs(uuid, text, uuid, double precision, double precision, timestamp
    without time zone, timestamp without time zone, timestamp without time zone, uuid, integer)
  from public;

grant execute
  on function
    app.list_weather_runs(uuid, text, uuid, double precision, double precision, timestamp
    without time zone, timestamp without time zone, timestamp without time zone, uuid, integer)
  to sitecast_admin, sitecast_app;

revoke all
  on function
    app.past_weather(uuid[], timestamp without time zone, timestamp without time zone, timestamp
    without time zone)
  from public;

revoke all on function app.send_weather(jsonb, integer) from public;

grant execute on function app.send_weather(jsonb, integer) to sitecast_admin, sitecast_app;

revoke all on function app.sent_weather(jsonb) from public;

revoke all on function app.store_weather(jsonb, uuid) from public;

revoke all on function app.values_of_weather_run(uuid) from public;

grant execute on function app.values_of_weather_run(uuid) to sitecast_admin, sitecast_app;

revoke all on function app.visible_weather() from public;

revoke all on function app.weather_distance() from public;

revoke all
  on function
    app.weather_hours(uuid[], timestamp without time zone, timestamp without time zone,
    timestamp without time zone, interval)
  from public;

revoke all on function app.weather_near(uuid[]) from public;

revoke all
  on function
    app.weather_of_site(uuid, timestamp without time zone, timestamp without time zone,
    timestamp without time zone)
  from public;

grant execute
  on function
    app.weather_of_site(uuid, timestamp without time zone, timestamp without time zone,
    timestamp without time zone)
  to sitecast_admin, sitecast_app;

grant select on table app.weather_values to sitecast_sdk;
