-- Bodies of functions may name tables that later migrations make.
set local check_function_bodies = off;

create table forecasts (
  forecast_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  site_uuid uuid not null,
  timestamp_utc timestamp not null,
  forecast_version varchar(32) not null,
  constraint forecasts_pkey primary key (forecast_uuid),
  constraint forecasts_site_uuid_fkey foreign key (site_uuid) references sites
);
create index ix_forecasts_site_uuid_timestamp_utc on forecasts (site_uuid, timestamp_utc);

create table forecast_values (
  forecast_value_uuid uuid not null default gen_random_uuid(),
  created_utc timestamp default (now() at time zone 'utc'),
  start_utc timestamp not null,
  end_utc timestamp not null,
  forecast_power_kw double precision not null,
  horizon_minutes integer default -1,
  forecast_uuid uuid not null,
  ml_model_uuid uuid,
  probabilistic_values jsonb not null default '{}',
  constraint forecast_values_pkey primary key (forecast_value_uuid, start_utc),
  constraint forecast_values_forecast_uuid_fkey foreign key (forecast_uuid) references forecasts,
  constraint forecast_values_ml_model_uuid_fkey foreign key (ml_model_uuid) references ml_model
) partition by range (start_utc);
create table forecast_values_default partition of forecast_values default;
create index ix_forecast_values_forecast_uuid_horizon_minutes
  on forecast_values (forecast_uuid, horizon_minutes);
create index ix_forecast_values_start_utc on forecast_values (start_utc);

create table latest_forecast_values (
  site_uuid uuid not null,
  start_utc timestamp not null,
  ml_model_uuid uuid not null,
  end_utc timestamp not null,
  forecast_power_kw double precision not null,
  probabilistic_values jsonb not null,
  horizon_minutes integer,
  forecast_uuid uuid not null,
  timestamp_utc timestamp not null,
  forecast_created_utc timestamp,
  constraint latest_forecast_values_pkey primary key (site_uuid, start_utc, ml_model_uuid)
) with (fillfactor = 50);

