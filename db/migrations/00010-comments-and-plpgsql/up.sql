-- Bodies of functions may name what comes later.
set local check_function_bodies = off;

create or replace function app.accuracy_sums(asked uuid[], from_day date, to_day date, in_daylight boolean)
returns table (model_name text, horizon_hours smallint, pairs double precision,
  abs_kw double precision, square_kw2 double precision, error_kw double precision,
  sized_pairs double precision, sized_abs_kw double precision,
  sized_square_kw2 double precision, sized_error_kw double precision,
  capacity_kw double precision, band_pairs double precision, inside_pairs double precision,
  compared_pairs double precision, compared_abs_kw double precision,
  baseline_abs_kw double precision)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
begin
  return query
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
      sum(error_kw),
      coalesce(sum(pairs) filter (where capacity_kw is not null), 0)::float8,
      coalesce(sum(abs_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(square_kw2) filter (where capacity_kw is not null), 0),
      coalesce(sum(error_kw) filter (where capacity_kw is not null), 0),
      coalesce(sum(capacity_kw), 0), sum(band_pairs)::float8, sum(inside_pairs)::float8,
      sum(compared_pairs)::float8, sum(compared_abs_kw), sum(baseline_abs_kw)
    from line group by 1, 2 order by model_name collate "C", 2;
end
$$;

comment on function app.accuracy_sums(uuid[], date, date, boolean) is
  'Returns the sums of pairs by model name and horizon over the days from_day to to_day, both '
  'included, of the scope''s sites among these (NULL: all). Caller: web roles '
  '(sql/accuracy/accuracy.ts). Lock: none.';

create or replace function app.add_password_link(of_user uuid, hash bytea, hours integer)
returns timestamptz
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare expires timestamptz := now() + make_interval(hours => hours);
begin
  perform app.check_user(of_user);
  if exists (select 1 from users where user_uuid = of_user and deactivated_utc is not null) then
    raise 'This user is deactivated: restore them first.' using errcode = 'SC409';
  end if;
  insert into app.password_links (user_uuid, link_hash, expires_utc)
  values (of_user, hash, expires)
  on conflict (user_uuid) do update
    set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc;
  return expires;
end
$$;

comment on function app.add_password_link(uuid, bytea, integer) is
  'Keeps the hash of a new password link in place of the user''s older one and returns when it '
  'expires. Throws P0002 without such a user, SC409 for a deactivated one. Caller: '
  'sitecast_admin. Lock: the link''s row.';

drop function app.as_double(jsonb);
create function app.as_double(value jsonb)
returns double precision
language sql immutable
as $$
select case jsonb_typeof(value) when 'number' then
  case when abs(value::numeric) < 1e300 then value::double precision end end
$$;

comment on function app.as_double(jsonb) is
  'Returns the number of a JSON value; NULL for what is no number or one that a double cannot '
  'hold. Caller: ingestion. Lock: none.';

drop function app.as_utc(text);
create function app.as_utc(value text)
returns timestamp
language sql stable
as $$
select case when (value like '19__-__-__T%' or value like '20__-__-__T%')
    and (value like '%Z' or value ~ '[+-](0\d|1[0-4]):\d\d$')
  then value::timestamptz at time zone 'utc' end
$$;

comment on function app.as_utc(text) is
  'Returns the UTC time of a text with offset; NULL for anything else. Caller: ingestion. '
  'Lock: none.';

create or replace function app.ask_to_delete_site(of_site uuid, with_generation boolean)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  site sites;
  me uuid := app.user_uuid();
  my_email text;
  job uuid;
begin
  select * into site from sites where site_uuid = of_site for update;
  if not found then raise 'no such site' using errcode = 'P0002'; end if;
  if not with_generation and exists (select 1 from generation where site_uuid = of_site) then
    raise 'This site has measured generation. Say that it may be deleted, too.'
      using errcode = 'SC422', column = 'with_generation';
  end if;
  select email into my_email from users where user_uuid = me;
  insert into app.jobs (kind, site_uuid, site_name, asked_by, asked_by_email, asked_through,
    with_generation)
  values ('delete site', of_site, coalesce(nullif(site.client_site_name, ''),
      'Site ' || coalesce(site.client_site_id::text, left(of_site::text, 8))),
    me, my_email, nullif(current_setting('app.through', true), ''),
    ask_to_delete_site.with_generation)
  on conflict do nothing returning job_uuid into job;
  if job is null then
    select job_uuid into job from app.jobs
    where kind = 'delete site' and site_uuid = of_site and state in ('waiting', 'running');
  end if;
  return job;
end
$$;

comment on function app.ask_to_delete_site(uuid, boolean) is
  'Makes the job that deletes a site, or finds the open one, and returns its UUID. Throws '
  'P0002 without such a site, SC422 at with_generation when there is generation that the '
  'caller does not want to delete. Caller: sitecast_admin (sql/operations/jobs.ts). Lock: the '
  'site''s row FOR UPDATE.';

create or replace function app.begin_form(key uuid)
returns text
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  me uuid := app.user_uuid();
  before text;
begin
  delete from app.form_keys where user_uuid = me and created_utc < now() - interval '1 day';
  insert into app.form_keys (user_uuid, form_key) values (me, key) on conflict do nothing;
  if found then return null; end if;
  select made into before from app.form_keys where user_uuid = me and form_key = key;
  return before;
end
$$;

comment on function app.begin_form(uuid) is
  'Returns NULL for the first sender of a form key, who then makes the thing, and what was '
  'made for every later one. Also deletes the user''s keys of more than a day ago. Caller: web '
  'roles (sql/kit/form_keys.ts). Lock: the key''s row; a second sender waits for the first.';

create or replace function app.begin_sign_in(for_email text, from_address inet, per_account integer,
  per_address integer, within interval)
returns table (attempt_uuid uuid, retry_after_seconds integer)
language plpgsql
as $$
declare
  bits integer := case family(from_address) when 6 then 64 else 32 end;
  source inet := network(set_masklen(from_address, bits));
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
end
$$;

comment on function app.begin_sign_in(text, inet, integer, integer, interval) is
  'Books an attempt to sign in as failed before the password is checked, so that many at once '
  'cannot pass the limits; a success deletes the row. Over a limit it returns no attempt, and '
  'the seconds until the next one is allowed. An IPv6 address stands for its /64. Caller: the '
  'owner (sql/account/sign_in.ts). Lock: advisory, by address, until the transaction ends.';

create or replace function app.check_admins_remain()
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  if not exists (select 1 from users join site_groups using (site_group_uuid)
      where is_admin and deactivated_utc is null) then
    raise 'Nobody could administer this installation any more: %',
      'somebody else must be an admin first.' using errcode = 'SC409';
  end if;
end
$$;

comment on function app.check_admins_remain() is
  'Throws SC409 when no active user is in an admin group any more. Called after the change, in '
  'its transaction. Caller: functions about users and groups. Lock: advisory ''app.is_admin'', '
  'so that two who leave at once cannot both pass.';

create or replace function app.check_group(of_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from site_groups where site_group_uuid = of_group for share;
  if not found then raise 'no such group' using errcode = 'P0002'; end if;
end
$$;

comment on function app.check_group(uuid) is
  'Throws P0002 when there is no such group. Caller: functions about groups. Lock: the '
  'group''s row FOR SHARE until the transaction ends.';

create or replace function app.check_sites(wanted uuid[])
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if array_position(wanted, null) is not null or not wanted <@ app.visible_sites() then
    raise 'no such site' using errcode = 'P0002';
  end if;
end
$$;

comment on function app.check_sites(uuid[]) is
  'Throws P0002 when one of the sites is not the scope''s, unknown or NULL: a stranger''s site '
  'looks like one that does not exist. Caller: definer functions. Lock: none.';

create or replace function app.check_user(of_user uuid)
returns void
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select 1 from users where user_uuid = of_user) then
    raise 'no such user' using errcode = 'P0002';
  end if;
end
$$;

comment on function app.check_user(uuid) is
  'Throws P0002 when there is no such user. Caller: functions about users. Lock: none.';

create or replace function app.contents_of_site(of_site uuid)
returns table (forecasts bigint, forecast_values bigint, generation bigint, first_utc timestamp,
  last_utc timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  planned record;
  measured record;
begin
  select count(*) into forecasts from public.forecasts f where f.site_uuid = of_site;
  select count(*) as n, min(v.start_utc) as first, max(v.end_utc) as last into planned
  from public.forecasts f join public.forecast_values v using (forecast_uuid)
  where f.site_uuid = of_site;
  select count(*) as n, min(g.start_utc) as first, max(g.end_utc) as last into measured
  from public.generation g where g.site_uuid = of_site;
  forecast_values := planned.n;
  generation := measured.n;
  first_utc := least(planned.first, measured.first);
  last_utc := greatest(planned.last, measured.last);
  return next;
end
$$;

comment on function app.contents_of_site(uuid) is
  'Returns how many rows a site has in each big table, and the first and last time of them. '
  'Caller: sitecast_admin, before a site is deleted (sql/operations/jobs.ts). Lock: none.';

create or replace function app.count_edit()
returns trigger
language plpgsql
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

comment on function app.count_edit() is
  'Counts the edits of a site, whatever version the writer gives. Caller: trigger count_edit '
  'of sites. Lock: none.';

create or replace function app.create_site(site jsonb)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  made uuid;
  owner_group uuid := app.group_uuid();
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
end
$$;

comment on function app.create_site(jsonb) is
  'Makes a site of the scope''s group from the columns of sites in the object, with the SDK''s '
  'defaults (orientation 180, tilt 35, capacities of inverters and modules as the site''s), '
  'and returns its UUID. Throws 42501 without a scope, 22023 for an unknown time zone. Caller: '
  'web roles (sql/sites/sites.ts). Lock: advisory ''sites.ml_id'', one maker at a time.';

create or replace function app.create_site_in(site jsonb, groups uuid[])
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  made uuid := app.create_site(site);
  of_group uuid;
begin
  foreach of_group in array groups loop
    perform app.link_sites(of_group, array[made]);
  end loop;
  return made;
end
$$;

comment on function app.create_site_in(jsonb, uuid[]) is
  'Makes a site as app.create_site does and links it to these groups; without any it belongs '
  'to the admin groups alone. Caller: sitecast_admin (sql/sites/admin_sites.ts). Lock: as '
  'app.create_site and app.link_sites.';

create function app.day_ahead_deadline(start_utc timestamp, day_ahead interval, utc_offset interval)
returns timestamp
language sql immutable parallel safe
as $$
select date_trunc('day', start_utc + utc_offset - interval '1 day') + day_ahead - utc_offset
$$;

comment on function app.day_ahead_deadline(timestamp, interval, interval) is
  'Returns the last time of writing (UTC) that counts as a day ahead of a target time: '
  'day_ahead after the midnight that begins the day before it, in days of utc_offset. Caller: '
  'app.forecast_values_asked. Lock: none.';

create or replace function app.deactivate_orphans(of_sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ordinary uuid[] := array(select site_group_uuid from site_groups where not is_admin);
  kept uuid[] := array(select site_uuid from site_group_sites
    where site_uuid = any(of_sites) and site_group_uuid = any(ordinary));
  orphans integer;
begin
  update sites set active = false
  where site_uuid = any(of_sites) and site_uuid <> all(kept) and active is not false;
  get diagnostics orphans = row_count;
  return orphans;
end
$$;

comment on function app.deactivate_orphans(uuid[]) is
  'Deactivates those of the sites that no ordinary group has and returns how many. Admin '
  'groups, which have every site, do not count. Caller: app.unlink_sites, app.delete_group. '
  'Lock: the sites'' rows.';

create or replace function app.deactivate_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  update users set deactivated_utc = now() at time zone 'utc'
    where user_uuid = of_user and deactivated_utc is null;
  perform app.end_sessions(of_user);
  delete from app.password_links where user_uuid = of_user;
  update app.api_tokens set revoked_utc = now() where user_uuid = of_user and revoked_utc is null;
  perform app.check_admins_remain();
end
$$;

comment on function app.deactivate_user(uuid) is
  'Ends a user''s sessions, links and tokens, and keeps the user from signing in. A login to '
  'the database is not ended. Throws P0002 without such a user, SC409 when nobody could '
  'administer any more. Caller: sitecast_admin. Lock: the user''s row; advisory '
  '''app.is_admin''.';

create or replace function app.delete_group(of_group uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  deleted site_groups;
  had uuid[];
begin
  select * into deleted from site_groups where site_group_uuid = of_group for update;
  if not found then raise 'no such group' using errcode = 'P0002'; end if;
  if exists (select 1 from users where site_group_uuid = of_group) then
    raise 'Site group with name % and site group uuid % has users and cannot be deleted.',
      deleted.site_group_name, of_group using errcode = 'SC409';
  end if;
  with unlinked as (
    delete from site_group_sites where site_group_uuid = of_group returning site_uuid)
  select coalesce(array_agg(site_uuid), '{}') into had from unlinked;
  delete from site_groups where site_group_uuid = of_group;
  return case when deleted.is_admin then 0 else app.deactivate_orphans(had) end;
end
$$;

comment on function app.delete_group(uuid) is
  'Deletes a group with its links and returns how many of its sites became inactive because no '
  'ordinary group has them any more. Throws P0002 without such a group, SC409 while it has '
  'users. Caller: sitecast_admin. Lock: the group''s row FOR UPDATE.';

create or replace function app.delete_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update api_request set user_uuid = null where user_uuid = of_user;
  delete from users where user_uuid = of_user;
  if not found then raise 'no such user' using errcode = 'P0002'; end if;
  perform app.check_admins_remain();
end
$$;

comment on function app.delete_user(uuid) is
  'Deletes a user with all secrets; the requests stay without a name. Throws P0002 without '
  'such a user, SC409 when nobody could administer any more. Caller: sitecast_admin. Lock: the '
  'user''s row and requests; advisory ''app.is_admin''.';

create or replace function app.drop_day(old_day date)
returns boolean
language plpgsql
set lock_timeout = '3s'
as $$
declare
  name text := 'forecast_values_' || to_char(old_day, 'YYYYMMDD');
  shown uuid[];
begin
  perform pg_advisory_xact_lock(hashtext('app.make_days'));
  if not exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.forecast_values'::regclass and c.relname = name) then
    return false;
  end if;
  lock table only public.forecast_values in access exclusive mode;
  select array_agg(distinct l.site_uuid) into shown from public.latest_forecast_values l
  where l.site_uuid = any(array(select site_uuid from public.sites))
    and l.start_utc >= old_day and l.start_utc < old_day + 1;
  if shown is not null then
    -- Giving up before deadlocks are looked for (1 s) spares the writer of a site.
    perform set_config('lock_timeout', '500ms', true);
    perform app.touch_sites(shown);
    delete from public.latest_forecast_values l where l.site_uuid = any(shown)
      and l.start_utc >= old_day and l.start_utc < old_day + 1;
    perform set_config('lock_timeout', '3s', true);
  end if;
  execute format('drop table public.%I', name);
  return true;
end
$$;

comment on function app.drop_day(date) is
  'Drops the partition of a day with all its values and returns false when there is none. '
  'Dropping fires no trigger: rows of the latest table that show the day go in the same '
  'transaction. Gives up with 55P03 after three seconds behind a long reader, after half a '
  'second behind a writer of a site. Caller: retention (sql/forecasts/partitions.ts). Lock: '
  'advisory ''app.make_days''; forecast_values ACCESS EXCLUSIVE; revisions of the sites shown.';

create or replace function app.end_form(key uuid, what text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.form_keys set made = what where user_uuid = app.user_uuid() and form_key = key;
end
$$;

comment on function app.end_form(uuid, text) is
  'Keeps what the form with this key made. Caller: web roles, in the transaction of '
  'app.begin_form (sql/kit/form_keys.ts). Lock: the key''s row.';

create or replace function app.end_sessions(of_user uuid)
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ended integer;
begin
  delete from app.sessions where user_uuid = of_user;
  get diagnostics ended = row_count;
  return ended;
end
$$;

comment on function app.end_sessions(uuid) is
  'Signs a user out everywhere and returns how many sessions ended. Caller: sitecast_admin; '
  'app.deactivate_user. Lock: the sessions'' rows.';

create or replace function app.fill_inverter_capacity()
returns trigger
language plpgsql
as $$
begin
  new.inverter_capacity_kw := new.capacity_kw;
  return new;
end
$$;

comment on function app.fill_inverter_capacity() is
  'Copies the capacity to inverter_capacity_kw of a new site that has none, as the SDK''s own '
  'schema does. Caller: trigger set_default_inverter_capacity_kw_trigger of sites. Lock: none.';

create or replace function app.find_or_make_model(of_name text, of_version text,
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
end
$$;

comment on function app.find_or_make_model(text, text, text) is
  'Returns the UUID of the oldest model of that name and version, and makes it if there is '
  'none. The table has no unique key (the SDK may store the same twice). Caller: web roles '
  '(sql/forecasts/forecasts.ts). Lock: advisory ''ml_model'', only where there is something to '
  'make.';

create or replace function app.forecast_values_asked(of_sites uuid[], from_utc timestamp, to_utc timestamp,
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
  sites uuid[]; -- with starts: what has no value yet, where days are in order
  starts timestamp[];
  hours integer; -- how old runs may be this time, and how young they were the time before
  seen integer := 0;
  found_values latest_forecast_values[];
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
  -- Where all days are in order, the runs are those of the 2, then the 12 hours before the newest
  -- issue time that a run may have, and all runs only for the target times without a value by then.
  foreach hours in array case when in_order then array[2, 12, null] else array[null::integer] end
  loop
    if in_order then
      select min(k), max(k) + interval '1 microsecond' into from_utc, to_utc
      from unnest(starts) k;
      exit when from_utc is null;
    end if;
    -- First the runs, then their values, run by run by the index on forecast_uuid: "offset 0" keeps
    -- both steps from being joined in another way, by which a run would read all sites' whole days.
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
          and (hours is null or f.timestamp_utc >= app.newest_issue_time(from_utc, made_by,
            min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
          and (not in_order or f.timestamp_utc <= app.newest_issue_time(to_utc, made_by,
            min_horizon, day_ahead, utc_offset) - make_interval(hours => seen))
        offset 0) f)
    select array_agg(a::latest_forecast_values) into found_values from (
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
            or day_ahead is not null
            or v.horizon_minutes <= greatest(min_horizon, 0) + hours * 60)
          and (made_by is null or v.created_utc <= made_by)
          and (day_ahead is null
            or v.created_utc <= app.day_ahead_deadline(v.start_utc, day_ahead, utc_offset))
        offset 0) v
      left join model m on m.model_uuid = v.ml_model_uuid
      where f.timestamp_utc <= v.start_utc and (f.any_model or m.name = f.wanted_model)
        and (hours is null or f.timestamp_utc >= app.newest_issue_time(v.start_utc, made_by,
          min_horizon, day_ahead, utc_offset) - make_interval(hours => hours))
        and (not in_order or (f.site_uuid, v.start_utc) in (select * from unnest(sites, starts)))
      order by f.site_uuid, v.start_utc, f.timestamp_utc desc, f.created_utc desc nulls first,
        f.forecast_uuid desc, v.forecast_value_uuid desc) a;
    return query
      select a.site_uuid, a.start_utc, a.end_utc, a.forecast_power_kw, a.probabilistic_values,
        a.horizon_minutes, a.forecast_uuid, a.timestamp_utc, m.name::text, m.version::text
      from unnest(found_values) a left join ml_model m on m.model_uuid = a.ml_model_uuid;
    select array_agg(k.s), array_agg(k.t) into sites, starts
    from (select * from unnest(sites, starts) k (s, t)
      except select a.site_uuid, a.start_utc from unnest(found_values) a) k;
    seen := hours;
  end loop;
end
$$;

comment on function app.forecast_values_asked(
  uuid[], timestamp, timestamp, timestamp, integer, interval, interval, text) is
  'Returns for each of the scope''s sites among these and each target time in [from_utc, '
  'to_utc) the newest value, of runs made at or before the target time, among those that were '
  'written at or before made_by, have a horizon of at least min_horizon minutes, and were '
  'written by day_ahead after the midnight that begins the day before the target''s (days of '
  'utc_offset). NULL is no condition. Of the model of that name; without one, of the site''s '
  'model where it has one. Caller: web roles (sql/forecasts/past_forecasts.ts). Lock: none.';

create function app.group_uuid()
returns uuid
language sql stable parallel safe
as $$
select nullif(current_setting('app.site_group_uuid', true), '')::uuid
$$;

comment on function app.group_uuid() is
  'Returns the scope''s group; NULL without one. Caller: definer functions. Policies have the '
  'same expression themselves, so that visible_sites stays their only function. Lock: none.';

create or replace function app.history_of_site(of_site uuid)
returns table (site_history_uuid uuid, created_utc timestamp, operation_type text,
  site_data jsonb, before jsonb, who text, email text, changed_through text, database_role text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare
  my_group uuid;
  i_am_admin boolean;
begin
  select g.site_group_uuid, g.is_admin into my_group, i_am_admin from site_groups g
  where g.site_group_uuid = app.group_uuid();
  if my_group is null or not (i_am_admin or of_site = any(app.visible_sites())) then return; end if;
  return query
    select h.site_history_uuid, h.created_utc, h.operation_type, h.site_data,
      lag(h.site_data) over (order by h.created_utc nulls first,
        (h.site_data ->> 'version')::integer nulls first, h.operation_type = 'DELETE'),
      case when h.changed_by_email is null then null
        when h.changed_by_group = my_group then 'own'
        when exists (select 1 from site_groups g
          where g.site_group_uuid = h.changed_by_group and g.is_admin) then 'admin'
        else 'other' end,
      case when i_am_admin or h.changed_by_group = my_group
        then h.changed_by_email::text end,
      h.changed_through, h.database_role
    from sites_history h
    where h.site_uuid = of_site
    order by h.created_utc desc nulls last,
      (h.site_data ->> 'version')::integer desc nulls last, h.operation_type <> 'DELETE';
end
$$;

comment on function app.history_of_site(uuid) is
  'Returns the changes of a site, newest first, each with the row before it. Of another '
  'group''s people a member learns no more than what they are: own, admin, other; NULL: nobody '
  'was named. Admins also read the history of a deleted site. Caller: web roles '
  '(sql/sites/site_history.ts). Lock: none.';

create or replace function app.ingest_forecasts(body jsonb)
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
    -- f: the place of a run in the request; run: that of the first of those that are the same run.
    select r.f, r.site_uuid, r.timestamp_utc, r.forecast_version, r.ml_model_uuid, r.series,
      min(r.f) over (partition by r.site_uuid, r.timestamp_utc, r.forecast_version,
        r.ml_model_uuid) as run
    from (
      select f, site_uuid, app.as_utc(timestamp_utc) as timestamp_utc, forecast_version,
        ml_model_uuid, series
      from rows from (jsonb_to_recordset(body) as (site_uuid uuid, timestamp_utc text,
          forecast_version text, ml_model_uuid uuid, "values" jsonb)) with ordinality
        r (site_uuid, timestamp_utc, forecast_version, ml_model_uuid, series, f)) r),
  sent as materialized (
    -- n: the place of a value in its run.
    select run.f, run.run, v.n, v.start_utc as start_text, app.as_utc(v.start_utc) as start_utc,
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
    left join (select f, n, site_uuid, start_text, problem from checked
      where problem is not null order by f, n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row(format(named, checks.n, checks.f), checks.site_uuid, checks.start_text,
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
end
$$;

comment on function app.ingest_forecasts(jsonb) is
  'Checks and stores runs for the scope''s sites, all of them or none. body: [{site_uuid, '
  'timestamp_utc, forecast_version, ml_model_uuid, values: [{start_utc, end_utc, '
  'forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; without a horizon it is the '
  'minutes from the run''s time to the start. A run is known by site, time, model and version: '
  'what is stored of it stays, so that a request may be repeated and a run may come in parts; '
  'a run that contradicts it is left out as a whole and counted as conflicting. Throws SC422 '
  'that names the first row that is refused, SC404 for a site that is not the scope''s. '
  'Caller: web roles (sql/forecasts/ingest.ts). Lock: as app.touch_sites, before it compares.';

create or replace function app.ingest_generation(body jsonb, replace boolean)
returns table (inserted integer, unchanged integer, conflicting integer, replaced integer,
  first_conflict text)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
declare checks record;
begin
  -- Reading the rows takes longer than storing them: it is done once, into arrays.
  with sent as materialized (
    select n, site_uuid, start_utc as start_text, app.as_utc(start_utc) as start_utc,
      app.as_utc(end_utc) as end_utc, app.as_double(power) as kw
    from rows from (jsonb_to_recordset(body) as (site_uuid uuid, start_utc text, end_utc text,
      generation_power_kw jsonb)) with ordinality r (site_uuid, start_utc, end_utc, power, n)),
  ours as materialized (
    select site_uuid,
      case when capacity_kw > 0 and capacity_kw < 1e300 then capacity_kw end as plate
    from sites where site_uuid in (select site_uuid from sent)
      and site_uuid = any((select app.visible_sites())::uuid[])),
  checked as (
    select sent.*, case
        when ours.site_uuid is null then 'site_uuid|'
        when app.wrong_period(start_utc, end_utc) is not null
          then app.wrong_period(start_utc, end_utc)
        when kw is null
          then 'generation_power_kw|generation_power_kw must be a finite number.'
        -- A generator at the edge of its plate gives a little more; an inverter uses some at night.
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
    left join (select n, site_uuid, start_text, problem from checked
      where problem is not null order by n limit 1) one on true;
  if checks.problem is not null then
    perform app.refuse_row('Row ' || checks.n, checks.site_uuid, checks.start_text,
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
      s (n, site_uuid, start_utc, end_utc, kw)
    join generation g using (site_uuid, start_utc, end_utc);
  unchanged := coalesce(cardinality(checks.places), 0) - inserted - replaced - conflicting;
  return next;
end
$$;

comment on function app.ingest_generation(jsonb, boolean) is
  'Checks and stores measurements of the scope''s sites, all of them or none. body: '
  '[{site_uuid, start_utc, end_utc, generation_power_kw}]. What is stored for a period stays, '
  'unless replace; a row that is sent twice counts as unchanged the second time. Throws SC422 '
  'that names the first row that is refused, SC404 for a site that is not the scope''s. In the '
  'order of the key, so that two callers cannot deadlock. Caller: web roles '
  '(sql/forecasts/ingest.ts). Lock: the rows inserted or replaced.';

create or replace function app.is_home()
returns boolean
language sql stable parallel safe
as $$
select true
$$;

comment on function app.is_home() is
  'Returns true where triggers on small tables do their work; on a worker of a distributed '
  'database the function is replaced by one that returns false. Caller: trigger functions of '
  'sites, ml_model and site_groups. Lock: none.';

create or replace function app.latest_forecast_values(of_sites uuid[], from_utc timestamp, to_utc timestamp)
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
end
$$;

comment on function app.latest_forecast_values(uuid[], timestamp, timestamp) is
  'Returns for each of the scope''s sites among these and each target time in [from_utc, '
  'to_utc) the newest value of all models, or of the site''s model where it has one. A model '
  'is its name: each version has a UUID of its own. Caller: web roles '
  '(sql/forecasts/forecasts.ts). Lock: none.';

create or replace function app.leave_site(site uuid)
returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_sites(array[site]);
  return (select deactivated > 0 from app.unlink_sites(app.group_uuid(), array[site]));
end
$$;

comment on function app.leave_site(uuid) is
  'Takes a site out of the scope''s own group and returns whether it became inactive. Throws '
  'P0002 for a site that the group does not have. Caller: web roles. Lock: as '
  'app.unlink_sites.';

create or replace function app.link_every_site()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  insert into site_group_sites (site_group_uuid, site_uuid)
  select new.site_group_uuid, site_uuid from sites
  on conflict do nothing;
  return null;
end
$$;

comment on function app.link_every_site() is
  'Links a group that becomes an admin group to every site. Caller: trigger link_every_site of '
  'site_groups. Lock: advisory ''app.is_admin'', against app.link_to_admin_groups: a site made '
  'meanwhile would be missed by both.';

create or replace function app.link_sites(to_group uuid, sites uuid[])
returns integer
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare linked integer;
begin
  perform app.check_group(to_group);
  if exists (select 1 from unnest(link_sites.sites) w
      where not exists (select 1 from sites s where s.site_uuid = w)) then
    raise 'no such site' using errcode = 'P0002';
  end if;
  insert into site_group_sites (site_group_uuid, site_uuid)
  select distinct to_group, w from unnest(link_sites.sites) w order by w
  on conflict do nothing;
  get diagnostics linked = row_count;
  return linked;
end
$$;

comment on function app.link_sites(uuid, uuid[]) is
  'Gives a group these sites and returns how many it did not have before. Throws P0002 without '
  'such a group or for an unknown site. Caller: sitecast_admin; app.create_site_in. Lock: the '
  'group''s row FOR SHARE.';

create or replace function app.link_to_admin_groups()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform pg_advisory_xact_lock_shared(hashtext('app.is_admin'));
  insert into site_group_sites (site_group_uuid, site_uuid)
  select site_group_uuid, new.site_uuid from site_groups where is_admin
  on conflict do nothing;
  return null;
end
$$;

comment on function app.link_to_admin_groups() is
  'Links a new site to every admin group. Caller: trigger link_to_admin_groups of sites. Lock: '
  'advisory ''app.is_admin'', shared, against app.link_every_site.';

create function app.lock_runs(runs uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(
    select f.site_uuid from forecasts f
    where f.forecast_uuid in (select unnest(runs))
    order by f.forecast_uuid for share));
end
$$;

comment on function app.lock_runs(uuid[]) is
  'Locks these runs and counts up the revisions of their sites, which keeps two writers of the '
  'latest table from losing a row. What is read after it must be a statement of its own. Caller: '
  'triggers of forecast_values, first. Lock: the runs FOR SHARE in the order of their UUIDs, then '
  'as app.touch_sites.';

create or replace function app.make_days(from_day date, to_day date)
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
    select 1 from generate_series(0, to_day - from_day - 1) n
    where to_regclass('public.forecast_values_' || to_char(from_day + n, 'YYYYMMDD')) is null) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtext('app.make_days'));
  -- Also for writers that wait behind this: with a lock on the default partition alone they would
  -- find that their row no longer belongs there (23514).
  lock table only public.forecast_values in access exclusive mode;
  for day in select from_day + n from generate_series(0, to_day - from_day - 1) n loop
    name := 'forecast_values_' || to_char(day, 'YYYYMMDD');
    -- Not by to_regclass, which may still know from before the lock that there was none.
    continue when exists (
      select 1 from pg_class where relname = name and relnamespace = 'public'::regnamespace);
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
end
$$;

comment on function app.make_days(date, date) is
  'Makes the partitions of forecast_values for the days [from_day, to_day) that are missing, '
  'moves in what already fell into the default partition, and returns how many it made. Gives '
  'up with 55P03 after three seconds behind a long reader, since everybody who comes later '
  'would queue up behind it, too. Caller: the owner, at start and every quarter of an hour '
  '(service/forecasts/forecasts.ts). Lock: advisory ''app.make_days''; forecast_values and its '
  'default partition.';

create or replace function app.make_user(new_email text, in_group uuid)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare made uuid;
begin
  perform pg_advisory_xact_lock(hashtext('users.email'));
  insert into users (email, site_group_uuid)
  select new_email, in_group
  where not exists (select 1 from users where lower(email) = lower(new_email))
  on conflict do nothing
  returning user_uuid into made;
  return made;
end
$$;

comment on function app.make_user(text, uuid) is
  'Makes a user in a group and returns its UUID; NULL when the e-mail address is taken, '
  'whatever its case, and the caller says no more than that. Caller: sitecast_admin. Lock: '
  'advisory ''users.email''.';

create or replace function app.mark_group(of_group uuid, as_admin boolean)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('app.is_admin'));
  update site_groups set is_admin = as_admin
  where site_group_uuid = of_group and is_admin is distinct from as_admin;
  if not found then
    perform app.check_group(of_group);
  end if;
  perform app.check_admins_remain();
end
$$;

comment on function app.mark_group(uuid, boolean) is
  'Makes a group an admin group, which then gets every site, or an ordinary one, which keeps '
  'its sites. Throws P0002 without such a group, SC409 when nobody could administer any more. '
  'Caller: sitecast_admin. Lock: advisory ''app.is_admin''; the group''s row.';

create or replace function app.model_freshness(asked uuid[], now_utc timestamp)
returns table (model_name text, newest_utc timestamp, sites integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  of_sites uuid[];
begin
  select array_agg(v) into of_sites from unnest(app.visible_sites()) v
  where asked is null or v = any(asked);
  return query
    with made as materialized (
      select l.site_uuid, l.ml_model_uuid, max(l.timestamp_utc) as newest_utc
      from latest_forecast_values l
      where l.site_uuid = any(of_sites)
        and l.start_utc >= now_utc - interval '24 h' and l.start_utc < now_utc + interval '24 h'
        and l.timestamp_utc between now_utc - interval '24 h' and now_utc
      group by 1, 2)
    select m.name::text, max(made.newest_utc), count(distinct made.site_uuid)::integer
    from made left join ml_model m on m.model_uuid = made.ml_model_uuid
    group by 1 order by m.name::text collate "C" nulls last;
end
$$;

comment on function app.model_freshness(uuid[], timestamp) is
  'Returns each model that made a forecast of the scope''s sites among these (NULL: all) in '
  'the day before now_utc, by name, with the newest issue time. Read from the latest table '
  'from a day ago to a day ahead: a run of the last day is the newest for some target time in '
  'there, unless newer ones of its model are, or unless it begins more than a day ahead. '
  'Caller: web roles, who may not read ml_model (sql/forecasts/model_freshness.ts). Lock: '
  'none.';

create or replace function app.move_user(of_user uuid, to_group uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  if not exists (select 1 from site_groups where site_group_uuid = to_group) then
    raise 'There is no such group.' using errcode = 'SC422', column = 'site_group_uuid';
  end if;
  update users set site_group_uuid = to_group where user_uuid = of_user;
  perform app.check_admins_remain();
end
$$;

comment on function app.move_user(uuid, uuid) is
  'Moves a user to another group. Throws P0002 without such a user, SC422 at site_group_uuid '
  'without such a group, SC409 when nobody could administer any more. Caller: sitecast_admin. '
  'Lock: the user''s row; advisory ''app.is_admin''.';

create or replace function app.name_the_writer()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  select email, site_group_uuid into new.changed_by_email, new.changed_by_group
  from users where user_uuid = new.changed_by;
  new.changed_through := nullif(current_setting('app.through', true), '');
  new.database_role := session_user;
  return new;
end
$$;

comment on function app.name_the_writer() is
  'Adds to a row of history who the user was, how the change came and which login wrote. '
  'Caller: trigger name_the_writer of sites_history. Lock: none.';

create function app.newest_issue_time(start_utc timestamp, made_by timestamp, min_horizon integer,
  day_ahead interval, utc_offset interval)
returns timestamp
language sql immutable parallel safe
as $$
select least(start_utc, made_by, app.day_ahead_deadline(start_utc, day_ahead, utc_offset),
  start_utc - coalesce(min_horizon, 0) * interval '1 minute')
$$;

comment on function app.newest_issue_time(timestamp, timestamp, integer, interval, interval) is
  'Returns the newest issue time that a run may have to serve a target time under these '
  'conditions (NULL: none), where days are in order (app.target_days). Caller: '
  'app.forecast_values_asked. Lock: none.';

create or replace function app.on_all_changed()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform app.touch_sites(array(select site_uuid from sites));
  return null;
end
$$;

comment on function app.on_all_changed() is
  'Counts up the revisions of all sites. Caller: statement triggers after which any site may '
  'look different. Lock: as app.touch_sites.';

create or replace function app.on_forecasts_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  touched uuid[];
  sites uuid[];
  starts timestamp[];
  models uuid[];
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
end
$$;

comment on function app.on_forecasts_change() is
  'Keeps the latest table true after runs were moved to another site or time, or deleted '
  'together with their values in one statement: then the trigger of the values finds no run '
  'any more. Caller: triggers latest_update and latest_delete of forecasts. Lock: as '
  'app.touch_sites.';

create or replace function app.on_generation_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from old_rows));
  return null;
end
$$;

comment on function app.on_generation_delete() is
  'Counts up the revisions of the sites whose measurements were deleted. Caller: trigger '
  'revision_delete of generation. Lock: as app.touch_sites.';

create or replace function app.on_generation_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_generation_insert() is
  'Counts up the revisions of the sites whose measurements were inserted. Caller: trigger '
  'revision_insert of generation. Lock: as app.touch_sites.';

create or replace function app.on_generation_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.touch_sites(array(select site_uuid from old_rows union select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_generation_update() is
  'Counts up the revisions of the sites whose measurements were changed. Caller: trigger '
  'revision_update of generation. Lock: as app.touch_sites.';

create or replace function app.on_sites_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not app.is_home() then return null; end if;
  perform app.touch_sites(array(select site_uuid from new_rows));
  return null;
end
$$;

comment on function app.on_sites_update() is
  'Counts up the revisions of the sites that were edited. Caller: trigger revision_update of '
  'sites. Lock: as app.touch_sites.';

create or replace function app.on_values_delete()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  starts timestamp[];
  models uuid[];
begin
  select array_agg(forecast_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    into runs, starts, models from old_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(runs);
  perform app.rebuild_shown(runs, starts, models);
  return null;
end
$$;

comment on function app.on_values_delete() is
  'Keeps the latest table true after values were deleted. Caller: trigger latest_delete of '
  'forecast_values. Lock: the runs FOR SHARE in the order of their UUIDs, then as '
  'app.touch_sites.';

create or replace function app.on_values_insert()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  runs uuid[];
  first timestamp;
  last timestamp;
begin
  select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
    into runs, first, last from new_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(runs);
  perform app.refresh_latest(runs, first, last);
  return null;
end
$$;

comment on function app.on_values_insert() is
  'Keeps the latest table true after values were inserted. Caller: trigger latest_insert of '
  'forecast_values. Lock: the runs FOR SHARE in the order of their UUIDs, then as '
  'app.touch_sites.';

create or replace function app.on_values_truncate()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from latest_forecast_values;
  return null;
end
$$;

comment on function app.on_values_truncate() is
  'Empties the latest table after forecast_values was emptied; by DELETE, since TRUNCATE sites '
  'CASCADE is still using the table. Caller: trigger latest_truncate of forecast_values. Lock: '
  'rows of the latest table.';

create or replace function app.on_values_update()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  old_runs uuid[];
  old_starts timestamp[];
  old_models uuid[];
  runs uuid[];
  first timestamp;
  last timestamp;
begin
  select array_agg(forecast_uuid), array_agg(start_utc), array_agg(ml_model_uuid)
    into old_runs, old_starts, old_models from old_rows;
  select array_agg(distinct forecast_uuid), min(start_utc), max(start_utc)
    into runs, first, last from new_rows;
  if runs is null then return null; end if;
  perform app.lock_runs(old_runs || runs);
  perform app.rebuild_shown(old_runs, old_starts, old_models);
  perform app.refresh_latest(runs, first, last);
  return null;
end
$$;

comment on function app.on_values_update() is
  'Keeps the latest table true after values were changed. Caller: trigger latest_update of '
  'forecast_values. Lock: the runs, old and new, FOR SHARE in the order of their UUIDs, then '
  'as app.touch_sites.';

create or replace function app.plain_latest(from_utc timestamp, to_utc timestamp)
returns setof latest_forecast_values
language plpgsql stable
as $$
#variable_conflict use_column
begin
  return query
    select distinct on (f.site_uuid, v.start_utc, 3) f.site_uuid, v.start_utc,
      coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid,
      v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
      f.forecast_uuid, f.timestamp_utc, f.created_utc
    from forecasts f join forecast_values v using (forecast_uuid)
    where v.start_utc >= from_utc and v.start_utc < to_utc and v.start_utc < 'infinity'
      and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'
    order by f.site_uuid, v.start_utc, 3, f.timestamp_utc desc, f.created_utc desc nulls first,
      f.forecast_uuid desc, v.forecast_value_uuid desc;
end
$$;

comment on function app.plain_latest(timestamp, timestamp) is
  'Returns the rows that the latest table should have for target times in [from_utc, to_utc), '
  'from all values: the plain definition. Caller: the owner, to check and to make again '
  '(sql/forecasts/rollup.ts). Lock: none.';

create or replace function app.post_status(new_status text, new_message text)
returns uuid
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  me uuid := app.user_uuid();
  my_email text;
  made uuid;
begin
  select email into my_email from users where user_uuid = me;
  insert into status (status, message, posted_by, posted_by_email)
  values (new_status, new_message, me, my_email)
  returning status_uuid into made;
  return made;
end
$$;

comment on function app.post_status(text, text) is
  'Posts a status in the name of the scope''s user and returns its UUID. Caller: '
  'sitecast_admin (sql/operations/status.ts). Lock: none.';

create or replace function app.rebuild_latest(sites uuid[], starts timestamp[], models uuid[])
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
    insert into latest_forecast_values (site_uuid, start_utc, ml_model_uuid, end_utc,
      forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc,
      forecast_created_utc)
    select newest.* from (select distinct s, t, m from unnest($1, $2, $3) k (s, t, m)) k
    cross join lateral (
      select f.site_uuid, v.start_utc, k.m, v.end_utc, v.forecast_power_kw,
        v.probabilistic_values, v.horizon_minutes, f.forecast_uuid, f.timestamp_utc,
        f.created_utc
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.site_uuid = k.s and v.start_utc = k.t
        and coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) = k.m
        and f.timestamp_utc <= k.t and f.timestamp_utc <= v.start_utc
        and f.timestamp_utc > '-infinity' and v.start_utc < 'infinity'
      order by f.timestamp_utc desc, f.created_utc desc nulls first, f.forecast_uuid desc,
        v.forecast_value_uuid desc
      limit 1) newest
    order by 1, 2, 3
    on conflict do nothing
  $q$ using sites, starts, models;
end
$$;

comment on function app.rebuild_latest(uuid[], timestamp[], uuid[]) is
  'Makes the rows of the latest table with these keys (three arrays of one length: sites, '
  'target times, models) again from the values that are there. Idempotent. Caller: triggers of '
  'forecast_values and forecasts, after app.touch_sites. Lock: rows of the latest table.';

create function app.rebuild_shown(runs uuid[], starts timestamp[], models uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  shown_sites uuid[];
  shown_starts timestamp[];
  shown_models uuid[];
begin
  execute $q$
    select array_agg(l.site_uuid), array_agg(l.start_utc), array_agg(l.ml_model_uuid)
    from (
      select distinct f.site_uuid, o.forecast_uuid, o.start_utc,
        coalesce(o.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid
      from unnest($1, $2, $3) o (forecast_uuid, start_utc, ml_model_uuid)
      join forecasts f using (forecast_uuid)) o
    join latest_forecast_values l using (site_uuid, start_utc, ml_model_uuid, forecast_uuid)
  $q$ into shown_sites, shown_starts, shown_models using runs, starts, models;
  if shown_sites is null then return; end if;
  perform app.rebuild_latest(shown_sites, shown_starts, shown_models);
end
$$;

comment on function app.rebuild_shown(uuid[], timestamp[], uuid[]) is
  'Makes those rows of the latest table again that show one of these values, which were taken '
  'away or changed (three arrays of one length: run, target time and model of each). Caller: '
  'triggers of forecast_values, after app.lock_runs. Lock: as app.rebuild_latest.';

create or replace function app.record_site_change()
returns trigger
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  who uuid := nullif(current_setting('pvsite_datamodel.current_user_uuid', true), '')::uuid;
begin
  if not app.is_home() then return null; end if;
  insert into sites_history (created_utc, site_uuid, site_data, changed_by, operation_type)
  values (now() at time zone 'utc', coalesce(new.site_uuid, old.site_uuid),
    coalesce(to_jsonb(new), to_jsonb(old)), who, tg_op);
  return null;
end
$$;

comment on function app.record_site_change() is
  'Writes the change of a site to sites_history. Who made it is read from the SDK''s session '
  'variable, which is unset or empty for nobody. Caller: trigger site_changes_trigger of '
  'sites. Lock: none.';

create or replace function app.refresh_latest(runs uuid[], from_utc timestamp default '-infinity',
  to_utc timestamp default 'infinity')
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- By EXECUTE: a plan that was made for many rows and kept makes single inserts nine times slower.
  execute $q$
    with read as materialized (
      select f.site_uuid, v.start_utc,
        coalesce(v.ml_model_uuid, '00000000-0000-0000-0000-000000000000'::uuid) as ml_model_uuid,
        v.end_utc, v.forecast_power_kw, v.probabilistic_values, v.horizon_minutes,
        f.forecast_uuid, f.timestamp_utc, f.created_utc as forecast_created_utc,
        v.forecast_value_uuid,
        coalesce(f.timestamp_utc + v.horizon_minutes * interval '1 minute' <= v.start_utc, true)
          and coalesce(f.timestamp_utc <= v.created_utc, true) as in_order
      from forecasts f join forecast_values v using (forecast_uuid)
      where f.forecast_uuid = any($1) and v.forecast_uuid = any($1)
        and v.start_utc >= $2 and v.start_utc <= $3 and v.start_utc < 'infinity'
        and f.timestamp_utc <= v.start_utc and f.timestamp_utc > '-infinity'),
    days as (
      -- A day that has nothing to learn is not written: that is nearly always so.
      insert into app.target_days as d (site_uuid, day, oldest_run_utc, in_order)
      select n.* from (
        select site_uuid, start_utc::date as day, min(timestamp_utc) as oldest,
          bool_and(in_order) as in_order
        from read group by 1, 2) n
      where not exists (select 1 from app.target_days o where o.site_uuid = n.site_uuid
        and o.day = n.day and o.oldest_run_utc <= n.oldest and o.in_order <= n.in_order)
      order by 1, 2
      on conflict (site_uuid, day) do update
        set oldest_run_utc = least(d.oldest_run_utc, excluded.oldest_run_utc),
          in_order = d.in_order and excluded.in_order)
    insert into latest_forecast_values as l (site_uuid, start_utc, ml_model_uuid, end_utc,
      forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid, timestamp_utc,
      forecast_created_utc)
    select distinct on (site_uuid, start_utc, ml_model_uuid) site_uuid, start_utc, ml_model_uuid,
      end_utc, forecast_power_kw, probabilistic_values, horizon_minutes, forecast_uuid,
      timestamp_utc, forecast_created_utc
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
end
$$;

comment on function app.refresh_latest(uuid[], timestamp, timestamp) is
  'Takes the values that these runs have from one target time to another, both included, into '
  'the latest table, and keeps in app.target_days what questions about past forecasts need. '
  'Idempotent. Caller: triggers of forecast_values and forecasts; retention and repair, after '
  'app.touch_sites. Lock: rows of the latest table.';

drop function app.refuse_row(text, uuid, text, text, text);
create function app.refuse_row(row_name text, site uuid, start_text text, path text, wrong text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if wrong = 'site_uuid|' then
    raise '%: there is no such site here.', row_name using errcode = 'SC404';
  end if;
  raise '% (site %, %): %', row_name, site, coalesce(left(start_text, 40), 'no start'),
    split_part(wrong, '|', 2)
    using errcode = 'SC422', column = path || split_part(wrong, '|', 1);
end
$$;

comment on function app.refuse_row(text, uuid, text, text, text) is
  'Throws SC422 at the field of a row with what is wrong (field|sentence), or SC404 for a site '
  'that is a stranger''s or does not exist, which look alike. Caller: ingestion. Lock: none.';

create or replace function app.rename_user(of_user uuid, new_email text)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  perform pg_advisory_xact_lock(hashtext('users.email'));
  if exists (select 1 from users
      where lower(email) = lower(new_email) and user_uuid <> of_user) then
    raise 'Another user has this e-mail address.' using errcode = 'SC422', column = 'email';
  end if;
  update users set email = new_email where user_uuid = of_user;
end
$$;

comment on function app.rename_user(uuid, text) is
  'Changes a user''s e-mail address. Throws P0002 without such a user, SC422 at email when '
  'another user has it. Caller: sitecast_admin. Lock: advisory ''users.email''.';

create or replace function app.restore_user(of_user uuid)
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform app.check_user(of_user);
  update users set deactivated_utc = null where user_uuid = of_user;
end
$$;

comment on function app.restore_user(uuid) is
  'Lets a deactivated user sign in again; tokens stay revoked. Throws P0002 without such a '
  'user. Caller: sitecast_admin. Lock: the user''s row.';

create or replace function app.scope(group_uuid uuid, user_uuid uuid, through text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('set local app.site_group_uuid = %L', coalesce(group_uuid::text, ''));
  execute format('set local app.user_uuid = %L', coalesce(user_uuid::text, ''));
  execute format('set local pvsite_datamodel.current_user_uuid = %L',
    coalesce(user_uuid::text, ''));
  execute format('set local app.through = %L', coalesce(through, ''));
end
$$;

comment on function app.scope(uuid, uuid, text) is
  'Opens a scope for the current transaction: sets the group, the user and how the change '
  'came, which policies, definer functions and the history of sites read. NULL sets nothing. '
  'Caller: db/scope.ts, first in every transaction of the request pool; jobs. Lock: none.';

create or replace function app.sign_in_facts(of_users uuid[])
returns table (user_uuid uuid, has_password boolean, sessions integer, tokens integer,
  link_expires_utc timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select u, exists (select 1 from app.credentials c where c.user_uuid = u),
      (select count(*)::integer from app.sessions s
        where s.user_uuid = u and s.expires_utc > now()),
      (select count(*)::integer from app.api_tokens t where t.user_uuid = u
        and t.revoked_utc is null and (t.expires_utc is null or t.expires_utc > now())),
      (select l.expires_utc from app.password_links l
        where l.user_uuid = u and l.expires_utc > now())
    from unnest(of_users) u;
end
$$;

comment on function app.sign_in_facts(uuid[]) is
  'Returns what the tables of secrets tell an admin about users: whether there is a password, '
  'counts and times, no secret. Caller: sitecast_admin. Lock: none.';

create or replace function app.sites_of_client(part text)
returns uuid[]
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  return array(
    select s.site_uuid from sites s join clients c using (client_uuid)
    where s.site_uuid = any((select app.visible_sites())::uuid[])
      and strpos(lower(c.client_name), lower(part)) > 0);
end
$$;

comment on function app.sites_of_client(text) is
  'Returns the UUIDs of the scope''s sites whose client''s name contains this text, whatever '
  'its case. Caller: web roles, who may not read clients (sql/sites/sites.ts). Lock: none.';

create or replace function app.store_forecasts(forecasts jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  stored bigint;
begin
  with run as materialized (
    select gen_random_uuid() as forecast_uuid, r.*,
      coalesce(r.written_utc, now()) at time zone 'utc' as created_utc
    from jsonb_to_recordset(forecasts) r (site_uuid uuid, timestamp_utc timestamptz,
      forecast_version text, ml_model_uuid uuid, written_utc timestamptz, "values" jsonb)
    order by r.site_uuid),
  made as (
    insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, forecast_version, created_utc)
    select forecast_uuid, site_uuid, timestamp_utc at time zone 'utc', forecast_version,
      created_utc
    from run)
  insert into forecast_values (start_utc, end_utc, forecast_power_kw, horizon_minutes,
    probabilistic_values, forecast_uuid, ml_model_uuid, created_utc)
  select v.start_utc at time zone 'utc', v.end_utc at time zone 'utc', v.forecast_power_kw,
    coalesce(v.horizon_minutes, -1), coalesce(v.probabilistic_values, '{}'), run.forecast_uuid,
    run.ml_model_uuid, run.created_utc
  from run, jsonb_to_recordset(run."values") v (start_utc timestamptz, end_utc timestamptz,
    forecast_power_kw float8, horizon_minutes integer, probabilistic_values jsonb);
  get diagnostics stored = row_count;
  return stored;
end
$$;

comment on function app.store_forecasts(jsonb) is
  'Stores runs with their values and returns how many values. forecasts: [{site_uuid, '
  'timestamp_utc, forecast_version, ml_model_uuid?, written_utc?, values: [{start_utc, '
  'end_utc, forecast_power_kw, horizon_minutes?, probabilistic_values?}]}]; times carry an '
  'offset. Caller: the owner (sql/forecasts/forecasts.ts). Lock: as the triggers of '
  'forecast_values.';

create or replace function app.store_generation(generation jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare stored bigint;
begin
  insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
  select site_uuid, start_utc at time zone 'utc', end_utc at time zone 'utc', generation_power_kw
  from jsonb_to_recordset(store_generation.generation) r (site_uuid uuid, start_utc timestamptz,
    end_utc timestamptz, generation_power_kw float8)
  order by 1, 2
  on conflict do nothing;
  get diagnostics stored = row_count;
  return stored;
end
$$;

comment on function app.store_generation(jsonb) is
  'Stores measurements of any sites and returns how many were new; the first value of a period '
  'stays. generation: [{site_uuid, start_utc, end_utc, generation_power_kw}]; times carry an '
  'offset. In the order of the key, so that two callers with the same rows cannot deadlock. '
  'Caller: the owner (sql/generation/generation.ts). Lock: the rows inserted.';

create or replace function app.touch_sites(ids uuid[])
returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute 'insert into site_revisions as r (site_uuid)
    select s.site_uuid from sites s where s.site_uuid = any($1) order by 1
    on conflict (site_uuid) do update set revision = r.revision + 1' using ids;
end
$$;

comment on function app.touch_sites(uuid[]) is
  'Counts up the revisions of these sites, in the order of their UUIDs. Every writer of the '
  'latest table does so first, and reads in a later statement only: the revision''s row is the '
  'lock that keeps two writers from losing a row, and a real update, so that under REPEATABLE '
  'READ the second one fails (40001) instead of being wrong. Caller: triggers of forecasts, '
  'forecast_values, sites and ml_model; ingestion; retention. Lock: the rows of site_revisions '
  'until the transaction ends.';

create or replace function app.unlink_sites(from_group uuid, of_sites uuid[])
returns table (removed integer, deactivated integer)
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
declare
  unlinked uuid[];
begin
  perform app.check_group(from_group);
  if exists (select 1 from site_groups where site_group_uuid = from_group and is_admin) then
    raise 'An admin group has every site: none can be removed from it.' using errcode = 'SC409';
  end if;
  with deleted as (
    delete from site_group_sites
    where site_group_uuid = from_group and site_uuid = any(of_sites) returning site_uuid)
  select coalesce(array_agg(site_uuid), '{}') into unlinked from deleted;
  removed := cardinality(unlinked);
  deactivated := app.deactivate_orphans(unlinked);
  return next;
end
$$;

comment on function app.unlink_sites(uuid, uuid[]) is
  'Takes sites out of a group and returns how many it had, and how many became inactive '
  'because no ordinary group has them any more. Throws P0002 without such a group, SC409 for '
  'an admin group. Caller: sitecast_admin; app.leave_site. Lock: the group''s row FOR SHARE; '
  'the links'' rows.';

create function app.user_uuid()
returns uuid
language sql stable parallel safe
as $$
select nullif(current_setting('app.user_uuid', true), '')::uuid
$$;

comment on function app.user_uuid() is
  'Returns the scope''s user; NULL without one. Caller: definer functions. Lock: none.';

create or replace function app.values_of_forecast(forecast uuid)
returns table (start_utc timestamp, end_utc timestamp, forecast_power_kw double precision,
  probabilistic_values jsonb, horizon_minutes integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
    select v.start_utc, v.end_utc, v.forecast_power_kw, v.probabilistic_values,
      v.horizon_minutes
    from forecasts f join forecast_values v using (forecast_uuid)
    where f.forecast_uuid = forecast and f.site_uuid = any((select app.visible_sites())::uuid[])
    order by v.start_utc;
end
$$;

comment on function app.values_of_forecast(uuid) is
  'Returns the values of one run, oldest first; none for a stranger''s run. Caller: web roles. '
  'Lock: none.';

create or replace function app.visible_sites()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
select coalesce(array_agg(site_uuid), '{}') from site_group_sites
where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
$$;

comment on function app.visible_sites() is
  'Returns the UUIDs of the sites of the scope''s group; empty without a scope. Runs as the '
  'owner, since the policy of site_group_sites would otherwise be evaluated inside every other '
  'policy. Caller: every policy by site; definer functions. Lock: none.';

create or replace function app.visible_users()
returns uuid[]
language sql stable parallel safe security definer cost 100000
set search_path = pg_catalog, public, pg_temp
as $$
select coalesce(array_agg(user_uuid), '{}') from users
where site_group_uuid = nullif(current_setting('app.site_group_uuid', true), '')::uuid
$$;

comment on function app.visible_users() is
  'Returns the UUIDs of the users of the scope''s group; empty without a scope. Caller: the '
  'policy of api_request. Lock: none.';

create or replace function app.wrong_period(start_utc timestamp, end_utc timestamp)
returns text
language sql immutable
as $$
select case
  when start_utc is null then app.wrong_time('start_utc')
  when end_utc is null then app.wrong_time('end_utc')
  when end_utc <= start_utc then 'end_utc|end_utc must be after start_utc.'
  when end_utc > start_utc + interval '1 day'
    then 'end_utc|end_utc must be at most one day after start_utc.' end
$$;

comment on function app.wrong_period(timestamp, timestamp) is
  'Returns what is wrong with a period, as field|sentence; NULL for a good one. Caller: '
  'ingestion. Lock: none.';

create or replace function app.wrong_time(field text)
returns text
language sql immutable
as $$
select format('%s|%1$s must be a time with its offset, like 2026-11-21T09:00:00Z.', field)
$$;

comment on function app.wrong_time(text) is
  'Returns what is wrong with a field that must be a time, as field|sentence. Caller: '
  'ingestion. Lock: none.';

comment on table app.sign_in_attempts is
  'Attempts to sign in that failed or are under way, by which the number of guesses is '
  'limited. Read by the owner''s connections only.';
comment on column app.sign_in_attempts.attempt_uuid is 'Key of the attempt.';
comment on column app.sign_in_attempts.email is 'E-mail address that was typed.';
comment on column app.sign_in_attempts.address is
  'Network address of the client; an IPv6 address stands for its /64.';
comment on column app.sign_in_attempts.at_utc is 'When the attempt was made.';
comment on table app.api_tokens is
  'Bearer tokens for scripts. Read by the owner''s connections only; a row goes with its user.';
comment on column app.api_tokens.token_uuid is 'Key of the token.';
comment on column app.api_tokens.token_hash is 'SHA-256 of the token.';
comment on column app.api_tokens.prefix is
  'First characters of the token, which may be shown: they tell tokens apart.';
comment on column app.api_tokens.user_uuid is 'The user whose rights the token has.';
comment on column app.api_tokens.can_write is 'False: the token only reads.';
comment on column app.api_tokens.created_utc is 'When the token was made.';
comment on column app.api_tokens.expires_utc is 'When the token stops working. NULL: never.';
comment on column app.api_tokens.last_used_utc is
  'Time of the last request with the token, written in batches. NULL: never used.';
comment on column app.api_tokens.revoked_utc is 'When the token was revoked. NULL: not revoked.';
comment on column app.api_tokens.name is 'What the user calls the token.';
comment on table app.credentials is
  'Passwords of users, as hashes. Read by the owner''s connections only; a row goes with its '
  'user.';
comment on column app.credentials.user_uuid is 'The user whose password this is.';
comment on column app.credentials.password_hash is
  'scrypt hash (RFC 7914) with its parameters and salt.';
comment on column app.credentials.changed_utc is 'When the password was set.';
comment on table app.form_keys is
  'Keys of forms that make something, so that the same form sent twice makes it once. A row '
  'goes with its user, and after a day.';
comment on column app.form_keys.user_uuid is 'The user who sent the form.';
comment on column app.form_keys.form_key is 'UUID that the form carries.';
comment on column app.form_keys.made is 'What the form made: the id that the second sender gets.';
comment on column app.form_keys.created_utc is 'When the form was first sent.';
comment on table app.password_links is
  'Links by which users set a password; only the newest link of a user works. Read by the '
  'owner''s connections only; a row goes with its user.';
comment on column app.password_links.user_uuid is 'The user who may set a password.';
comment on column app.password_links.link_hash is 'SHA-256 of the secret in the link.';
comment on column app.password_links.expires_utc is 'When the link stops working.';
comment on table app.sessions is
  'Signed-in browsers. Read by the owner''s connections only; a row goes with its user.';
comment on column app.sessions.session_hash is 'SHA-256 of the secret in the cookie.';
comment on column app.sessions.user_uuid is 'The user who signed in.';
comment on column app.sessions.created_utc is 'When the user signed in.';
comment on column app.sessions.expires_utc is 'When the session ends.';
comment on column app.sessions.user_agent is
  'User-Agent header of the sign-in, so that users recognise their browsers. NULL: none was '
  'sent.';
comment on table app.accuracy_counted is
  'What there was when a day was counted, so that what comes later is noticed.';
comment on column app.accuracy_counted.site_uuid is 'The site.';
comment on column app.accuracy_counted.day is 'UTC day that was counted.';
comment on column app.accuracy_counted.generation_count is 'Measurements that start on the day.';
comment on column app.accuracy_counted.generation_newest_utc is
  'When the newest of them was written (UTC). NULL: there were none.';
comment on column app.accuracy_counted.run_count is 'Runs that may have values on the day.';
comment on column app.accuracy_counted.run_newest_utc is
  'When the newest of them was written (UTC). NULL: there were none.';
comment on table app.accuracy_days is
  'How far forecasts were from generation, as counts and sums that add up, by site, UTC day, '
  'model name and horizon. A pair is a forecast value and the mean measured power of the same '
  'period. Members read it through app.accuracy_sums: a policy by site would compare every row '
  'with every site of the group.';
comment on column app.accuracy_days.site_uuid is 'The site.';
comment on column app.accuracy_days.day is 'UTC day of the periods'' starts.';
comment on column app.accuracy_days.daylight is
  'True: only pairs while the sun is above the horizon; false: all pairs.';
comment on column app.accuracy_days.model_name is
  'Name of the model. NULL: values without a model.';
comment on column app.accuracy_days.horizon_hours is 'Horizon, in whole hours.';
comment on column app.accuracy_days.pairs is 'Number of pairs.';
comment on column app.accuracy_days.abs_kw is 'Sum of the absolute errors, in kW.';
comment on column app.accuracy_days.square_kw2 is 'Sum of the squared errors, in kW².';
comment on column app.accuracy_days.error_kw is
  'Sum of the errors (forecast minus measured), in kW.';
comment on column app.accuracy_days.capacity_kw is
  'Sum of the site''s capacity over the pairs, in kW. NULL: the site has no capacity.';
comment on column app.accuracy_days.band_pairs is 'Pairs whose forecast has a band.';
comment on column app.accuracy_days.inside_pairs is
  'Of those the pairs whose measured power lies inside the band.';
comment on column app.accuracy_days.compared_pairs is
  'Pairs of periods for which the baseline has a value at this horizon, too.';
comment on column app.accuracy_days.compared_abs_kw is
  'Sum of the absolute errors of those pairs, in kW.';
comment on column app.accuracy_days.baseline_abs_kw is
  'Sum of the baseline''s mean absolute error in those pairs'' periods, once for each pair, in '
  'kW.';
comment on table app.accuracy_recent is
  'The sums of app.accuracy_days over the 30 days up to a day, made in the same transaction: '
  'the question of every page reads a thirtieth of the rows.';
comment on column app.accuracy_recent.site_uuid is 'The site.';
comment on column app.accuracy_recent.last_day is 'Last of the 30 UTC days.';
comment on column app.accuracy_recent.daylight is
  'True: only pairs while the sun is above the horizon; false: all pairs.';
comment on column app.accuracy_recent.model_name is
  'Name of the model. NULL: values without a model.';
comment on column app.accuracy_recent.horizon_hours is 'Horizon, in whole hours.';
comment on column app.accuracy_recent.pairs is 'Number of pairs.';
comment on column app.accuracy_recent.abs_kw is 'Sum of the absolute errors, in kW.';
comment on column app.accuracy_recent.square_kw2 is 'Sum of the squared errors, in kW².';
comment on column app.accuracy_recent.error_kw is
  'Sum of the errors (forecast minus measured), in kW.';
comment on column app.accuracy_recent.capacity_kw is
  'Sum of the site''s capacity over the pairs, in kW. NULL: the site has no capacity.';
comment on column app.accuracy_recent.band_pairs is 'Pairs whose forecast has a band.';
comment on column app.accuracy_recent.inside_pairs is
  'Of those the pairs whose measured power lies inside the band.';
comment on column app.accuracy_recent.compared_pairs is
  'Pairs of periods for which the baseline has a value at this horizon, too.';
comment on column app.accuracy_recent.compared_abs_kw is
  'Sum of the absolute errors of those pairs, in kW.';
comment on column app.accuracy_recent.baseline_abs_kw is
  'Sum of the baseline''s mean absolute error in those pairs'' periods, once for each pair, in '
  'kW.';
comment on table app.baseline_fits is
  'Fits of the baseline, so that a forecast reads days of a site''s past and not months. A fit '
  'can always be made again; it goes with its site.';
comment on column app.baseline_fits.site_uuid is 'The site.';
comment on column app.baseline_fits.day is 'UTC day at whose beginning the fit was made.';
comment on column app.baseline_fits.version is
  'Version of the baseline''s rules; a fit of another version is not used.';
comment on column app.baseline_fits.fit is 'The parameters (domain/forecasts/baseline/fit.ts).';
comment on table app.target_days is
  'How far back questions about past forecasts must look: for each site and UTC day of target '
  'times the oldest run that has values on it. A row only ever gets an older run or falls out '
  'of order: one that is worse than need be costs time, a missing one would lose results. '
  'Written by app.refresh_latest under the locks that it is called with.';
comment on column app.target_days.site_uuid is 'The site.';
comment on column app.target_days.day is 'UTC day of the target times.';
comment on column app.target_days.oldest_run_utc is
  'Issue time of the oldest run with values on the day (UTC).';
comment on column app.target_days.in_order is
  'True while no value on the day has a horizon longer than from its run to its start, none '
  'was written before its run''s issue time, and the latest table has all target times of the '
  'day. Then a question may stop at the newest runs that can serve it.';
comment on table latest_forecast_values is
  'The latest table: for each site, target time and model the value of the newest run made at '
  'or before the target time. Kept true by triggers on forecast_values and forecasts whoever '
  'writes, in whatever order. Newest by timestamp_utc, then created_utc of the run (NULL as '
  'newest), then forecast_uuid, then forecast_value_uuid. No foreign key: a row is there only '
  'while its run is.';
comment on column latest_forecast_values.site_uuid is 'The site.';
comment on column latest_forecast_values.start_utc is 'Target time: start of the period (UTC).';
comment on column latest_forecast_values.ml_model_uuid is
  'The model that made the value; the zero UUID: not known.';
comment on column latest_forecast_values.end_utc is 'End of the period (UTC), excluded.';
comment on column latest_forecast_values.forecast_power_kw is
  'Mean power over the period, in kW.';
comment on column latest_forecast_values.probabilistic_values is 'Quantiles in kW by name.';
comment on column latest_forecast_values.horizon_minutes is
  'Minutes from the issue time to the target time, as the value has it.';
comment on column latest_forecast_values.forecast_uuid is 'The run that the value comes from.';
comment on column latest_forecast_values.timestamp_utc is 'Issue time of that run (UTC).';
comment on column latest_forecast_values.forecast_created_utc is
  'When that run was written (UTC). NULL counts as newest.';
comment on table site_groups is
  'Sets of sites that their members see. Table of the Python SDK; is_admin is ours.';
comment on column site_groups.site_group_uuid is 'Key of the group.';
comment on column site_groups.created_utc is 'When the row was written (UTC).';
comment on column site_groups.site_group_name is 'Name of the group, unique.';
comment on column site_groups.service_level is
  'Level of service that the group pays for: 0 free, 1 paid.';
comment on column site_groups.is_admin is
  'True: an admin group. Its members administer the service and see every site.';
comment on table app.jobs is
  'Work that outlasts a request, done in small steps by one instance at a time. No foreign '
  'keys: the site is what goes, and a job is done even when its user is gone.';
comment on column app.jobs.job_uuid is 'Key of the job.';
comment on column app.jobs.kind is 'What is done: ''delete site''.';
comment on column app.jobs.site_uuid is 'The site that the job is about.';
comment on column app.jobs.site_name is 'Name of the site when the job was made.';
comment on column app.jobs.with_generation is 'True: generation may be deleted, too.';
comment on column app.jobs.asked_by is 'The user who wants it.';
comment on column app.jobs.asked_by_email is 'E-mail address of that user at the time.';
comment on column app.jobs.asked_through is 'How the job came: form or api.';
comment on column app.jobs.state is 'waiting, running, done or failed.';
comment on column app.jobs.done is 'Rows that have been taken away so far.';
comment on column app.jobs.total is 'Rows there are in all, as counted when the job began.';
comment on column app.jobs.message is 'What went wrong. NULL: nothing.';
comment on column app.jobs.created_utc is 'When the job was made (UTC).';
comment on column app.jobs.ended_utc is
  'When the job was done or failed (UTC). NULL: it is open.';
comment on table status is
  'What operators tell everybody; the newest row is the banner. Table of the Python SDK; '
  'posted_by and posted_by_email are ours.';
comment on column status.status_uuid is 'Key of the status.';
comment on column status.created_utc is 'When the status was posted (UTC).';
comment on column status.status is 'How things are: ok, warning or error.';
comment on column status.message is 'The sentence for people.';
comment on column status.posted_by is
  'The user who posted it. No foreign key: the status outlives its author.';
comment on column status.posted_by_email is 'E-mail address of that user at the time.';
comment on table clients is
  'Companies whose sites these are: a label that admins assign. Table of the Python SDK.';
comment on column clients.client_uuid is 'Key of the client.';
comment on column clients.created_utc is 'When the row was written (UTC).';
comment on column clients.client_name is 'Name of the client, unique.';
comment on table ml_model is
  'What makes runs, known by name and version. Table of the Python SDK; it may hold the same '
  'name and version twice.';
comment on column ml_model.model_uuid is 'Key of one version of a model.';
comment on column ml_model.created_utc is 'When the row was written (UTC).';
comment on column ml_model.name is
  'Name of the model. All versions of a name count as one model.';
comment on column ml_model.version is 'Version of the model.';
comment on column ml_model.description is 'What the model is, for people.';
comment on table sites is
  'Solar and wind installations, each at one place. Table of the Python SDK; altitude_m, '
  'time_zone, note and version are ours. Triggers keep the history of every change, whoever '
  'writes.';
comment on column sites.site_uuid is 'Key of the site.';
comment on column sites.created_utc is 'When the row was written (UTC).';
comment on column sites.client_site_id is 'The client''s own number of the site.';
comment on column sites.client_site_name is 'The client''s name of the site.';
comment on column sites.country is 'Country, lower case; ''uk'' is Great Britain.';
comment on column sites.region is 'Region, in free words.';
comment on column sites.dno is
  'Distribution network operator whose licence area contains the site: JSON text with id and '
  'names, as the Python SDK writes it.';
comment on column sites.gsp is
  'Grid supply point whose region contains the site: JSON text with id and name, as the Python '
  'SDK writes it.';
comment on column sites.asset_type is 'pv (solar) or wind.';
comment on column sites.orientation is
  'Direction that the modules face, in degrees clockwise from north: 180 is south.';
comment on column sites.tilt is 'Angle of the modules from the horizontal, in degrees.';
comment on column sites.latitude is 'Degrees north (WGS 84).';
comment on column sites.longitude is 'Degrees east (WGS 84).';
comment on column sites.capacity_kw is 'AC power that the site can deliver, in kW.';
comment on column sites.inverter_capacity_kw is 'AC power of the inverters, in kW.';
comment on column sites.module_capacity_kw is 'DC power of the modules, in kW.';
comment on column sites.ml_id is
  'Number of the site in modellers'' programs. Not unique: SDK 1.0.58 repeats it.';
comment on column sites.active is
  'False: no forecasts are made and lists leave the site out. NULL counts as true.';
comment on column sites.client_uuid is 'The client whose site it is. NULL: none.';
comment on column sites.ml_model_uuid is
  'The model whose forecasts are shown (every version of its name). NULL: the newest forecast '
  'of any model.';
comment on column sites.altitude_m is 'Metres above sea level.';
comment on column sites.time_zone is 'IANA name of the time zone. NULL: by the coordinates.';
comment on column sites.note is 'Where the data of the site come from, for its page.';
comment on column sites.version is
  'Number of edits, starting at 1: an edit made against an older version is refused.';
comment on table users is
  'People and programs that sign in or use tokens; each is in one site group. Table of the '
  'Python SDK; deactivated_utc and last_seen_utc are ours.';
comment on column users.user_uuid is 'Key of the user.';
comment on column users.created_utc is 'When the row was written (UTC).';
comment on column users.email is
  'E-mail address, unique; the service compares it without regard to case.';
comment on column users.site_group_uuid is 'The group whose sites the user sees.';
comment on column users.deactivated_utc is
  'Since when the user may neither sign in nor use tokens (UTC). NULL: active.';
comment on column users.last_seen_utc is
  'Time of the last request (UTC), written in batches. NULL: never seen.';
comment on table forecasts is
  'Runs: one forecast of one model for one site, made at one issue time. Table of the Python '
  'SDK.';
comment on column forecasts.forecast_uuid is 'Key of the run.';
comment on column forecasts.created_utc is
  'When the run was written (UTC). NULL counts as newest.';
comment on column forecasts.site_uuid is 'The site that the run is about.';
comment on column forecasts.timestamp_utc is
  'Issue time: when the run was made (UTC), the newest information it can have used.';
comment on column forecasts.forecast_version is 'Version of the program that made the run.';
comment on table generation is
  'Power that sites produced, as measured: mean power over [start_utc, end_utc). Table of the '
  'Python SDK. No constraint and no trigger refuses a row beyond the keys that the SDK knows.';
comment on column generation.generation_uuid is 'Key of the measurement.';
comment on column generation.created_utc is 'When the row was written (UTC).';
comment on column generation.site_uuid is 'The site that was measured.';
comment on column generation.generation_power_kw is
  'Mean power over the period, in kW. The SDK can store NaN and infinities.';
comment on column generation.start_utc is 'Start of the period (UTC).';
comment on column generation.end_utc is 'End of the period (UTC), excluded.';
comment on table api_request is
  'Requests of known users, written in batches. Table of the Python SDK.';
comment on column api_request.uuid is 'Key of the request.';
comment on column api_request.created_utc is 'When the request came (UTC).';
comment on column api_request.url is 'Path and query of the request.';
comment on column api_request.user_uuid is 'The user. NULL: the user was deleted.';
comment on table inverters is
  'Inverters of sites. Table of the Python SDK; name, maker and ac_kw are ours.';
comment on column inverters.inverter_uuid is 'Key of the inverter.';
comment on column inverters.created_utc is 'When the row was written (UTC).';
comment on column inverters.site_uuid is 'The site that the inverter belongs to.';
comment on column inverters.name is 'Name on site.';
comment on column inverters.maker is 'Manufacturer and type.';
comment on column inverters.ac_kw is 'AC power in kW.';
comment on table site_group_sites is
  'Which groups have which sites. Table of the Python SDK. An admin group is linked to every '
  'site by triggers, and sees every site even where a link is missing.';
comment on column site_group_sites.site_group_site_uuid is 'Key of the link.';
comment on column site_group_sites.created_utc is 'When the row was written (UTC).';
comment on column site_group_sites.site_group_uuid is 'The group that has the site.';
comment on column site_group_sites.site_uuid is 'The site.';
comment on table site_revisions is
  'A counter per site that increases whenever anything that responses tell about the site '
  'changes; ETags are made of it. Its row is also the lock of the site''s rows in the latest '
  'table.';
comment on column site_revisions.site_uuid is 'The site. A site without a row has revision 0.';
comment on column site_revisions.revision is
  'Starts at the microseconds since 1970, so that a site that is deleted and made again under '
  'its UUID never repeats a revision.';
comment on table sites_history is
  'Every change of a site: the row after it, or before a deletion. Table of the Python SDK, '
  'without a foreign key to sites: history outlives its site. The last four columns are ours.';
comment on column sites_history.site_history_uuid is 'Key of the change.';
comment on column sites_history.created_utc is 'When the transaction of the change began (UTC).';
comment on column sites_history.site_uuid is 'The site that changed.';
comment on column sites_history.site_data is
  'The whole row of sites after the change; of a DELETE the row before it.';
comment on column sites_history.changed_by is
  'The user who made the change. NULL: nobody was named, or the user was deleted.';
comment on column sites_history.operation_type is 'INSERT, UPDATE or DELETE.';
comment on column sites_history.changed_by_email is
  'E-mail address of that user at the time; stays when the user is deleted.';
comment on column sites_history.changed_by_group is
  'Group of that user at the time; decides who may read the address.';
comment on column sites_history.changed_through is
  'How the change came: form, api or task. NULL: straight into the database.';
comment on column sites_history.database_role is 'Login of the connection that wrote.';
comment on table forecast_values is
  'Values of runs: mean power over [start_utc, end_utc). Table of the Python SDK. Partitioned '
  'by day of start_utc (app.make_days), so that retention drops a day whole; the default '
  'partition takes days that have none yet. Web roles read it through functions only. Nothing '
  'may be inserted into a partition by its name: that fires no trigger.';
comment on column forecast_values.forecast_value_uuid is
  'Key of the value, together with start_utc.';
comment on column forecast_values.created_utc is 'When the value was written (UTC).';
comment on column forecast_values.start_utc is 'Target time: start of the period (UTC).';
comment on column forecast_values.end_utc is 'End of the period (UTC), excluded.';
comment on column forecast_values.forecast_power_kw is
  'Mean power over the period, in kW. The SDK can store NaN and infinities.';
comment on column forecast_values.horizon_minutes is
  'Minutes from the issue time to the target time. -1 or NULL: not known.';
comment on column forecast_values.forecast_uuid is 'The run that the value belongs to.';
comment on column forecast_values.ml_model_uuid is
  'The model that made the value. NULL: not known.';
comment on column forecast_values.probabilistic_values is
  'Quantiles in kW by name, such as {"p10": 1.2, "p90": 3.4}.';
comment on type site_asset_type is
  'Kinds of sites. A third label would break every read of the Python SDK.';
