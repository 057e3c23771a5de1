create function app.send_weather(runs jsonb, most_values integer)
returns table (place integer, weather_run_uuid uuid, outcome text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
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
$$;

comment on function app.send_weather(jsonb, integer) is
  'Stores runs of weather models for the scope''s group as app.store_weather does. Throws SC404 '
  'for a site that is not the scope''s, SC422 for a place that is near none of the sites to which '
  'the API token is limited, SC429 when the group''s values of the day would be more than '
  'most_values. Caller: web roles (sql/weather/weather_runs.ts). Lock: as app.store_weather, and '
  'the group''s row of weather_sent.';
grant execute on function app.send_weather(jsonb, integer) to sitecast_app, sitecast_admin;