create table app.target_days (
  site_uuid uuid not null,
  day date not null,
  oldest_run_utc timestamp not null,
  in_order boolean not null default true,
  constraint target_days_pkey primary key (site_uuid, day),
  constraint target_days_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

create table app.baseline_fits (
  site_uuid uuid not null,
  day date not null,
  version text not null,
  fit jsonb not null,
  constraint baseline_fits_pkey primary key (site_uuid),
  constraint baseline_fits_site_uuid_fkey foreign key (site_uuid) references sites on delete cascade
);

create function app.drop_day(old_day date)
returns boolean
language plpgsql
set lock_timeout = '3s'
as $$
    declare
      name text := 'forecast_values_' || to_char(old_day, 'YYYYMMDD');
      shown uuid[];
    begin
      perform pg_advisory_xact_lock(hashtext('app.make_days'));
      if not exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.forecast_values'::regclass and c.relname = name) then
        return false;
      end if;
      lock table only public.forecast_values in access exclusive mode;
      select array_agg(s.site_uuid) into shown from public.sites s
      where exists (select from public.latest_forecast_values l where l.site_uuid = s.site_uuid
        and l.start_utc >= old_day and l.start_utc < old_day + 1);
      if shown is not null then
        perform set_config('lock_timeout', '500ms', true);
        perform app.touch_sites(shown);
        delete from public.latest_forecast_values l where l.site_uuid = any(shown)
          and l.start_utc >= old_day and l.start_utc < old_day + 1;
        perform set_config('lock_timeout', '3s', true);
      end if;
      execute format('drop table public.%I', name);
      return true;
    end $$;

create function app.find_or_make_model(of_name text, of_version text,
  new_description text default null)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    declare found_uuid uuid;
    begin
      for attempt in 1..2 loop
        select model_uuid into found_uuid from ml_model
        where name = of_name and version is not distinct from of_version
        order by created_utc, model_uuid limit 1;
        if found then return found_uuid; end if;
        perform pg_advisory_xact_lock(hashtext('ml_model'));
      end loop;
      insert into ml_model (name, version, description)
      values (of_name, of_version, coalesce(new_description, 'No description provided.'))
      returning model_uuid into found_uuid;
      return found_uuid;
    end $$;
grant execute on function app.find_or_make_model(text, text, text)
  to sitecast_app, sitecast_admin;

create function app.forecast_values_asked(of_sites uuid[], from_utc timestamp, to_utc timestamp,
  made_by timestamp, min_horizon integer, day_ahead interval, utc_offset interval, of_model text)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
    #variable_conflict use_column
    declare
      in_order boolean;
      sites uuid[]; -- with starts: what has no answer yet, where days are in order
      starts timestamp[];
      hours integer; -- how old runs may be this time, and how young they were the time before
      seen integer := 0;
      answers latest_forecast_values[];
    begin
      select bool_and(d.in_order), array_agg(distinct d.site_uuid) into in_order, of_sites
      from app.target_days d
      where d.site_uuid = any(of_sites) and d.site_uuid = any((select app.visible_sites())::uuid[])
        and d.day >= from_utc::date and d.day < to_utc;
      if in_order is null then return; end if;
      if in_order then
        select array_agg(k.site_uuid), array_agg(k.start_utc) into sites, starts from (
          select distinct l.site_uuid, l.start_utc
          from latest_forecast_values l join sites s on s.site_uuid = l.site_uuid
          left join ml_model m on m.model_uuid = l.ml_model_uuid
          left join ml_model own on own.model_uuid = s.ml_model_uuid
          where l.site_uuid = any(of_sites) and l.start_utc >= from_utc and l.start_utc < to_utc
            and (of_model is null and s.ml_model_uuid is null
              or m.name = coalesce(of_model, own.name))) k;
      end if;
      foreach hours in array case when in_order then array[2, 12, null] else array[null::integer] end
      loop
        if in_order then
          select min(k), max(k) + interval '1 microsecond' into from_utc, to_utc
          from unnest(starts) k;
          exit when from_utc is null;
        end if;
        with model as materialized (select m.model_uuid, m.name from ml_model m),
        days as materialized (
          select d.site_uuid, min(d.oldest_run_utc) as oldest_run_utc from app.target_days d
          where d.site_uuid = any(of_sites) and d.day >= from_utc::date and d.day < to_utc
          group by d.site_uuid),
        run as materialized (
          select f.*, of_model is null and s.ml_model_uuid is null as any_model,
            coalesce(of_model, own.name) as wanted_model
          from days d join sites s on s.site_uuid = d.site_uuid
          left join model own on own.model_uuid = s.ml_model_uuid
          cross join lateral (
            select f.forecast_uuid, f.site_uuid, f.timestamp_utc, f.created_utc from forecasts f
            where f.site_uuid = d.site_uuid and f.timestamp_utc >= d.oldest_run_utc
              and f.timestamp_utc < to_utc and f.timestamp_utc > '-infinity'
              and (hours is null or f.timestamp_utc >= least(from_utc, made_by, date_trunc('day', from_utc + utc_offset - interval '1 day') + day_ahead - utc_offset,
    from_utc - coalesce(min_horizon, 0) * interval '1 minute') - make_interval(hours => hours))
              and (not in_order or f.timestamp_utc <=
                least(to_utc, made_by, date_trunc('day', to_utc + utc_offset - interval '1 day') + day_ahead - utc_offset,
    to_utc - coalesce(min_horizon, 0) * interval '1 minute') - make_interval(hours => seen))
            offset 0) f)
        select array_agg(a::latest_forecast_values) into answers from (
          select distinct on (f.site_uuid, v.start_utc) f.site_uuid, v.start_utc, v.ml_model_uuid,
            v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
            f.forecast_uuid, f.timestamp_utc, f.created_utc as forecast_created_utc
          from run f
          cross join lateral (
            select v.* from forecast_values v
            where v.forecast_uuid = f.forecast_uuid
              and v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc < 'infinity'
              and (min_horizon is null or v.horizon_minutes >= min_horizon)
              and (hours is null or min_horizon is null or made_by is not null
                or day_ahead is not null or v.horizon_minutes <= greatest(min_horizon, 0) + hours * 60)
              and (made_by is null or v.created_utc <= made_by)
              and (day_ahead is null or v.created_utc <= date_trunc('day', v.start_utc + utc_offset - interval '1 day') + day_ahead - utc_offset)
            offset 0) v
          left join model m on m.model_uuid = v.ml_model_uuid
          where f.timestamp_utc <= v.start_utc and (f.any_model or m.name = f.wanted_model)
            and (hours is null or f.timestamp_utc >=
              least(v.start_utc, made_by, date_trunc('day', v.start_utc + utc_offset - interval '1 day') + day_ahead - utc_offset,
    v.start_utc - coalesce(min_horizon, 0) * interval '1 minute') - make_interval(hours => hours))
            and (not in_order or (f.site_uuid, v.start_utc) in (select * from unnest(sites, starts)))
          order by f.site_uuid, v.start_utc, f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc) a;
        return query
          select a.site_uuid, a.start_utc, a.end_utc, a.forecast_power_kw, a.probabilistic_values,
            a.horizon_minutes, a.forecast_uuid, a.timestamp_utc, m.name::text, m.version::text
          from unnest(answers) a left join ml_model m on m.model_uuid = a.ml_model_uuid;
        select array_agg(k.s), array_agg(k.t) into sites, starts
        from (select * from unnest(sites, starts) k (s, t)
          except select a.site_uuid, a.start_utc from unnest(answers) a) k;
        seen := hours;
      end loop;
    end $$;
grant execute on function app.forecast_values_asked(uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text)
  to sitecast_app, sitecast_admin;

create function app.ingest_forecasts(body jsonb)
returns table (inserted integer, unchanged integer, conflicting integer, first_conflict text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    #variable_conflict use_column
    declare
      checks record;
      runs integer := jsonb_array_length(body);
      stored record;
      result record;
      named text := case when runs > 1 then 'Row %s of forecast %s' else 'Row %s' end;
    begin
      -- Reading the rows takes longer than storing them: it is done once, into arrays.
      with run as materialized (
  select f, min(f) over (partition by site_uuid, timestamp_utc, forecast_version, ml_model_uuid) as run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid, series
  from (select r.f, r.site_uuid, app.as_utc(r.timestamp_utc) as timestamp_utc, r.forecast_version,
      r.ml_model_uuid, r.series
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, timestamp_utc text,
        forecast_version text, ml_model_uuid uuid, "values" jsonb))
      with ordinality r (site_uuid, timestamp_utc, forecast_version, ml_model_uuid, series, f)) r),
      sent as materialized (
  select run.f, run.run, v.n, v.start_utc as said, app.as_utc(v.start_utc) as start_utc,
    app.as_utc(v.end_utc) as end_utc, app.as_double(v.power) as kw, v.horizon,
    coalesce(v.quantiles, '{}') as quantiles
  from run, rows from (jsonb_to_recordset(run.series) as (start_utc text, end_utc text,
      forecast_power_kw jsonb, horizon_minutes integer, probabilistic_values jsonb))
    with ordinality v (start_utc, end_utc, power, horizon, quantiles, n)),
      ours as materialized (
        select site_uuid from sites where site_uuid in (select site_uuid from run)
          and site_uuid = any((select app.visible_sites())::uuid[])),
      checked as (
        select sent.*, run.site_uuid, case
            when ours.site_uuid is null then 'site_uuid|'
            when timestamp_utc is null then app.wrong_time('timestamp_utc')
            when forecast_version is null or length(forecast_version) > 32
              then 'forecast_version|forecast_version must have at most 32 characters.'
            when ml_model_uuid is null then 'ml_model_uuid|ml_model_uuid is missing.'
            when app.wrong_period(start_utc, end_utc) is not null
              then app.wrong_period(start_utc, end_utc)
            when kw is null then 'forecast_power_kw|forecast_power_kw must be a finite number.'
            when jsonb_typeof(quantiles) <> 'object'
                or jsonb_path_exists(quantiles, 'strict $.* ? (@.type() <> "number")')
              then 'probabilistic_values|probabilistic_values must have nothing but numbers.'
            when kw <> first_value(kw) over target or end_utc <> first_value(end_utc) over target
                or quantiles <> first_value(quantiles) over target
              then format('forecast_power_kw|row %s of forecast %s has another value for this time.',
                first_value(n) over target, first_value(f) over target)
          end as problem
        from sent join run using (f) left join ours using (site_uuid)
        window target as (partition by sent.run, start_utc order by f, n))
      select one.*, all_values.*, all_runs.* into checks
      from (select array_agg(f) as fs, array_agg(run) as runs, array_agg(n) as ns,
          array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers,
          array_agg(horizon) as horizons, array_agg(quantiles) as quantiles,
          min(start_utc) as first, max(start_utc) as last from sent) all_values
        cross join (select array_agg(run) as ids, array_agg(site_uuid) as sites,
          array_agg(timestamp_utc) as times, array_agg(forecast_version) as versions,
          array_agg(ml_model_uuid) as models from run where f = run.run) all_runs
        left join (select f, n, site_uuid, said, problem from checked
          where problem is not null order by f, n limit 1) one on true;
      if checks.problem is not null then
        perform app.refuse_row(format(named, checks.n, checks.f), checks.site_uuid, checks.said,
          case when runs > 1 then format('forecasts.%s.', checks.f - 1) else '' end
            || format('values.%s.', checks.n - 1), checks.problem);
      end if;

      -- One after the other for each site, in the order of sites: the same run sent twice at once is
      -- stored once. No run that is there is locked after this, which could wait for its deleter.
      perform app.touch_sites(checks.sites);
      select array_agg(f.forecast_uuid) as uuids, array_agg(r.run) as runs,
        array_agg(r.ml_model_uuid) as models into stored
      from unnest(checks.ids, checks.sites, checks.times, checks.versions, checks.models)
        r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
      join forecasts f on f.site_uuid = r.site_uuid and f.timestamp_utc = r.timestamp_utc
        and f.forecast_version = r.forecast_version;

      -- Planned anew each time: a kept plan would not know how many runs there are to compare with.
      execute $q$
        with sent as materialized (
          select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            s (f, run, n, start_utc, end_utc, kw, horizon, quantiles)),
        known as materialized (
          select r.run, v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values
          from unnest($9, $10, $11) r (forecast_uuid, run, ml_model_uuid)
          join forecast_values v using (forecast_uuid, ml_model_uuid)
          where v.forecast_uuid = any($9) and v.start_utc >= $12 and v.start_utc <= $13),
        compared as (
          select distinct on (f, n) sent.*, known.start_utc is not null as is_known,
            coalesce(known.end_utc = sent.end_utc and known.forecast_power_kw = sent.kw
              and known.probabilistic_values = sent.quantiles, false) as is_same
          from sent left join known using (run, start_utc)
          order by f, n, is_same desc),
        judged as materialized (
          select *, row_number() over (partition by run, start_utc order by f, n) = 1 as is_first,
            bool_or(is_known and not is_same) over (partition by run) as contradicts
          from compared),
        fresh as materialized (
          select * from judged where is_first and not is_known and not contradicts),
        made_run as materialized (
          select gen_random_uuid() as forecast_uuid, r.* from unnest($14, $15, $16, $17, $18)
            r (run, site_uuid, timestamp_utc, forecast_version, ml_model_uuid)
          where run in (select run from fresh)),
        made as (
          insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version)
          select forecast_uuid, site_uuid, timestamp_utc, forecast_version from made_run),
        stored as (
          insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
            probabilistic_values, forecast_uuid, ml_model_uuid)
          select start_utc, end_utc, kw, coalesce(horizon,
            floor(extract(epoch from start_utc - timestamp_utc) / 60)::integer), quantiles,
            forecast_uuid, ml_model_uuid
          from fresh join made_run using (run))
        select (select count(*) from fresh) as inserted,
          count(*) filter (where contradicts and not is_same) as conflicting, count(*) as sent,
          min(array[f, n]) filter (where is_known and not is_same) as first_conflict
        from judged
      $q$ into result using checks.fs, checks.runs, checks.ns, checks.starts, checks.ends,
        checks.powers, checks.horizons, checks.quantiles, coalesce(stored.uuids, '{}'),
        stored.runs, stored.models, checks.first, checks.last, checks.ids, checks.sites,
        checks.times, checks.versions, checks.models;
      inserted := result.inserted;
      conflicting := result.conflicting;
      unchanged := result.sent - result.inserted - result.conflicting;
      first_conflict := format(named, result.first_conflict[2], result.first_conflict[1]);
      if result.first_conflict is null then first_conflict := null; end if;
      return next;
    end $$;
