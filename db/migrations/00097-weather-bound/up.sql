set local check_function_bodies = off;

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
    raise 'A group may store % values of weather a day (UTC), where gaps count and each run counts '
      'as 24 more; this request would make it %. Send fewer runs, or go on tomorrow.', most_values, added using errcode = 'SC429';
  end if;
  return query select s.place, s.run, s.outcome
    from jsonb_to_recordset(stored) as s (place integer, run uuid, outcome text) order by s.place;
end
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
      24 + greatest(w.value_count, w.hour_count)
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

comment on function app.store_weather(jsonb, uuid) is 'Stores runs of weather models that a group sends (NULL: that the service fetched), and returns what became of each by its place in `runs`, from 1: inserted, unchanged (stored already with the same values), or conflicting (stored already with other values, which stay); value_count is what it counts for the day''s bound: its values, gaps too, and a day for what is kept for good. runs: [{source, site_uuid or latitude and longitude, issued_utc, content}], as domain/weather/stored_run.ts makes them. Caller: app.send_weather, sql/weather/weather_runs.ts. Lock: the new rows; another one that stores the same run is waited for.';
