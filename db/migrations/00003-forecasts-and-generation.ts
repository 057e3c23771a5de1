// What sites will produce and what they did. forecast_values is the big one (the field's largest
// user writes 324 million rows a day), so it is cut into days from the start: retention drops a day.
import type postgres from "postgres";

const CREATED = "created_utc timestamp default (now() at time zone 'utc')";

export async function up(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    create table generation (
      generation_uuid uuid constraint generation_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_uuid uuid not null constraint generation_site_uuid_fkey references sites,
      generation_power_kw double precision not null,
      start_utc timestamp not null,
      end_utc timestamp not null,
      constraint uniq_cons_site_start_end unique (site_uuid, start_utc, end_utc)
    );
    create index ix_generation_start_utc on generation (start_utc);
    create index ix_generation_site_uuid on generation (site_uuid);

    create table forecasts (
      forecast_uuid uuid constraint forecasts_pkey primary key default gen_random_uuid(),
      ${CREATED},
      site_uuid uuid not null constraint forecasts_site_uuid_fkey references sites,
      timestamp_utc timestamp not null,
      forecast_version varchar(32) not null
    );
    create index ix_forecasts_site_uuid_timestamp_utc on forecasts (site_uuid, timestamp_utc);

    create table forecast_values (
      forecast_value_uuid uuid not null default gen_random_uuid(),
      ${CREATED},
      start_utc timestamp not null,
      end_utc timestamp not null,
      forecast_power_kw double precision not null,
      horizon_minutes integer default -1, -- NULL is allowed: older SDKs send it
      forecast_uuid uuid not null
        constraint forecast_values_forecast_uuid_fkey references forecasts,
      ml_model_uuid uuid constraint forecast_values_ml_model_uuid_fkey references ml_model,
      probabilistic_values jsonb not null default '{}',
      constraint forecast_values_pkey primary key (forecast_value_uuid, start_utc)
    ) partition by range (start_utc);
    create index ix_forecast_values_start_utc on forecast_values (start_utc);
    create index ix_forecast_values_forecast_uuid_horizon_minutes
      on forecast_values (forecast_uuid, horizon_minutes);
    create table forecast_values_default partition of forecast_values default;

    -- Makes the partitions of the days [from_day, to_day) that are missing, moving in what already
    -- fell into the default partition; answers how many it made. Attaching needs the default partition
    -- for itself: behind a long reader it gives up (55P03), or all who come later would queue up too.
    create function app.make_days(from_day date, to_day date) returns integer
    language plpgsql set lock_timeout = '3s' as $$
    declare
      day date;
      name text;
      made integer := 0;
    begin
      if not exists (
        select from generate_series(0, to_day - from_day - 1) n
        where to_regclass('public.forecast_values_' || to_char(from_day + n, 'YYYYMMDD')) is null) then
        return 0;
      end if;
      perform pg_advisory_xact_lock(hashtext('app.make_days'));
      for day in select from_day + n from generate_series(0, to_day - from_day - 1) n loop
        name := 'forecast_values_' || to_char(day, 'YYYYMMDD');
        -- Not by to_regclass, which may still know from before the lock that there was none.
        continue when exists (
          select from pg_class where relname = name and relnamespace = 'public'::regnamespace);
        execute format('create table public.%I (like public.forecast_values including defaults)', name);
        execute format(
          'with moved as (delete from public.forecast_values_default
             where start_utc >= %L and start_utc < %L returning *)
           insert into public.%I select * from moved', day, day + 1, name);
        execute format('alter table public.forecast_values attach partition public.%I
          for values from (%L) to (%L)', name, day, day + 1);
        made := made + 1;
      end loop;
      return made;
    end $$;
  `);
}

export async function down(sql: postgres.TransactionSql) {
  await sql.unsafe(`
    drop function app.make_days(date, date);
    drop table forecast_values, forecasts, generation;
  `);
}