grant execute on function app.ingest_forecasts(jsonb)
  to sitecast_app, sitecast_admin;

create function app.latest_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
returns table (site_uuid uuid, start_utc timestamp, end_utc timestamp,
  forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer,
  forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
    #variable_conflict use_column
    begin
      return query
        select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
          l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
          l.timestamp_utc, m.name::text, m.version::text
        from latest_forecast_values l
        join sites s on s.site_uuid = l.site_uuid
        left join ml_model m on m.model_uuid = l.ml_model_uuid
        left join ml_model own on own.model_uuid = s.ml_model_uuid
        where l.site_uuid = any(of_sites)
          and l.site_uuid = any((select app.visible_sites())::uuid[])
          and l.start_utc >= from_utc and l.start_utc < to_utc
          and (s.ml_model_uuid is null or m.name = own.name)
        order by l.site_uuid, l.start_utc, l.timestamp_utc desc,
          l.forecast_created_utc desc nulls first, l.forecast_uuid desc;
    end $$;
grant execute on function app.latest_forecast_values(uuid[], timestamp, timestamp)
  to sitecast_app, sitecast_admin;

create function app.make_days(from_day date, to_day date)
returns integer
language plpgsql
set lock_timeout = '3s'
as $$
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

create function app.model_freshness(asked uuid[], now_utc timestamp)
returns table (model_name text, newest_utc timestamp, sites integer)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      with site as materialized (
        select site_uuid from unnest((select app.visible_sites())) v (site_uuid)
        where asked is null or site_uuid = any(asked)),
      made as materialized (
        select l.site_uuid, l.ml_model_uuid, max(l.timestamp_utc) as newest_utc
        from site join latest_forecast_values l using (site_uuid)
        where l.start_utc >= now_utc - interval '24 h' and l.start_utc < now_utc + interval '24 h'
          and l.timestamp_utc between now_utc - interval '24 h' and now_utc
        group by 1, 2)
      select m.name::text, max(made.newest_utc), count(distinct site_uuid)::integer
      from made left join ml_model m on m.model_uuid = made.ml_model_uuid
      group by 1 order by m.name::text collate "C" nulls last $$;
grant execute on function app.model_freshness(uuid[], timestamp)
  to sitecast_app, sitecast_admin;

create function app.on_forecasts_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  declare sites uuid[]; starts timestamp[]; models uuid[]; runs uuid[]; touched uuid[];
  begin
    if tg_op = 'UPDATE' then
         execute 'select array_agg(distinct o.forecast_uuid),
             array_agg(distinct o.site_uuid) || array_agg(distinct n.site_uuid)
           from old_rows o join new_rows n using (forecast_uuid)
           where (o.site_uuid, o.timestamp_utc, o.created_utc)
             is distinct from (n.site_uuid, n.timestamp_utc, n.created_utc)' into runs, touched;
       else
         execute 'select array_agg(forecast_uuid), array_agg(distinct site_uuid) from old_rows'
           into runs, touched;
       end if;
       if runs is null then return null; end if;
       perform app.touch_sites(touched);
       execute 'select array_agg(site_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
         from latest_forecast_values where site_uuid = any($1) and forecast_uuid = any($2)'
         into sites, starts, models using touched, runs;
       if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
       if tg_op = 'UPDATE' then perform app.refresh_latest(runs); end if;
    return null;
  end $$;

create function app.on_values_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  declare sites uuid[]; starts timestamp[]; models uuid[];
  begin
    if not exists (select from old_rows) then return null; end if;
       
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f where f.forecast_uuid in (select o.forecast_uuid from old_rows o)
    order by f.forecast_uuid for share)); 
  execute $q$ 
  select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
  from (select distinct f.site_uuid, o.forecast_uuid, o.start_utc, coalesce(o.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as model
    from old_rows o join forecasts f using (forecast_uuid)) o
  join latest_forecast_values l on l.site_uuid = o.site_uuid and l.start_utc = o.start_utc
    and l.ml_model_uuid = o.model and l.forecast_uuid = o.forecast_uuid $q$ into sites, starts, models;
  if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
    return null;
  end $$;

create function app.on_values_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  declare runs uuid[]; first timestamp; last timestamp;
  begin
    select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
         into runs, first, last from new_rows;
       if runs is null then return null; end if;
       
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f where f.forecast_uuid in (select unnest(runs))
    order by f.forecast_uuid for share));
       perform app.refresh_latest(runs, first, last);
    return null;
  end $$;

