set local check_function_bodies = off;

drop view app.weather_values;

alter table app.weather_days
  drop constraint weather_days_series_uuid_fkey;

alter table app.weather_run_values
  drop constraint weather_run_values_weather_run_uuid_fkey;

alter table app.weather_runs
  drop constraint weather_runs_series_uuid_fkey;

alter table app.weather_sent
  drop constraint weather_sent_site_group_uuid_fkey;

alter table app.weather_series
  drop constraint weather_series_site_group_uuid_fkey;

alter table app.weather_series
  drop constraint weather_series_site_uuid_fkey;

drop function app.chosen_weather(uuid[], timestamp without time zone);

drop function app.keep_weather_days(uuid[], date);

drop function
  app.kilometres(double precision, double precision, double precision, double precision);

drop function
  app.list_weather_runs(uuid, text, uuid, double precision, double precision, timestamp without
  time zone, timestamp without time zone, timestamp without time zone, uuid, integer);

drop function
  app.past_weather(uuid[], timestamp without time zone, timestamp without time zone, timestamp
  without time zone);

drop function app.send_weather(jsonb, integer);

drop function app.sent_weather(jsonb);

drop function app.store_weather(jsonb, uuid);

drop function app.values_of_weather_run(uuid);

drop function app.visible_weather();

drop function app.weather_distance();

drop function
  app.weather_hours(uuid[], timestamp without time zone, timestamp without time zone, timestamp
  without time zone, interval);

drop function app.weather_near(uuid[]);

drop function
  app.weather_of_site(uuid, timestamp without time zone, timestamp without time zone, timestamp
  without time zone);

-- Loses data.
drop table app.weather_days;

-- Loses data.
drop table app.weather_run_values;

-- Loses data.
drop table app.weather_runs;

-- Loses data.
drop table app.weather_sent;

-- Loses data.
drop table app.weather_series;

-- Loses data.
drop table app.weather_settings;
