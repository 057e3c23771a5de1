-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.accuracy_sums(asked uuid[], from_day date, to_day date, in_daylight boolean)
 RETURNS TABLE(model_name text, horizon_hours smallint, pairs double precision, abs_kw double precision, square_kw2 double precision, error_kw double precision, sized_pairs double precision, sized_abs_kw double precision, sized_square_kw2 double precision, sized_error_kw double precision, capacity_kw double precision, band_pairs double precision, inside_pairs double precision, compared_pairs double precision, compared_abs_kw double precision, baseline_abs_kw double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      with site as materialized (
        select v.site_uuid from unnest((select app.visible_sites())) v (site_uuid)
        join (select distinct unnest(coalesce(asked, (select app.visible_sites())))) a (site_uuid)
          using (site_uuid)),
      recent as materialized (
        select r.* from site join app.accuracy_recent r using (site_uuid)
        where r.daylight = in_daylight and r.last_day = to_day and to_day - from_day = 29),
      late as materialized (
        select site_uuid from site except select site_uuid from recent),
      line as (
        select * from recent
        union all
        select d.* from late join app.accuracy_days d using (site_uuid)
        where d.daylight = in_daylight and d.day between from_day and to_day)
      select model_name, horizon_hours, sum(pairs)::float8, sum(abs_kw), sum(square_kw2),
        sum(error_kw), coalesce(sum(pairs) filter (where capacity_kw is not null), 0)::float8,
        coalesce(sum(abs_kw) filter (where capacity_kw is not null), 0), coalesce(sum(square_kw2) filter (where capacity_kw is not null), 0),
        coalesce(sum(error_kw) filter (where capacity_kw is not null), 0), coalesce(sum(capacity_kw), 0),
        sum(band_pairs)::float8, sum(inside_pairs)::float8,
        sum(compared_pairs)::float8, sum(compared_abs_kw), sum(baseline_abs_kw)
      from line group by 1, 2 order by model_name collate "C", 2 $function$;

comment on function app.accuracy_sums(uuid[], date, date, boolean) is null;
CREATE OR REPLACE FUNCTION app.add_password_link(of_user uuid, hash bytea, hours integer)
 RETURNS timestamptz
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare expires timestamptz := now() + make_interval(hours => hours);
    begin
      perform app.check_user(of_user);
      if exists (select from users where user_uuid = of_user and deactivated_utc is not null) then
        raise 'This user is deactivated: restore them first.' using errcode = 'SC409';
      end if;
      insert into app.password_links (user_uuid, link_hash, expires_utc)
      values (of_user, hash, expires)
      on conflict (user_uuid) do update
        set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc;
      return expires;
    end $function$;

comment on function app.add_password_link(uuid, bytea, integer) is null;
drop function app.as_double(jsonb);
CREATE OR REPLACE FUNCTION app.as_double(said jsonb)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
AS $function$
      select case jsonb_typeof(said) when 'number' then
        case when abs(said::numeric) < 1e300 then said::double precision end end $function$;

drop function app.as_utc(text);
CREATE OR REPLACE FUNCTION app.as_utc(said text)
 RETURNS timestamp
 LANGUAGE sql
 STABLE
AS $function$
      select case when (said like '19__-__-__T%' or said like '20__-__-__T%')
          and (said like '%Z' or said ~ '[+-](0\d|1[0-4]):\d\d$')
        then said::timestamptz at time zone 'utc' end $function$;

CREATE OR REPLACE FUNCTION app.ask_to_delete_site(of_site uuid, with_generation boolean)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare
      gone sites;
      asked uuid;
    begin
      select * into gone from sites where site_uuid = of_site for update;
      if not found then raise 'no such site' using errcode = 'P0002'; end if;
      if not with_generation and exists (select from generation where site_uuid = of_site) then
        raise 'This site has measured generation. Say that it may be deleted, too.'
          using errcode = 'SC422', column = 'with_generation';
      end if;
      insert into app.jobs (kind, site_uuid, site_name, asked_by, asked_by_email, asked_through,
        with_generation)
      select 'delete site', of_site,
        coalesce(nullif(gone.client_site_name, ''), 'Site ' || coalesce(gone.client_site_id::text, left(of_site::text, 8))),
        nullif(current_setting('app.user_uuid', true), '')::uuid, (select email from users where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid),
        nullif(current_setting('app.through', true), ''), ask_to_delete_site.with_generation
      on conflict do nothing returning job_uuid into asked;
      return coalesce(asked, (select job_uuid from app.jobs
        where kind = 'delete site' and site_uuid = of_site and state in ('waiting', 'running')));
    end $function$;

comment on function app.ask_to_delete_site(uuid, boolean) is null;
CREATE OR REPLACE FUNCTION app.begin_form(key uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare before text;
    begin
      delete from app.form_keys where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and created_utc < now() - interval '1 day';
      insert into app.form_keys (user_uuid, form_key) values (nullif(current_setting('app.user_uuid', true), '')::uuid, key) on conflict do nothing;
      if found then return null; end if;
      select made into before from app.form_keys where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and form_key = key;
      return before;
    end $function$;

comment on function app.begin_form(uuid) is null;
CREATE OR REPLACE FUNCTION app.begin_sign_in(for_email text, from_address inet, per_account integer, per_address integer, within interval)
 RETURNS TABLE(attempt_uuid uuid, retry_after_seconds integer)
 LANGUAGE plpgsql
AS $function$
    declare
      source inet := network(set_masklen(from_address, case family(from_address) when 6 then 64 else 32 end));
      since timestamptz := clock_timestamp() - within;
      free_at timestamptz;
    begin
      perform pg_advisory_xact_lock(hashtext('app.sign_in'), hashtext(source::text));
      delete from app.sign_in_attempts a where a.at_utc <= since;
      select max(nth) into free_at from (
        (select a.at_utc as nth from app.sign_in_attempts a
          where a.address = source and a.email = for_email
          order by a.at_utc desc offset per_account - 1 limit 1)
        union all
        (select a.at_utc from app.sign_in_attempts a
          where a.address = source
          order by a.at_utc desc offset per_address - 1 limit 1)) counted;
      if free_at is not null then
        return query select null::uuid,
          greatest(1, ceil(extract(epoch from free_at + within - clock_timestamp()))::integer);
        return;
      end if;
      return query
        insert into app.sign_in_attempts as a (email, address) values (for_email, source)
        returning a.attempt_uuid, 0;
    end $function$;

comment on function app.begin_sign_in(text, inet, integer, integer, interval) is null;
CREATE OR REPLACE FUNCTION app.check_admins_remain()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      if not exists (select from users join site_groups using (site_group_uuid)
          where is_admin and deactivated_utc is null) then
        raise 'Nobody could administer this installation any more: somebody else must be an admin first.'
          using errcode = 'SC409';
      end if;
    end $function$;

comment on function app.check_admins_remain() is null;
comment on function app.check_group(uuid) is null;
comment on function app.check_sites(uuid[]) is null;
CREATE OR REPLACE FUNCTION app.check_user(of_user uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      if not exists (select from users where user_uuid = of_user) then
        raise 'no such user' using errcode = 'P0002';
      end if;
    end $function$;

comment on function app.check_user(uuid) is null;
CREATE OR REPLACE FUNCTION app.contents_of_site(of_site uuid)
 RETURNS TABLE(forecasts bigint, forecast_values bigint, generation bigint, first_utc timestamp, last_utc timestamp)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      with runs as (select forecast_uuid from forecasts where site_uuid = of_site),
      planned as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from runs join forecast_values using (forecast_uuid)),
      measured as (select count(*) as n, min(start_utc) as first, max(end_utc) as last
        from generation where site_uuid = of_site)
      select (select count(*) from runs), planned.n, measured.n,
        least(planned.first, measured.first), greatest(planned.last, measured.last)
      from planned, measured $function$;

comment on function app.contents_of_site(uuid) is null;
comment on function app.count_edit() is null;
CREATE OR REPLACE FUNCTION app.create_site(site jsonb)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare
      made uuid;
      owner_group uuid := nullif(current_setting('app.site_group_uuid', true), '')::uuid;
    begin
      if owner_group is null then raise 'no scope is open' using errcode = '42501'; end if;
      begin
        perform now() at time zone (site ->> 'time_zone');
      exception when invalid_parameter_value then
        raise 'There is no time zone named "%".', site ->> 'time_zone' using errcode = '22023';
      end;
      perform pg_advisory_xact_lock(hashtext('sites.ml_id'));
      insert into sites (client_site_id, client_site_name, country, region, asset_type, orientation,
        tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m,
        time_zone, note, dno, gsp, ml_id)
      select client_site_id, client_site_name, coalesce(country, 'uk'), region,
        coalesce(asset_type, 'pv'), coalesce(orientation, 180), coalesce(tilt, 35), latitude,
        longitude, capacity_kw, coalesce(inverter_capacity_kw, capacity_kw),
        coalesce(module_capacity_kw, capacity_kw), altitude_m, time_zone, note, dno, gsp,
        (select coalesce(max(s.ml_id), 0) + 1 from sites s)
      from jsonb_populate_record(null::sites, site)
      returning site_uuid into made;
      insert into site_group_sites (site_group_uuid, site_uuid) values (owner_group, made)
      on conflict do nothing; -- an admin group has it already, by trigger
      return made;
    end $function$;

comment on function app.create_site(jsonb) is null;
comment on function app.create_site_in(jsonb, uuid[]) is null;
CREATE OR REPLACE FUNCTION app.deactivate_orphans(of_sites uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare orphans integer;
    begin
      update sites s set active = false
      where site_uuid = any(of_sites) and active is not false and not exists (
        select from site_group_sites join site_groups g using (site_group_uuid)
        where site_group_sites.site_uuid = s.site_uuid and not g.is_admin);
      get diagnostics orphans = row_count;
      return orphans;
    end $function$;

comment on function app.deactivate_orphans(uuid[]) is null;
comment on function app.deactivate_user(uuid) is null;
CREATE OR REPLACE FUNCTION app.delete_group(of_group uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare
      gone site_groups;
      had uuid[];
    begin
      select * into gone from site_groups where site_group_uuid = of_group for update;
      if not found then raise 'no such group' using errcode = 'P0002'; end if;
      if exists (select from users where site_group_uuid = of_group) then
        raise 'Site group with name % and site group uuid % has users and cannot be deleted.',
          gone.site_group_name, of_group using errcode = 'SC409';
      end if;
      with unlinked as (delete from site_group_sites where site_group_uuid = of_group returning site_uuid)
      select coalesce(array_agg(site_uuid), '{}') into had from unlinked;
      delete from site_groups where site_group_uuid = of_group;
      return case when gone.is_admin then 0 else app.deactivate_orphans(had) end;
    end $function$;

comment on function app.delete_group(uuid) is null;
comment on function app.delete_user(uuid) is null;
CREATE OR REPLACE FUNCTION app.drop_day(old_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SET lock_timeout TO '3s'
AS $function$
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
    end $function$;

comment on function app.drop_day(date) is null;
CREATE OR REPLACE FUNCTION app.end_form(key uuid, what text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      update app.form_keys set made = what where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid and form_key = key $function$;

comment on function app.end_form(uuid, text) is null;
CREATE OR REPLACE FUNCTION app.end_sessions(of_user uuid)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      with ended as (delete from app.sessions where user_uuid = of_user returning 1)
      select count(*)::integer from ended $function$;

comment on function app.end_sessions(uuid) is null;
comment on function app.fill_inverter_capacity() is null;
comment on function app.find_or_make_model(text, text, text) is null;
CREATE OR REPLACE FUNCTION app.forecast_values_asked(of_sites uuid[], from_utc timestamp, to_utc timestamp, made_by timestamp, min_horizon integer, day_ahead interval, utc_offset interval, of_model text)
 RETURNS TABLE(site_uuid uuid, start_utc timestamp, end_utc timestamp, forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer, forecast_uuid uuid, timestamp_utc timestamp, model_name text, model_version text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET jit TO 'off'
AS $function$
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
    end $function$;

comment on function app.forecast_values_asked(uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text) is null;
CREATE OR REPLACE FUNCTION app.history_of_site(of_site uuid)
 RETURNS TABLE(site_history_uuid uuid, created_utc timestamp, operation_type text, site_data jsonb, before jsonb, who text, email text, changed_through text, database_role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      with me as (select g.site_group_uuid, g.is_admin from site_groups g
        where g.site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid)
      select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
        lag(h.site_data) over (order by h.created_utc nulls first,
          (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE'),
        case when h.changed_by_email is null then null
          when h.changed_by_group = me.site_group_uuid then 'own'
          when exists (select from site_groups g
            where g.site_group_uuid = h.changed_by_group and g.is_admin) then 'admin'
          else 'other' end,
        case when me.is_admin or h.changed_by_group = me.site_group_uuid then h.changed_by_email end,
        h.changed_through, h.database_role
      from sites_history h, me
      where h.site_uuid = of_site
        and (me.is_admin or of_site = any((select app.visible_sites())::uuid[]))
      order by h.created_utc desc nulls last,
        (h.site_data ->> 'version')::integer desc nulls last, h.operation_type <> 'DELETE' $function$;

comment on function app.history_of_site(uuid) is null;
CREATE OR REPLACE FUNCTION app.ingest_forecasts(body jsonb)
 RETURNS TABLE(inserted integer, unchanged integer, conflicting integer, first_conflict text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
    end $function$;

comment on function app.ingest_forecasts(jsonb) is null;
CREATE OR REPLACE FUNCTION app.ingest_generation(body jsonb, replace boolean)
 RETURNS TABLE(inserted integer, unchanged integer, conflicting integer, replaced integer, first_conflict text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    #variable_conflict use_column
    declare checks record;
    begin
      -- Reading the rows takes longer than storing them: it is done once, into arrays.
      with sent as materialized (
  select n, site_uuid, start_utc as said, app.as_utc(start_utc) as start_utc,
    app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
  from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
    generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
      ours as materialized (
  select site_uuid, case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
  from sites where site_uuid in (select site_uuid from sent)
    and site_uuid = any((select app.visible_sites())::uuid[])),
      checked as (
        select sent.*, case
            when ours.site_uuid is null then 'site_uuid|'
            when app.wrong_period(start_utc, end_utc) is not null
              then app.wrong_period(start_utc, end_utc)
            when kw is null
              then 'generation_power_kw|generation_power_kw must be a finite number.'
            when kw > 1.1 * plate or kw < -0.05 * plate
              then format('generation_power_kw|%s kW is %s times the capacity of %s kW.', kw,
                case when kw > 0 then 'more than 1.1' else 'less than -0.05' end, plate)
            when kw <> first_value(kw) over period
              then format('generation_power_kw|row %s has another value for this period.',
                first_value(n) over period)
          end as problem
        from sent left join ours using (site_uuid)
        window period as (partition by site_uuid, start_utc, end_utc order by n))
      select one.*, all_rows.* into checks
      from (select array_agg(n) as places, array_agg(site_uuid) as sites,
          array_agg(start_utc) as starts, array_agg(end_utc) as ends, array_agg(kw) as powers
          from sent) all_rows
        left join (select n, site_uuid, said, problem from checked
          where problem is not null order by n limit 1) one on true;
      if checks.problem is not null then
        perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.said,
          format('values.%s.', checks.n - 1), checks.problem);
      end if;

      with done as (
        insert into generation as g (site_uuid, start_utc, end_utc, generation_power_kw)
        select distinct on (site_uuid, start_utc, end_utc) site_uuid, start_utc, end_utc, kw
        from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
          s (n, site_uuid, start_utc, end_utc, kw) order by 1, 2, 3, n
        on conflict (site_uuid, start_utc, end_utc) do update
          set generation_power_kw = excluded.generation_power_kw, created_utc = excluded.created_utc
          where ingest_generation.replace and g.generation_power_kw <> excluded.generation_power_kw
        returning xmax = 0 as is_new)
      select count(*) filter (where is_new), count(*) filter (where not is_new)
      into inserted, replaced from done;

      -- In a statement of its own: what somebody else stored meanwhile is seen by now.
      select count(*) filter (where kw <> g.generation_power_kw),
        'Row ' || min(n) filter (where kw <> g.generation_power_kw)
      into conflicting, first_conflict
      from unnest(checks.places, checks.sites, checks.starts, checks.ends, checks.powers)
          s (n, site_uuid, start_utc, end_utc, kw) join generation g using (site_uuid, start_utc, end_utc);
      unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
      return next;
    end $function$;

comment on function app.ingest_generation(jsonb, boolean) is null;
CREATE OR REPLACE FUNCTION app.is_home()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$select true$function$;

comment on function app.is_home() is null;
comment on function app.latest_forecast_values(uuid[], timestamp, timestamp) is null;
CREATE OR REPLACE FUNCTION app.leave_site(site uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      perform app.check_sites(array[site]);
      return (select deactivated > 0 from app.unlink_sites(nullif(current_setting('app.site_group_uuid', true), '')::uuid, array[site]));
    end $function$;

comment on function app.leave_site(uuid) is null;
CREATE OR REPLACE FUNCTION app.link_every_site()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      perform pg_advisory_xact_lock(hashtext('app.is_admin'));
      insert into site_group_sites (site_group_uuid, site_uuid)
      select new.site_group_uuid, site_uuid from sites
      on conflict do nothing;
      return null;
    end $function$;

comment on function app.link_every_site() is null;
CREATE OR REPLACE FUNCTION app.link_sites(to_group uuid, sites uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare linked integer;
    begin
      perform app.check_group(to_group);
      if exists (select from unnest(link_sites.sites) w
          where not exists (select from sites s where s.site_uuid = w)) then
        raise 'no such site' using errcode = 'P0002';
      end if;
      insert into site_group_sites (site_group_uuid, site_uuid)
      select distinct to_group, w from unnest(link_sites.sites) w order by w
      on conflict do nothing;
      get diagnostics linked = row_count;
      return linked;
    end $function$;

comment on function app.link_sites(uuid, uuid[]) is null;
comment on function app.link_to_admin_groups() is null;
CREATE OR REPLACE FUNCTION app.make_days(from_day date, to_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SET lock_timeout TO '3s'
AS $function$
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
    end $function$;

comment on function app.make_days(date, date) is null;
CREATE OR REPLACE FUNCTION app.make_user(new_email text, in_group uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare made uuid;
    begin
      perform pg_advisory_xact_lock(hashtext('users.email'));
      insert into users (email, site_group_uuid)
      select new_email, in_group
      where not exists (select from users where lower(email) = lower(new_email))
      on conflict do nothing
      returning user_uuid into made;
      return made;
    end $function$;

comment on function app.make_user(text, uuid) is null;
comment on function app.mark_group(uuid, boolean) is null;
CREATE OR REPLACE FUNCTION app.model_freshness(asked uuid[], now_utc timestamp)
 RETURNS TABLE(model_name text, newest_utc timestamp, sites integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
      group by 1 order by m.name::text collate "C" nulls last $function$;

comment on function app.model_freshness(uuid[], timestamp) is null;
CREATE OR REPLACE FUNCTION app.move_user(of_user uuid, to_group uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      perform app.check_user(of_user);
      if not exists (select from site_groups where site_group_uuid = to_group) then
        raise 'There is no such group.' using errcode = 'SC422', column = 'site_group_uuid';
      end if;
      update users set site_group_uuid = to_group where user_uuid = of_user;
      perform app.check_admins_remain();
    end $function$;

comment on function app.move_user(uuid, uuid) is null;
comment on function app.name_the_writer() is null;
CREATE OR REPLACE FUNCTION app.on_all_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  begin
    
    perform app.touch_sites(array(select site_uuid from public.sites));
    return null;
  end $function$;

comment on function app.on_all_changed() is null;
CREATE OR REPLACE FUNCTION app.on_forecasts_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;

comment on function app.on_forecasts_change() is null;
comment on function app.on_generation_delete() is null;
comment on function app.on_generation_insert() is null;
comment on function app.on_generation_update() is null;
comment on function app.on_sites_update() is null;
CREATE OR REPLACE FUNCTION app.on_values_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;

comment on function app.on_values_delete() is null;
CREATE OR REPLACE FUNCTION app.on_values_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;

comment on function app.on_values_insert() is null;
CREATE OR REPLACE FUNCTION app.on_values_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  declare 
  begin
    delete from latest_forecast_values;
    return null;
  end $function$;

comment on function app.on_values_truncate() is null;
CREATE OR REPLACE FUNCTION app.on_values_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  end $function$;

comment on function app.on_values_update() is null;
CREATE OR REPLACE FUNCTION app.plain_latest(from_utc timestamp, to_utc timestamp)
 RETURNS SETOF latest_forecast_values
 LANGUAGE sql
 STABLE
AS $function$
      select distinct on (f.site_uuid, v.start_utc, 3) f.site_uuid, v.start_utc, coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid, v.end_utc,
  v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
  f.created_utc as forecast_created_utc
      from forecasts f join forecast_values v using (forecast_uuid)
      where v.start_utc >= from_utc and v.start_utc < to_utc and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
  and v.start_utc < 'infinity'
      order by f.site_uuid, v.start_utc, 3, f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
  v.forecast_value_uuid desc $function$;

comment on function app.plain_latest(timestamp, timestamp) is null;
CREATE OR REPLACE FUNCTION app.post_status(new_status text, new_message text)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      insert into status (status, message, posted_by, posted_by_email)
      values (new_status, new_message, nullif(current_setting('app.user_uuid', true), '')::uuid, (select email from users where user_uuid = nullif(current_setting('app.user_uuid', true), '')::uuid))
      returning status_uuid $function$;

comment on function app.post_status(text, text) is null;
CREATE OR REPLACE FUNCTION app.rebuild_latest(sites uuid[], starts timestamp[], models uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
    end $function$;

comment on function app.rebuild_latest(uuid[], timestamp[], uuid[]) is null;
comment on function app.record_site_change() is null;
CREATE OR REPLACE FUNCTION app.refresh_latest(runs uuid[], from_utc timestamp DEFAULT '-infinity'::timestamp, to_utc timestamp DEFAULT 'infinity'::timestamp)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
    end $function$;

comment on function app.refresh_latest(uuid[], timestamp, timestamp) is null;
drop function app.refuse_row(text, uuid, text, text, text);
CREATE OR REPLACE FUNCTION app.refuse_row(row_name text, site uuid, said text, path text, wrong text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    begin
      if wrong = 'site_uuid|' then
        raise '%: there is no such site here.', row_name using errcode = 'SC404';
      end if;
      raise '% (site %, %): %', row_name, site, coalesce(left(said, 40), 'no start'),
        split_part(wrong, '|', 2)
        using errcode = 'SC422', column = path || split_part(wrong, '|', 1);
    end $function$;

CREATE OR REPLACE FUNCTION app.rename_user(of_user uuid, new_email text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    begin
      perform app.check_user(of_user);
      perform pg_advisory_xact_lock(hashtext('users.email'));
      if exists (select from users where lower(email) = lower(new_email) and user_uuid <> of_user) then
        raise 'Another user has this e-mail address.' using errcode = 'SC422', column = 'email';
      end if;
      update users set email = new_email where user_uuid = of_user;
    end $function$;

comment on function app.rename_user(uuid, text) is null;
comment on function app.restore_user(uuid) is null;
comment on function app.scope(uuid, uuid, text) is null;
CREATE OR REPLACE FUNCTION app.sign_in_facts(of_users uuid[])
 RETURNS TABLE(user_uuid uuid, has_password boolean, sessions integer, tokens integer, link_expires_utc timestamptz)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      select u, exists (select from app.credentials c where c.user_uuid = u),
        (select count(*)::integer from app.sessions s
          where s.user_uuid = u and s.expires_utc > now()),
        (select count(*)::integer from app.api_tokens t where t.user_uuid = u
          and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
        (select l.expires_utc from app.password_links l where l.user_uuid = u and l.expires_utc > now())
      from unnest(of_users) u $function$;

comment on function app.sign_in_facts(uuid[]) is null;
CREATE OR REPLACE FUNCTION app.sites_of_client(part text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      select coalesce(array_agg(s.site_uuid), '{}') from sites s join clients c using (client_uuid)
      where s.site_uuid = any((select app.visible_sites())::uuid[])
        and strpos(lower(c.client_name), lower(part)) > 0 $function$;

comment on function app.sites_of_client(text) is null;
CREATE OR REPLACE FUNCTION app.store_forecasts(forecasts jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
    end $function$;

comment on function app.store_forecasts(jsonb) is null;
comment on function app.store_generation(jsonb) is null;
comment on function app.touch_sites(uuid[]) is null;
CREATE OR REPLACE FUNCTION app.unlink_sites(from_group uuid, of_sites uuid[])
 RETURNS TABLE(removed integer, deactivated integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
    declare gone uuid[];
    begin
      perform app.check_group(from_group);
      if exists (select from site_groups where site_group_uuid = from_group and is_admin) then
        raise 'An admin group has every site: none can be removed from it.' using errcode = 'SC409';
      end if;
      with unlinked as (
        delete from site_group_sites
        where site_group_uuid = from_group and site_uuid = any(of_sites) returning site_uuid)
      select coalesce(array_agg(site_uuid), '{}') into gone from unlinked;
      removed := cardinality(gone);
      deactivated := app.deactivate_orphans(gone);
      return next;
    end $function$;

comment on function app.unlink_sites(uuid, uuid[]) is null;
CREATE OR REPLACE FUNCTION app.values_of_forecast(forecast uuid)
 RETURNS TABLE(start_utc timestamp, end_utc timestamp, forecast_power_kw double precision, probabilistic_values jsonb, horizon_minutes integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
      select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = forecast and f.site_uuid = any((select app.visible_sites())::uuid[])
      order by v.start_utc $function$;

comment on function app.values_of_forecast(uuid) is null;
comment on function app.visible_sites() is null;
comment on function app.visible_users() is null;
comment on function app.wrong_period(timestamp, timestamp) is null;
comment on function app.wrong_time(text) is null;

drop function app.day_ahead_deadline(timestamp, interval, interval),
  app.group_uuid(),
  app.lock_runs(uuid[]),
  app.newest_issue_time(timestamp, timestamp, integer, interval, interval),
  app.rebuild_shown(uuid[], timestamp[], uuid[]),
  app.user_uuid();

comment on table app.sign_in_attempts is null;
comment on column app.sign_in_attempts.attempt_uuid is null;
comment on column app.sign_in_attempts.email is null;
comment on column app.sign_in_attempts.address is null;
comment on column app.sign_in_attempts.at_utc is null;
comment on table app.api_tokens is null;
comment on column app.api_tokens.token_uuid is null;
comment on column app.api_tokens.token_hash is null;
comment on column app.api_tokens.prefix is null;
comment on column app.api_tokens.user_uuid is null;
comment on column app.api_tokens.can_write is null;
comment on column app.api_tokens.created_utc is null;
comment on column app.api_tokens.expires_utc is null;
comment on column app.api_tokens.last_used_utc is null;
comment on column app.api_tokens.revoked_utc is null;
comment on column app.api_tokens.name is null;
comment on table app.credentials is null;
comment on column app.credentials.user_uuid is null;
comment on column app.credentials.password_hash is null;
comment on column app.credentials.changed_utc is null;
comment on table app.form_keys is null;
comment on column app.form_keys.user_uuid is null;
comment on column app.form_keys.form_key is null;
comment on column app.form_keys.made is null;
comment on column app.form_keys.created_utc is null;
comment on table app.password_links is null;
comment on column app.password_links.user_uuid is null;
comment on column app.password_links.link_hash is null;
comment on column app.password_links.expires_utc is null;
comment on table app.sessions is null;
comment on column app.sessions.session_hash is null;
comment on column app.sessions.user_uuid is null;
comment on column app.sessions.created_utc is null;
comment on column app.sessions.expires_utc is null;
comment on column app.sessions.user_agent is null;
comment on table app.accuracy_counted is null;
comment on column app.accuracy_counted.site_uuid is null;
comment on column app.accuracy_counted.day is null;
comment on column app.accuracy_counted.generation_count is null;
comment on column app.accuracy_counted.generation_newest_utc is null;
comment on column app.accuracy_counted.run_count is null;
comment on column app.accuracy_counted.run_newest_utc is null;
comment on table app.accuracy_days is null;
comment on column app.accuracy_days.site_uuid is null;
comment on column app.accuracy_days.day is null;
comment on column app.accuracy_days.daylight is null;
comment on column app.accuracy_days.model_name is null;
comment on column app.accuracy_days.horizon_hours is null;
comment on column app.accuracy_days.pairs is null;
comment on column app.accuracy_days.abs_kw is null;
comment on column app.accuracy_days.square_kw2 is null;
comment on column app.accuracy_days.error_kw is null;
comment on column app.accuracy_days.capacity_kw is null;
comment on column app.accuracy_days.band_pairs is null;
comment on column app.accuracy_days.inside_pairs is null;
comment on column app.accuracy_days.compared_pairs is null;
comment on column app.accuracy_days.compared_abs_kw is null;
comment on column app.accuracy_days.baseline_abs_kw is null;
comment on table app.accuracy_recent is null;
comment on column app.accuracy_recent.site_uuid is null;
comment on column app.accuracy_recent.last_day is null;
comment on column app.accuracy_recent.daylight is null;
comment on column app.accuracy_recent.model_name is null;
comment on column app.accuracy_recent.horizon_hours is null;
comment on column app.accuracy_recent.pairs is null;
comment on column app.accuracy_recent.abs_kw is null;
comment on column app.accuracy_recent.square_kw2 is null;
comment on column app.accuracy_recent.error_kw is null;
comment on column app.accuracy_recent.capacity_kw is null;
comment on column app.accuracy_recent.band_pairs is null;
comment on column app.accuracy_recent.inside_pairs is null;
comment on column app.accuracy_recent.compared_pairs is null;
comment on column app.accuracy_recent.compared_abs_kw is null;
comment on column app.accuracy_recent.baseline_abs_kw is null;
comment on table app.baseline_fits is null;
comment on column app.baseline_fits.site_uuid is null;
comment on column app.baseline_fits.day is null;
comment on column app.baseline_fits.version is null;
comment on column app.baseline_fits.fit is null;
comment on table app.target_days is null;
comment on column app.target_days.site_uuid is null;
comment on column app.target_days.day is null;
comment on column app.target_days.oldest_run_utc is null;
comment on column app.target_days.in_order is null;
comment on table latest_forecast_values is null;
comment on column latest_forecast_values.site_uuid is null;
comment on column latest_forecast_values.start_utc is null;
comment on column latest_forecast_values.ml_model_uuid is null;
comment on column latest_forecast_values.end_utc is null;
comment on column latest_forecast_values.forecast_power_kw is null;
comment on column latest_forecast_values.probabilistic_values is null;
comment on column latest_forecast_values.horizon_minutes is null;
comment on column latest_forecast_values.forecast_uuid is null;
comment on column latest_forecast_values.timestamp_utc is null;
comment on column latest_forecast_values.forecast_created_utc is null;
comment on table site_groups is null;
comment on column site_groups.site_group_uuid is null;
comment on column site_groups.created_utc is null;
comment on column site_groups.site_group_name is null;
comment on column site_groups.service_level is null;
comment on column site_groups.is_admin is null;
comment on table app.jobs is null;
comment on column app.jobs.job_uuid is null;
comment on column app.jobs.kind is null;
comment on column app.jobs.site_uuid is null;
comment on column app.jobs.site_name is null;
comment on column app.jobs.with_generation is null;
comment on column app.jobs.asked_by is null;
comment on column app.jobs.asked_by_email is null;
comment on column app.jobs.asked_through is null;
comment on column app.jobs.state is null;
comment on column app.jobs.done is null;
comment on column app.jobs.total is null;
comment on column app.jobs.message is null;
comment on column app.jobs.created_utc is null;
comment on column app.jobs.ended_utc is null;
comment on table status is null;
comment on column status.status_uuid is null;
comment on column status.created_utc is null;
comment on column status.status is null;
comment on column status.message is null;
comment on column status.posted_by is null;
comment on column status.posted_by_email is null;
comment on table clients is null;
comment on column clients.client_uuid is null;
comment on column clients.created_utc is null;
comment on column clients.client_name is null;
comment on table ml_model is null;
comment on column ml_model.model_uuid is null;
comment on column ml_model.created_utc is null;
comment on column ml_model.name is null;
comment on column ml_model.version is null;
comment on column ml_model.description is null;
comment on table sites is null;
comment on column sites.site_uuid is null;
comment on column sites.created_utc is null;
comment on column sites.client_site_id is null;
comment on column sites.client_site_name is null;
comment on column sites.country is null;
comment on column sites.region is null;
comment on column sites.dno is null;
comment on column sites.gsp is null;
comment on column sites.asset_type is null;
comment on column sites.orientation is null;
comment on column sites.tilt is null;
comment on column sites.latitude is null;
comment on column sites.longitude is null;
comment on column sites.capacity_kw is null;
comment on column sites.inverter_capacity_kw is null;
comment on column sites.module_capacity_kw is null;
comment on column sites.ml_id is null;
comment on column sites.active is null;
comment on column sites.client_uuid is null;
comment on column sites.ml_model_uuid is null;
comment on column sites.altitude_m is null;
comment on column sites.time_zone is null;
comment on column sites.note is null;
comment on column sites.version is null;
comment on table users is null;
comment on column users.user_uuid is null;
comment on column users.created_utc is null;
comment on column users.email is null;
comment on column users.site_group_uuid is null;
comment on column users.deactivated_utc is null;
comment on column users.last_seen_utc is null;
comment on table forecasts is null;
comment on column forecasts.forecast_uuid is null;
comment on column forecasts.created_utc is null;
comment on column forecasts.site_uuid is null;
comment on column forecasts.timestamp_utc is null;
comment on column forecasts.forecast_version is null;
comment on table generation is null;
comment on column generation.generation_uuid is null;
comment on column generation.created_utc is null;
comment on column generation.site_uuid is null;
comment on column generation.generation_power_kw is null;
comment on column generation.start_utc is null;
comment on column generation.end_utc is null;
comment on table api_request is null;
comment on column api_request.uuid is null;
comment on column api_request.created_utc is null;
comment on column api_request.url is null;
comment on column api_request.user_uuid is null;
comment on table inverters is null;
comment on column inverters.inverter_uuid is null;
comment on column inverters.created_utc is null;
comment on column inverters.site_uuid is null;
comment on column inverters.name is null;
comment on column inverters.maker is null;
comment on column inverters.ac_kw is null;
comment on table site_group_sites is null;
comment on column site_group_sites.site_group_site_uuid is null;
comment on column site_group_sites.created_utc is null;
comment on column site_group_sites.site_group_uuid is null;
comment on column site_group_sites.site_uuid is null;
comment on table site_revisions is null;
comment on column site_revisions.site_uuid is null;
comment on column site_revisions.revision is null;
comment on table sites_history is null;
comment on column sites_history.site_history_uuid is null;
comment on column sites_history.created_utc is null;
comment on column sites_history.site_uuid is null;
comment on column sites_history.site_data is null;
comment on column sites_history.changed_by is null;
comment on column sites_history.operation_type is null;
comment on column sites_history.changed_by_email is null;
comment on column sites_history.changed_by_group is null;
comment on column sites_history.changed_through is null;
comment on column sites_history.database_role is null;
comment on table forecast_values is null;
comment on column forecast_values.forecast_value_uuid is null;
comment on column forecast_values.created_utc is null;
comment on column forecast_values.start_utc is null;
comment on column forecast_values.end_utc is null;
comment on column forecast_values.forecast_power_kw is null;
comment on column forecast_values.horizon_minutes is null;
comment on column forecast_values.forecast_uuid is null;
comment on column forecast_values.ml_model_uuid is null;
comment on column forecast_values.probabilistic_values is null;
comment on type site_asset_type is null;