create function app.on_values_truncate()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  declare 
  begin
    delete from latest_forecast_values;
    return null;
  end $$;

create function app.on_values_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  declare sites uuid[]; starts timestamp[]; models uuid[]; runs uuid[]; first timestamp; last timestamp;
  begin
    select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
         into runs, first, last from new_rows;
       if runs is null then return null; end if;
       
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f where f.forecast_uuid in (select o.forecast_uuid from old_rows o union select n.forecast_uuid from new_rows n)
    order by f.forecast_uuid for share));
       
  execute $q$ 
  select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
  from (select distinct f.site_uuid, o.forecast_uuid, o.start_utc, coalesce(o.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as model
    from old_rows o join forecasts f using (forecast_uuid)) o
  join latest_forecast_values l on l.site_uuid = o.site_uuid and l.start_utc = o.start_utc
    and l.ml_model_uuid = o.model and l.forecast_uuid = o.forecast_uuid $q$ into sites, starts, models;
  if sites is not null then perform app.rebuild_latest(sites, starts, models); end if;
       perform app.refresh_latest(runs, first, last);
    return null;
  end $$;

create function app.plain_latest(from_utc timestamp, to_utc timestamp)
returns setof latest_forecast_values
language sql stable
as $$
      select distinct on (f.site_uuid, v.start_utc, 3) f.site_uuid, v.start_utc, coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc
      from forecasts f join forecast_values v using (forecast_uuid)
      where v.start_utc >= from_utc and v.start_utc < to_utc and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'
      order by f.site_uuid, v.start_utc, 3, f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc $$;

create function app.rebuild_latest(sites uuid[], starts timestamp[], models uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      execute 'delete from latest_forecast_values l
        using (select * from unnest($1, $2, $3) k (s, t, m) order by 1, 2, 3) k
        where l.site_uuid = k.s and l.start_utc = k.t and l.ml_model_uuid = k.m'
        using sites, starts, models;
      execute $q$
        insert into latest_forecast_values (site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc)
        select newest.* from (select distinct s, t, m from unnest($1, $2, $3) k (s, t, m)) k
        cross join lateral (
          select f.site_uuid, v.start_utc, coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc from forecasts f join forecast_values v using (forecast_uuid)
          where f.site_uuid = k.s and v.start_utc = k.t and coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) = k.m
            and f.timestamp_utc <= k.t and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'
          order by f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc limit 1) newest
        order by 1, 2, 3
        on conflict do nothing
      $q$ using sites, starts, models;
    end $$;

create function app.refresh_latest(runs uuid[], from_utc timestamp default '-infinity',
  to_utc timestamp default 'infinity')
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
    begin
      execute $q$
        with read as materialized (
          select f.site_uuid, v.start_utc, coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc, v.forecast_value_uuid, (coalesce(f.timestamp_utc + v.horizon_minutes * interval '1 minute'
  <= v.start_utc, true) and coalesce(f.timestamp_utc <= v.created_utc, true)) as in_order from forecasts f join forecast_values v using (forecast_uuid)
  where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
    and v.start_utc >= $2 and v.start_utc <= $3 and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'),
        noted as (
          insert into app.target_days as d (site_uuid, day, oldest_run_utc, in_order)
          select n.* from (
            select site_uuid, start_utc::date as day, min(timestamp_utc) as oldest,
              bool_and(in_order) as in_order
            from read group by 1, 2) n
          where not exists (select from app.target_days o where o.site_uuid = n.site_uuid
            and o.day = n.day and o.oldest_run_utc <= n.oldest and o.in_order <= n.in_order)
          order by 1, 2
          on conflict (site_uuid, day) do update
            set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc),
              in_order = d.in_order and excluded.in_order)
        insert into latest_forecast_values as l (site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc)
        select distinct on (site_uuid, start_utc, ml_model_uuid) site_uuid, start_utc, ml_model_uuid, end_utc, forecast_power_kw,
  probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc, forecast_created_utc
        from read
        order by site_uuid, start_utc, ml_model_uuid, timestamp_utc desc,
          forecast_created_utc desc nulls first, forecast_uuid desc, forecast_value_uuid desc
        
  on conflict (site_uuid, start_utc, ml_model_uuid) do update
    set end_utc = excluded.end_utc, forecast_power_kw = excluded.forecast_power_kw,
      probabilistic_values = excluded.probabilistic_values,
      horizon_minutes = excluded.horizon_minutes, forecast_uuid = excluded.forecast_uuid,
      timestamp_utc = excluded.timestamp_utc,
      forecast_created_utc = excluded.forecast_created_utc
    where (excluded.timestamp_utc, coalesce(excluded.forecast_created_utc, 'infinity'),
        excluded.forecast_uuid)
      >= (l.timestamp_utc, coalesce(l.forecast_created_utc, 'infinity'), l.forecast_uuid)
      $q$ using runs, from_utc, to_utc;
    end $$;

create function app.store_forecasts(forecasts jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
    declare stored bigint;
    begin
      with run as materialized (
        select gen_random_uuid() as forecast_uuid, r.* from jsonb_to_recordset(forecasts) r (
          site_uuid uuid, timestamp_utc timestamptz, forecast_version text, ml_model_uuid uuid,
          written_utc timestamptz, "values" jsonb)
        order by r.site_uuid),
      made as (
        insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version, created_utc)
        select forecast_uuid, site_uuid, timestamp_utc at time zone 'utc', forecast_version, coalesce(written_utc at time zone 'utc', (now() at time zone 'utc')) from run)
      insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
        probabilistic_values, forecast_uuid, ml_model_uuid, created_utc)
      select v.start_utc at time zone 'utc', v.end_utc at time zone 'utc', v.forecast_power_kw,
        coalesce(v.horizon_minutes, -1), coalesce(v.probabilistic_values, '{}'), run.forecast_uuid,
        run.ml_model_uuid, coalesce(written_utc at time zone 'utc', (now() at time zone 'utc'))
      from run, jsonb_to_recordset(run."values") v (start_utc timestamptz, end_utc timestamptz,
        forecast_power_kw float8, horizon_minutes integer, probabilistic_values jsonb);
      get diagnostics stored = row_count;
      return stored;
    end $$;

create function app.values_of_forecast(forecast uuid)
returns table (start_utc timestamp, end_utc timestamp, forecast_power_kw double precision,
  probabilistic_values jsonb, horizon_minutes integer)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
      select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = forecast and f.site_uuid = any((select app.visible_sites())::uuid[])
      order by v.start_utc $$;
grant execute on function app.values_of_forecast(uuid)
  to sitecast_app, sitecast_admin;

alter table forecasts enable row level security;
create policy by_site on forecasts to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
create policy every_row_sitecast_sdk on forecasts to sitecast_sdk using (true);
create trigger latest_delete after delete on forecasts
  referencing old table as old_rows
  for each statement execute function app.on_forecasts_change();
create trigger latest_update after update on forecasts
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_forecasts_change();
grant select on forecasts to sitecast_app, sitecast_admin;
grant select, insert, update, delete on forecasts to sitecast_sdk;

create trigger latest_delete after delete on forecast_values
  referencing old table as old_rows
  for each statement execute function app.on_values_delete();
create trigger latest_insert after insert on forecast_values
  referencing new table as new_rows
  for each statement execute function app.on_values_insert();
create trigger latest_truncate after truncate on forecast_values
  for each statement execute function app.on_values_truncate();
create trigger latest_update after update on forecast_values
  referencing old table as old_rows new table as new_rows
  for each statement execute function app.on_values_update();
create trigger revision_truncate after truncate on forecast_values
  for each statement execute function app.on_all_changed();
grant select, insert, update, delete on forecast_values to sitecast_sdk;

alter table latest_forecast_values enable row level security;
create policy by_site on latest_forecast_values to sitecast_app, sitecast_admin
  using (site_uuid = any((select app.visible_sites())::uuid[]));
grant select on latest_forecast_values to sitecast_app, sitecast_admin;
