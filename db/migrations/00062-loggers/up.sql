set local check_function_bodies = off;

create table app.alarm_rules (
  rule_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  variable_id bigint,
  name text not null,
  kind text not null,
  threshold double precision not null,
  hysteresis double precision not null default 0,
  for_seconds integer not null default 0,
  severity integer not null default 1,
  is_active boolean not null default true,
  state jsonb not null default '{}'::jsonb,
  constraint alarm_rules_kind_check
    check ((kind = ANY (ARRAY['above'::text, 'below'::text, 'silent'::text, 'rate'::text]))),
  constraint alarm_rules_pkey primary key (rule_uuid)
);

alter table app.alarm_rules
  enable row level security;

alter table app.alarm_rules
  set (fillfactor=50);

create table app.alarms (
  alarm_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  rule_uuid uuid,
  cause text,
  severity integer not null default 1,
  description text not null,
  raised_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  cleared_utc timestamp without time zone,
  dismissed_utc timestamp without time zone,
  dismissed_by text,
  constraint alarms_pkey primary key (alarm_uuid)
);

alter table app.alarms
  enable row level security;

create table app.dropped_variables (
  variable_id bigint not null,
  dropped_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint dropped_variables_pkey primary key (variable_id)
);

create table app.logger_keys (
  key_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  key_hash bytea not null,
  prefix text not null,
  label text not null default ''::text,
  created_by text,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  last_used_utc timestamp without time zone,
  revoked_utc timestamp without time zone,
  constraint logger_keys_key_hash_key unique (key_hash),
  constraint logger_keys_pkey primary key (key_uuid)
);

alter table app.logger_keys
  enable row level security;

create table app.logger_messages (
  logger_uuid uuid not null,
  number integer not null,
  seq integer not null,
  time_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  text text not null,
  constraint logger_messages_pkey primary key (logger_uuid, number, seq)
);

alter table app.logger_messages
  enable row level security;

create table app.logger_quarters (
  variable_id bigint not null,
  quarter integer not null,
  mean double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  last double precision not null,
  known_seconds double precision not null,
  constraint logger_quarters_pkey primary key (variable_id, quarter)
);

create table app.logger_readings (
  variable_id bigint not null,
  time_utc timestamp without time zone not null,
  value double precision not null,
  number integer
) partition by range (time_utc);

create table app.logger_readings_default partition of app.logger_readings default;

create table app.logger_requests (
  request_uuid uuid not null default gen_random_uuid(),
  logger_uuid uuid not null,
  at_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  door text not null,
  status integer not null,
  stored integer not null default 0,
  refused integer not null default 0,
  faults jsonb not null default '[]'::jsonb,
  constraint logger_requests_pkey primary key (request_uuid)
);

alter table app.logger_requests
  enable row level security;

create table app.logger_sessions (
  logger_uuid uuid not null,
  number integer not null,
  started_utc timestamp without time zone not null,
  stopped_utc timestamp without time zone,
  reported_readings integer,
  readings bigint not null default 0,
  constraint logger_sessions_pkey primary key (logger_uuid, number)
);

alter table app.logger_sessions
  enable row level security;

alter table app.logger_sessions
  set (fillfactor=50);

create table app.logger_settings (
  logger_uuid uuid not null,
  key text not null,
  value text not null,
  constraint logger_settings_pkey primary key (logger_uuid, key)
);

alter table app.logger_settings
  enable row level security;

create table app.logger_variables (
  variable_id bigint generated always as identity not null,
  logger_uuid uuid not null,
  name text not null,
  unit text,
  label text,
  transforms jsonb not null default '[]'::jsonb,
  feeds text not null default 'nothing'::text,
  measures text,
  feed_unit text,
  includes_charger boolean,
  feed_from_utc timestamp without time zone,
  first_utc timestamp without time zone,
  last_utc timestamp without time zone,
  last_value double precision,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint logger_variables_feeds_check
    check
    ((feeds = ANY (ARRAY['nothing'::text, 'generation'::text, 'consumption'::text,
    'charger'::text]))),
  constraint logger_variables_measures_check
    check ((measures = ANY (ARRAY['power'::text, 'counter'::text]))),
  constraint logger_variables_name_key unique (logger_uuid, name),
  constraint logger_variables_pkey primary key (variable_id)
);

alter table app.logger_variables
  enable row level security;

alter table app.logger_variables
  set (fillfactor=50);

create table app.logger_work (
  step text not null,
  logger_uuid uuid not null,
  times tsmultirange not null,
  constraint logger_work_pkey primary key (step, logger_uuid)
);

create table app.loggers (
  logger_uuid uuid not null default gen_random_uuid(),
  site_uuid uuid not null,
  site_group_uuid uuid default
    (NULLIF(current_setting('app.site_group_uuid'::text, true), ''::text))::uuid,
  name text not null,
  note text not null default ''::text,
  interval_seconds integer not null default 10,
  zone text not null default 'UTC'::text,
  next_number integer not null default 1,
  live_from_utc timestamp without time zone,
  last_seen_utc timestamp without time zone,
  revision bigint not null default 0,
  version integer not null default 1,
  created_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint loggers_pkey primary key (logger_uuid)
);

alter table app.loggers
  enable row level security;

alter table app.loggers
  set (fillfactor=50);

create table app.reading_changes (
  logger_uuid uuid not null,
  first_utc timestamp without time zone not null,
  last_utc timestamp without time zone not null
);

create table app.reading_partitions (
  name text not null,
  made_utc timestamp without time zone not null default (now() AT TIME ZONE 'utc'::text),
  constraint reading_partitions_pkey primary key (name)
);

create table app.site_series (
  site_uuid uuid not null,
  kind text not null,
  start_utc timestamp without time zone not null,
  end_utc timestamp without time zone not null,
  power_kw double precision not null,
  constraint site_series_kind_check
    check ((kind = ANY (ARRAY['consumption'::text, 'charger'::text]))),
  constraint site_series_pkey primary key (site_uuid, kind, start_utc)
);

alter table app.site_series
  enable row level security;

create or replace function app.correct_readings (
  ids bigint[],
  times timestamp without time zone[],
  readings double precision[]
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  set enable_hashjoin to 'off'
  set enable_mergejoin to 'off'
  set enable_seqscan to 'off'
  AS $function$
declare
  first constant timestamp := (select min(t) from unnest(times) t);
  last constant timestamp := (select max(t) from unnest(times) t);
  corrected integer;
begin
  update app.logger_readings r set value = k.value
  from unnest(ids, times, readings) k (variable_id, time_utc, value)
  where r.variable_id = k.variable_id and r.time_utc = k.time_utc
    and r.time_utc >= first and r.time_utc <= last and r.value <> k.value;
  get diagnostics corrected = row_count;
  return corrected;
end
$function$;

create or replace function app.drop_reading_partition (
  name text
)
  returns boolean
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  set lock_timeout to '3s'
  AS $function$
begin
  perform pg_advisory_xact_lock(hashtext('app.make_reading_partitions'));
  if not exists (select 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'app.logger_readings'::regclass and c.relname = name
      and name ~ '^logger_readings_\d+$') then
    return false;
  end if;
  execute format('drop table app.%I', name);
  return true;
end
$function$;

create or replace function app.find_logger (
  of_logger uuid
)
  returns app.loggers
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  found app.loggers;
begin
  select * into found from app.loggers l
  where l.logger_uuid = of_logger and l.site_uuid = any((select app.visible_sites())::uuid[]);
  if found.logger_uuid is null then raise 'no such logger' using errcode = 'P0002'; end if;
  return found;
end
$function$;

create or replace function app.find_or_make_variable (
  of_logger uuid,
  variable_name text
)
  returns bigint
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  found bigint;
begin
  perform app.find_logger(of_logger);
  select v.variable_id into found from app.logger_variables v
  where v.logger_uuid = of_logger and v.name = variable_name;
  if found is not null then return found; end if;
  perform 1 from app.loggers l where l.logger_uuid = of_logger for no key update;
  return (app.make_variables(of_logger, array[variable_name]))[1];
end
$function$;

create or replace function app.insert_readings (
  ids bigint[],
  times timestamp without time zone[],
  readings double precision[],
  numbers integer[]
)
  returns integer[]
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  inserted integer[];
begin
  for attempt in 1..3 loop
    begin
      with stored as (
        insert into app.logger_readings (variable_id, time_utc, value, number)
        select * from unnest(ids, times, readings, numbers)
        on conflict do nothing returning number)
      select coalesce(array_agg(coalesce(s.number, 0)), '{}') into inserted from stored s;
      return inserted;
    exception when check_violation then
      -- A partition was made for readings that were on their way to the default partition.
      if attempt = 3 then raise; end if;
    end;
  end loop;
end
$function$;

create or replace function app.keep_newest (
  ids bigint[],
  times timestamp without time zone[],
  readings double precision[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
begin
  update app.logger_variables v
  set first_utc = least(v.first_utc, k.first), last_utc = greatest(v.last_utc, k.last),
    last_value = case when v.last_utc > k.last then v.last_value else readings[k.place] end
  from (
    select id, min(t) as first, max(t) as last, max(place) as place
    from unnest(ids, times) with ordinality r (id, t, place) group by id) k
  where v.variable_id = k.id and (v.first_utc is null or v.first_utc > k.first
    or v.last_utc < k.last or v.last_utc = k.last and v.last_value <> readings[k.place]);
end
$function$;

create or replace function app.logger_of_key (
  hash bytea
)
  returns uuid
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  return (select k.logger_uuid from app.logger_keys k
    where k.key_hash = hash and k.revoked_utc is null);
end
$function$;

create or replace function app.make_reading_partitions (
  days date[],
  is_planned boolean
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  set lock_timeout to '1s'
  AS $function$
declare
  day date;
  missing text;
  first date;
  after date;
  made integer := 0;
  left_over integer := 60;
begin
  if not exists (select 1 from unnest(days) d where app.reading_partition(d) is not null) then
    return 0;
  end if;
  begin
    perform pg_advisory_xact_lock(hashtext('app.make_reading_partitions'));
    if not is_planned then
      select 60 - count(*) into left_over from app.reading_partitions p
      where p.made_utc > (now() at time zone 'utc') - interval '1 hour';
    end if;
    for day in select distinct d from unnest(days) d order by d desc loop
      exit when left_over <= 0;
      missing := app.reading_partition(day);
      continue when missing is null;
      first := case when missing ~ '_\d{8}$' then day else date_trunc('month', day) end;
      after := case when missing ~ '_\d{8}$' then day + 1 else first + interval '1 month' end;
      -- Writers wait until the rows have moved; one whose row was on its way to the default partition
      -- then gets 23514 and tries again (app.put_readings).
      lock table app.logger_readings_default in access exclusive mode;
      execute format('create table app.%I (like app.logger_readings including defaults)', missing);
      execute format(
        'with moved as (delete from app.logger_readings_default
           where time_utc >= %L and time_utc < %L returning *)
         insert into app.%I select * from moved', first, after, missing);
      execute format('alter table app.logger_readings attach partition app.%I
        for values from (%L) to (%L)', missing, first, after);
      if not is_planned then
        insert into app.reading_partitions (name) values (missing)
        on conflict (name) do update set made_utc = excluded.made_utc;
        left_over := left_over - 1;
      end if;
      made := made + 1;
    end loop;
  exception when lock_not_available or deadlock_detected then
    return 0; -- Somebody reads or writes for long: the default partition takes the readings.
  end;
  return made;
end
$function$;

create or replace function app.make_variables (
  of_logger uuid,
  names text[]
)
  returns bigint[]
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  there integer;
begin
  select count(*) into there from app.logger_variables v where v.logger_uuid = of_logger;
  insert into app.logger_variables (logger_uuid, name)
  select of_logger, n.name from unnest(names) with ordinality n (name, place)
  where not exists (select 1 from app.logger_variables v
    where v.logger_uuid = of_logger and v.name = n.name)
  group by n.name order by min(n.place) limit greatest(500 - there, 0)
  on conflict do nothing;
  return array(
    select v.variable_id from unnest(names) with ordinality n (name, place)
    left join app.logger_variables v on v.logger_uuid = of_logger and v.name = n.name
    order by n.place);
end
$function$;

create or replace function app.newest_readings (
  of_logger uuid,
  since timestamp without time zone default '-infinity'::timestamp without time zone,
  at_most integer default 50,
  of_variables bigint[] default null::bigint[]
)
  returns table (
    variable_id bigint,
    time_utc timestamp without time zone,
    value double precision,
    number integer
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
declare
  from_utc timestamp := greatest(since, (app.find_logger(of_logger)).live_from_utc);
  ids bigint[];
  earliest timestamp[];
  upto timestamp[];
  wanted integer[];
  found record;
  lower timestamp;
  upper timestamp;
  width interval := interval '6 hours';
begin
  select array_agg(v.variable_id), array_agg(greatest(v.first_utc, from_utc)),
    array_agg(v.last_utc), array_agg(at_most)
  into ids, earliest, upto, wanted
  from app.logger_variables v
  where v.logger_uuid = of_logger and v.last_utc >= coalesce(from_utc, '-infinity')
    and (of_variables is null or v.variable_id = any(of_variables));
  -- From the newest reading backwards in growing pieces, so that only few partitions are looked into
  -- however many there are.
  while ids is not null loop
    upper := (select max(u) from unnest(upto) u);
    lower := upper - width;
    width := width * 8;
    return query
      select k.id, r.time_utc, r.value, r.number
      from unnest(ids, earliest, upto, wanted) k (id, first, last, n)
      cross join lateral (
        select r.time_utc, r.value, r.number from app.logger_readings r
        where r.variable_id = k.id and r.time_utc >= k.first and r.time_utc <= k.last
          and r.time_utc > lower and r.time_utc <= upper
        order by r.time_utc desc limit k.n) r;
    select array_agg(k.id) as ids, array_agg(k.first) as earliest,
      array_agg(least(k.last, lower)) as upto, array_agg(k.n - k.have) as wanted
    into found
    from (
      select k.*, (
        select count(*)::integer from (
          select 1 from app.logger_readings r
          where r.variable_id = k.id and r.time_utc >= k.first and r.time_utc <= k.last
            and r.time_utc > lower and r.time_utc <= upper limit k.n) r) as have
      from unnest(ids, earliest, upto, wanted) k (id, first, last, n)) k
    where k.have < k.n and k.first <= lower;
    ids := found.ids;
    earliest := found.earliest;
    upto := found.upto;
    wanted := found.wanted;
  end loop;
end
$function$;

create or replace function app.on_variables_delete()
  returns trigger
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  insert into app.dropped_variables (variable_id)
  select variable_id from old_rows order by 1 on conflict do nothing;
  return null;
end
$function$;

create or replace function app.put_readings (
  of_logger uuid,
  names text[],
  indexes integer[],
  micros bigint[],
  readings double precision[],
  in_session integer default null::integer
)
  returns table (
    inserted integer,
    changed integer,
    unchanged integer,
    refused integer[],
    unknown jsonb
  )
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  earliest constant bigint := 946684800000000;
  latest constant bigint := (extract(epoch from now()) * 1000000)::bigint + 86400000000;
  ids bigint[];
  kept record;
  numbers integer[];
  stored integer[];
begin
  perform 1 from app.loggers l where l.logger_uuid = of_logger for no key update;
  if not found then raise 'no such logger' using errcode = 'P0002'; end if;
  ids := array(
    select v.variable_id from unnest(names) with ordinality n (name, place)
    left join app.logger_variables v on v.logger_uuid = of_logger and v.name = n.name
    order by n.place);
  unknown := '{}';
  if array_position(ids, null) is not null then
    ids := app.make_variables(of_logger, names);
    select coalesce(jsonb_object_agg(name, times), '{}') into unknown
    from (select names[i] as name, count(*) as times from unnest(indexes) i
      where ids[i] is null group by 1) u;
  end if;
  refused := '{}';
  if exists (select 1 from unnest(micros) m where m < earliest or m > latest) then
    refused := array(select (place - 1)::integer from unnest(micros) with ordinality k (m, place)
      where m < earliest or m > latest order by place);
  end if;

  -- In the order of the key, so that no two requests wait for each other; the last value wins.
  select array_agg(variable_id) as ids, array_agg(time_utc) as times, array_agg(value) as readings,
    min(time_utc) as first, max(time_utc) as last
  into kept
  from (
    select distinct on (ids[i], m) ids[i] as variable_id,
      timestamp 'epoch' + m * interval '1 microsecond' as time_utc, r as value
    from unnest(indexes, micros, readings) with ordinality k (i, m, r, place)
    where ids[i] is not null and m >= earliest and m <= latest
    order by ids[i], m, place desc) k;
  inserted := 0;
  changed := 0;
  unchanged := 0;
  if kept.ids is null then
    return next;
    return;
  end if;

  if kept.last - kept.first > interval '1 day'
    or app.reading_partition(kept.first::date) is not null
    or app.reading_partition(kept.last::date) is not null then
    perform app.make_reading_partitions(
      array(select distinct t::date from unnest(kept.times) t), false);
  end if;
  numbers := case when in_session is null then app.session_numbers(of_logger, kept.times)
    else array_fill(in_session, array[cardinality(kept.ids)]) end;
  stored := app.insert_readings(kept.ids, kept.times, kept.readings, numbers);
  inserted := cardinality(stored);
  if inserted < cardinality(kept.ids) then
    changed := app.correct_readings(kept.ids, kept.times, kept.readings);
    unchanged := cardinality(kept.ids) - inserted - changed;
  end if;
  if inserted > 0 and numbers is not null then
    update app.logger_sessions s set readings = s.readings + c.more
    from (select n, count(*) as more from unnest(stored) n group by n) c (n, more)
    where s.logger_uuid = of_logger and s.number = c.n;
  end if;
  if inserted + changed > 0 then
    perform app.keep_newest(kept.ids, kept.times, kept.readings);
    perform app.record_reading_changes(of_logger, kept.times);
    update app.loggers l set last_seen_utc = now() at time zone 'utc', revision = l.revision + 1
    where l.logger_uuid = of_logger;
  else
    update app.loggers l set last_seen_utc = now() at time zone 'utc'
    where l.logger_uuid = of_logger
      and l.last_seen_utc < (now() at time zone 'utc') - interval '5 seconds';
  end if;
  return next;
end
$function$;

create or replace function app.quarters_between (
  of_logger uuid,
  from_quarter integer,
  to_quarter integer,
  of_variables bigint[] default null::bigint[]
)
  returns SETOF app.logger_quarters
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  return query
    select q.* from app.logger_variables v join app.logger_quarters q using (variable_id)
    where v.logger_uuid = of_logger and q.quarter >= from_quarter and q.quarter < to_quarter
      and (of_variables is null or v.variable_id = any(of_variables))
    order by q.variable_id, q.quarter;
end
$function$;

create or replace function app.reading_partition (
  day date
)
  returns text
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  today constant date := (now() at time zone 'utc')::date;
  of_day constant text := 'logger_readings_' || to_char(day, 'YYYYMMDD');
  of_month constant text := 'logger_readings_' || to_char(day, 'YYYYMM');
begin
  if day < today - interval '2 years' or to_regclass('app.' || of_day) is not null
    or to_regclass('app.' || of_month) is not null then
    return null;
  end if;
  if day >= today - 2 or exists (
    select 1 from pg_class c
    where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
      and c.relname like of_month || '__') then
    return of_day;
  end if;
  return of_month;
end
$function$;

create or replace function app.readings_between (
  of_logger uuid,
  from_utc timestamp without time zone,
  to_utc timestamp without time zone,
  at_most integer,
  after_utc timestamp without time zone default null::timestamp without time zone,
  after_variable bigint default null::bigint,
  of_variables bigint[] default null::bigint[],
  of_session integer default null::integer
)
  returns table (
    variable_id bigint,
    time_utc timestamp without time zone,
    value double precision,
    number integer
  )
  language plpgsql
  stable
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  set plan_cache_mode to 'force_custom_plan'
  AS $function$
#variable_conflict use_column
declare
  ids bigint[];
  first timestamp := greatest(from_utc, after_utc);
  last timestamp;
begin
  perform app.find_logger(of_logger);
  select array_agg(v.variable_id), greatest(first, min(v.first_utc)), max(v.last_utc)
  into ids, first, last
  from app.logger_variables v
  where v.logger_uuid = of_logger and v.last_utc >= first and v.first_utc < to_utc
    and (of_variables is null or v.variable_id = any(of_variables));
  if ids is null then return; end if;
  return query
    select r.variable_id, r.time_utc, r.value, r.number
    from unnest(ids) k (id) cross join lateral (
      select r.variable_id, r.time_utc, r.value, r.number from app.logger_readings r
      where r.variable_id = k.id and r.time_utc >= first and r.time_utc <= last
        and r.time_utc < to_utc and (after_utc is null
          or (r.time_utc, r.variable_id) > (after_utc, coalesce(after_variable, 0)))
        and (of_session is null or r.number = of_session)
      order by r.time_utc limit at_most) r
    order by r.time_utc, r.variable_id limit at_most;
end
$function$;

create or replace function app.record_reading_changes (
  of_logger uuid,
  times timestamp without time zone[]
)
  returns void
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
begin
  insert into app.reading_changes (logger_uuid, first_utc, last_utc)
  select of_logger, min(first), max(last)
  from (
    select first, last, count(*) filter (where is_apart) over (order by day) as island
    from (
      select day, min(t) as first, max(t) as last,
        day - lag(day) over (order by day) > interval '1 day' as is_apart
      from (select t, date_trunc('day', t) as day from unnest(times) t) t
      group by day) d) i
  group by island;
end
$function$;

create or replace function app.session_numbers (
  of_logger uuid,
  times timestamp without time zone[]
)
  returns integer[]
  language plpgsql
  stable
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  first constant timestamp := (select min(t) from unnest(times) t);
  last constant timestamp := (select max(t) from unnest(times) t);
  numbers integer[];
  starts timestamp[];
  ends timestamp[];
begin
  select array_agg(s.number), array_agg(s.started_utc),
    array_agg(coalesce(s.stopped_utc, 'infinity'))
  into numbers, starts, ends
  from app.logger_sessions s
  where s.logger_uuid = of_logger and s.started_utc <= last
    and (s.stopped_utc is null or s.stopped_utc > first);
  if numbers is null then return null; end if;
  return array(
    select (select max(s.number) from unnest(numbers, starts, ends) s (number, start, after)
      where s.start <= t and t < s.after)
    from unnest(times) with ordinality k (t, place) order by place);
end
$function$;

create or replace function app.store_readings (
  of_logger uuid,
  names text[],
  indexes integer[],
  micros bigint[],
  readings double precision[],
  in_session integer default null::integer
)
  returns table (
    inserted integer,
    changed integer,
    unchanged integer,
    refused integer[],
    unknown jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
begin
  perform app.find_logger(of_logger);
  return query select * from app.put_readings(of_logger, names, indexes, micros, readings,
    in_session);
end
$function$;

create or replace function app.take_reading_changes (
  steps text[]
)
  returns integer
  language plpgsql
  set search_path to 'pg_catalog', 'pg_temp'
  AS $function$
declare
  taken integer;
begin
  if not exists (select 1 from app.reading_changes) then return 0; end if;
  with changed as (
    delete from app.reading_changes returning logger_uuid, first_utc, last_utc),
  times as (
    select c.logger_uuid, count(*)::integer as changes,
      range_agg(tsrange(c.first_utc, c.last_utc, '[]')) as times
    from changed c join app.loggers l on l.logger_uuid = c.logger_uuid group by 1),
  added as (
    insert into app.logger_work as w (step, logger_uuid, times)
    select s.step, t.logger_uuid, t.times from unnest(steps) s (step), times t order by 1, 2
    on conflict (step, logger_uuid) do update set times = w.times + excluded.times)
  select sum(t.changes) into taken from times t;
  return coalesce(taken, 0);
end
$function$;

create or replace function app.write_readings (
  hash bytea,
  names text[],
  indexes integer[],
  micros bigint[],
  readings double precision[]
)
  returns table (
    inserted integer,
    changed integer,
    unchanged integer,
    refused integer[],
    unknown jsonb
  )
  language plpgsql
  security definer
  set search_path to 'pg_catalog', 'public', 'pg_temp'
  AS $function$
declare
  of_logger uuid;
begin
  select k.logger_uuid into of_logger from app.logger_keys k
  where k.key_hash = hash and k.revoked_utc is null;
  if not found then return; end if;
  return query select * from app.put_readings(of_logger, names, indexes, micros, readings);
  update app.logger_keys k set last_used_utc = now() at time zone 'utc'
  where k.key_hash = hash and coalesce(
    k.last_used_utc < (now() at time zone 'utc') - interval '1 minute', true);
end
$function$;

alter table app.alarms
  add constraint alarms_rule_uuid_fkey foreign key (rule_uuid)
    references app.alarm_rules(rule_uuid) on delete set null;

alter table app.logger_readings
  add constraint logger_readings_pkey primary key (variable_id, time_utc);

alter table app.logger_messages
  add constraint logger_messages_number_fkey foreign key (logger_uuid, number)
    references app.logger_sessions(logger_uuid, number) on delete cascade;

alter table app.alarm_rules
  add constraint alarm_rules_variable_id_fkey foreign key (variable_id)
    references app.logger_variables(variable_id) on delete cascade;

alter table app.alarm_rules
  add constraint alarm_rules_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.alarms
  add constraint alarms_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_keys
  add constraint logger_keys_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_requests
  add constraint logger_requests_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_sessions
  add constraint logger_sessions_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_settings
  add constraint logger_settings_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_variables
  add constraint logger_variables_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.logger_work
  add constraint logger_work_logger_uuid_fkey foreign key (logger_uuid)
    references app.loggers(logger_uuid) on delete cascade;

alter table app.loggers
  add constraint loggers_site_group_uuid_fkey foreign key (site_group_uuid)
    references public.site_groups(site_group_uuid) on delete set null;

alter table app.loggers
  add constraint loggers_site_uuid_fkey foreign key (site_uuid) references public.sites(site_uuid)
    on delete cascade;

alter table app.site_series
  add constraint site_series_site_uuid_fkey foreign key (site_uuid)
    references public.sites(site_uuid) on delete cascade;

create unique index alarms_open_cause on app.alarms using btree (logger_uuid, cause)
  where ((cause is not null) AND (cleared_utc is null));

create unique index alarms_open_rule on app.alarms using btree (rule_uuid)
  where (cleared_utc is null);

create index ix_alarm_rules_logger_uuid on app.alarm_rules using btree (logger_uuid);

create index ix_alarm_rules_variable_id on app.alarm_rules using btree (variable_id);

create index ix_alarms_logger_uuid on app.alarms using btree (logger_uuid, raised_utc);

create index ix_logger_keys_logger_uuid on app.logger_keys using btree (logger_uuid, created_utc);

create index ix_logger_requests_logger_uuid on app.logger_requests using btree (logger_uuid, at_utc);

create index ix_logger_work_logger_uuid on app.logger_work using btree (logger_uuid);

create index ix_loggers_site_group_uuid on app.loggers using btree (site_group_uuid);

create index ix_reading_partitions_made_utc on app.reading_partitions using btree (made_utc);

create unique index logger_sessions_running on app.logger_sessions using btree (logger_uuid)
  where (stopped_utc is null);

create unique index loggers_name on app.loggers using btree (site_uuid, lower(name));

create trigger drop_readings
  after delete on app.logger_variables referencing OLD table as old_rows
  for each STATEMENT
  execute function app.on_variables_delete();

create policy by_logger on app.alarm_rules
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.alarms
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_keys
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_messages
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_requests
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_sessions
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_settings
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_logger on app.logger_variables
  for all
  to sitecast_app, sitecast_admin
  using ((logger_uuid in ( select loggers.logger_uuid
   from app.loggers)));

create policy by_site on app.loggers
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

create policy by_site on app.site_series
  for all
  to sitecast_app, sitecast_admin
  using ((site_uuid = ANY (( select app.visible_sites() as visible_sites)::uuid[])));

comment on column app.alarm_rules.for_seconds is 'How long it must hold until the alarm is raised.';

comment on column app.alarm_rules.hysteresis is 'How far a value must come back beyond the limit until the alarm is cleared.';

comment on column app.alarm_rules.is_active is 'False: it is kept and raises nothing.';

comment on column app.alarm_rules.kind is 'above or below (of the value), silent (no reading), rate (change per time).';

comment on column app.alarm_rules.logger_uuid is 'The logger.';

comment on column app.alarm_rules.name is 'What people call it.';

comment on column app.alarm_rules.rule_uuid is 'Key of the rule.';

comment on column app.alarm_rules.severity is 'Severity of its alarms.';

comment on column app.alarm_rules.state is 'How far it has been followed.';

comment on column app.alarm_rules.threshold is 'The limit, in the unit of the variable; of silent in seconds; of rate per second.';

comment on column app.alarm_rules.variable_id is 'The variable. NULL: any of the logger.';

comment on column app.alarms.alarm_uuid is 'Key of the alarm.';

comment on column app.alarms.cause is 'Of alarms that the service raises by itself: frame, counter, range, variables. NULL: of a rule, or of a device or person.';

comment on column app.alarms.cleared_utc is 'When it ended (UTC). NULL: it is open.';

comment on column app.alarms.description is 'What is wrong, in words.';

comment on column app.alarms.dismissed_by is 'E-mail address of that user at the time.';

comment on column app.alarms.dismissed_utc is 'When somebody dismissed it (UTC). NULL: nobody did.';

comment on column app.alarms.logger_uuid is 'The logger.';

comment on column app.alarms.raised_utc is 'When it was raised (UTC).';

comment on column app.alarms.rule_uuid is 'The rule that raised it. NULL: none, or the rule was deleted.';

comment on column app.alarms.severity is 'Severity; 1 unless something else was sent.';

comment on column app.dropped_variables.dropped_utc is 'When it was deleted (UTC).';

comment on column app.dropped_variables.variable_id is 'The variable.';

comment on column app.logger_keys.created_by is 'E-mail address of the user who made it. NULL: a task made it.';

comment on column app.logger_keys.created_utc is 'When it was made (UTC).';

comment on column app.logger_keys.key_hash is 'SHA-256 of the secret, which is shown once and stored nowhere. No web role reads it.';

comment on column app.logger_keys.key_uuid is 'Key of the row, which is no secret.';

comment on column app.logger_keys.label is 'What people call it.';

comment on column app.logger_keys.last_used_utc is 'When it was last used (UTC), to a minute. NULL: never.';

comment on column app.logger_keys.logger_uuid is 'The logger that writes with it.';

comment on column app.logger_keys.prefix is 'The first characters of the secret, to recognise it by.';

comment on column app.logger_keys.revoked_utc is 'When it was revoked (UTC). NULL: it is valid.';

comment on column app.logger_messages.logger_uuid is 'The logger.';

comment on column app.logger_messages.number is 'Number of the session.';

comment on column app.logger_messages.seq is 'Place of the message in its session, from 1.';

comment on column app.logger_messages.text is 'The message.';

comment on column app.logger_messages.time_utc is 'When it came (UTC).';

comment on column app.logger_quarters.known_seconds is 'Seconds that lie between two readings which are no gap apart, from 0 to 900.';

comment on column app.logger_quarters.last is 'The last value of these lines and readings.';

comment on column app.logger_quarters.maximum is 'The highest value of these lines and readings.';

comment on column app.logger_quarters.mean is 'Mean over the known time, by straight lines between readings; without any, of its readings.';

comment on column app.logger_quarters.minimum is 'The lowest value of these lines and readings.';

comment on column app.logger_quarters.quarter is 'Quarter hours from 1970-01-01 00:00 UTC to its start.';

comment on column app.logger_quarters.variable_id is 'The variable.';

comment on column app.logger_readings.number is 'Number of the session that it belongs to. NULL: none.';

comment on column app.logger_readings.time_utc is 'When it had the value (UTC).';

comment on column app.logger_readings.value is 'The value as it was sent, which is finite.';

comment on column app.logger_readings.variable_id is 'The variable.';

comment on column app.logger_requests.at_utc is 'When it came (UTC).';

comment on column app.logger_requests.door is 'The protocol by which it came.';

comment on column app.logger_requests.faults is 'The first of these, with why.';

comment on column app.logger_requests.logger_uuid is 'The logger.';

comment on column app.logger_requests.refused is 'Lines or readings that were refused.';

comment on column app.logger_requests.request_uuid is 'Key of the row.';

comment on column app.logger_requests.status is 'Status of the response.';

comment on column app.logger_requests.stored is 'Readings that are stored, unchanged ones included.';

comment on column app.logger_sessions.logger_uuid is 'The logger.';

comment on column app.logger_sessions.number is 'Its number, which is never used again.';

comment on column app.logger_sessions.readings is 'How many readings of it were stored.';

comment on column app.logger_sessions.reported_readings is 'How many readings the device says that it took. NULL: it has not said.';

comment on column app.logger_sessions.started_utc is 'When it was started (UTC).';

comment on column app.logger_sessions.stopped_utc is 'When it was stopped (UTC), excluded. NULL: it runs.';

comment on column app.logger_settings.key is 'Name of the setting.';

comment on column app.logger_settings.logger_uuid is 'The logger.';

comment on column app.logger_settings.value is 'Its value, as text.';

comment on column app.logger_variables.created_utc is 'When it was made (UTC).';

comment on column app.logger_variables.feed_from_utc is 'Readings before this feed nothing (UTC). NULL: all do.';

comment on column app.logger_variables.feed_unit is 'Unit by which it is read for that: W, kW, MW, Wh, kWh or MWh. NULL: it feeds nothing.';

comment on column app.logger_variables.feeds is 'What is made of it: nothing, generation, consumption or charger (power of the charger).';

comment on column app.logger_variables.first_utc is 'Time of its first reading (UTC). NULL: none.';

comment on column app.logger_variables.includes_charger is 'Of consumption: true if what the charger takes is part of it. NULL: not known.';

comment on column app.logger_variables.label is 'What pages call it. NULL: made from the name.';

comment on column app.logger_variables.last_utc is 'Time of its newest reading (UTC). NULL: none.';

comment on column app.logger_variables.last_value is 'Value of that reading.';

comment on column app.logger_variables.logger_uuid is 'The logger.';

comment on column app.logger_variables.measures is 'power, or counter (energy that only increases). NULL: it feeds nothing.';

comment on column app.logger_variables.name is 'Its name, as the device sends it.';

comment on column app.logger_variables.transforms is 'How pages change its values, in order: [{"kind": …}]. Stored values stay as they are.';

comment on column app.logger_variables.unit is 'Unit of its values. NULL: not known.';

comment on column app.logger_variables.variable_id is 'Key of the variable, as its readings have it.';

comment on column app.logger_work.logger_uuid is 'The logger whose readings changed.';

comment on column app.logger_work.step is 'Name of the step: quarters, generation, rules.';

comment on column app.logger_work.times is 'The times whose readings changed (UTC), ends included.';

comment on column app.loggers.created_utc is 'When it was added (UTC).';

comment on column app.loggers.interval_seconds is 'How often it is expected to send, in seconds: decides when it is silent and what is a gap.';

comment on column app.loggers.last_seen_utc is 'When it last sent a reading (UTC). NULL: never.';

comment on column app.loggers.live_from_utc is 'Live pages hide readings before this (UTC). NULL: they hide none.';

comment on column app.loggers.logger_uuid is 'Key of the logger.';

comment on column app.loggers.name is 'Its name: once per site, whatever the case.';

comment on column app.loggers.next_number is 'Number of its next session. It never decreases, so that no number is used twice.';

comment on column app.loggers.note is 'What people wrote about it.';

comment on column app.loggers.revision is 'Increases with each request that stores something.';

comment on column app.loggers.site_group_uuid is 'The group that added it, whose batch its generation is. NULL: the group was deleted.';

comment on column app.loggers.site_uuid is 'The site at which it measures.';

comment on column app.loggers.version is 'Counts the edits of its settings.';

comment on column app.loggers.zone is 'IANA time zone of its pages.';

comment on column app.reading_changes.first_utc is 'Time of the first reading that changed (UTC).';

comment on column app.reading_changes.last_utc is 'Time of the last reading that changed (UTC).';

comment on column app.reading_changes.logger_uuid is 'The logger whose readings changed.';

comment on column app.reading_partitions.made_utc is 'When it was made (UTC).';

comment on column app.reading_partitions.name is 'Name of the partition, which may be dropped since.';

comment on column app.site_series.end_utc is 'End of the period (UTC), excluded.';

comment on column app.site_series.kind is 'consumption (of the house) or charger.';

comment on column app.site_series.power_kw is 'Mean power over the period, in kW.';

comment on column app.site_series.site_uuid is 'The site.';

comment on column app.site_series.start_utc is 'Start of the period (UTC).';

comment on function
  app.correct_readings(bigint[], timestamp without time zone[], double precision[]) is
  'Gives readings that are stored the values that were sent, and returns how many had another one. Caller: app.put_readings. Lock: those rows.';

comment on function app.drop_reading_partition(text) is 'Drops a partition of app.logger_readings with all its readings and returns false when there is none of this name. Gives up with 55P03 after three seconds behind a long reader. Caller: retention (sql/loggers/partitions.ts). Lock: advisory ''app.make_reading_partitions''; app.logger_readings ACCESS EXCLUSIVE.';

comment on function app.find_logger(uuid) is 'Returns a logger at a site of the scope. Throws P0002 for a stranger''s logger, which looks like one that does not exist. Caller: definer functions that read or store readings. Lock: none.';

comment on function app.find_or_make_variable(uuid, text) is 'Returns the key of a variable by its name, and makes it if it is missing: many callers at once make one. NULL if the logger has 500 others. Throws P0002 for a stranger''s logger. Caller: sitecast_app (sql/loggers/variables.ts). Lock: the logger''s row if the variable is missing.';

comment on function
  app.insert_readings(bigint[], timestamp without time zone[], double precision[], integer[]) is
  'Inserts readings and returns the session number of each that was new, 0 for none. Caller: app.put_readings. Lock: the new rows.';

comment on function app.keep_newest(bigint[], timestamp without time zone[], double precision[])
  is 'Keeps the first and the newest reading of variables; the readings come in the order of variable and time. Caller: app.put_readings. Lock: rows of app.logger_variables.';

comment on function app.logger_of_key(bytea) is 'Returns the logger of a key by its SHA-256; NULL for one that is unknown or revoked. Needs no scope: the hash is the right. Caller: what devices send (sql/loggers/device_keys.ts). Lock: none.';

comment on function app.make_reading_partitions(date[], boolean) is 'Makes the partitions of app.logger_readings that these days lack, newest first, moves in what already fell into the default partition, and returns how many it made. Unless they are planned, at most 60 are made in an hour, and 0 after a second behind a long reader or writer: the default partition then takes the readings. Caller: the owner (sql/loggers/partitions.ts), app.put_readings. Lock: advisory ''app.make_reading_partitions''; the default partition ACCESS EXCLUSIVE, app.logger_readings SHARE UPDATE EXCLUSIVE.';

comment on function app.make_variables(uuid, text[]) is 'Makes those variables of a logger that are missing, in their order, up to 500 for the logger, and returns the keys of all; NULL for those past the 500th. Caller: definer functions that hold the logger''s row, so that a name is made once. Lock: the new rows.';

comment on function app.newest_readings(uuid, timestamp without time zone, integer, bigint[]) is
  'Returns the newest readings of each variable of a logger of the scope, or of some of them, at most so many of each, from a time on (included) and not before live_from_utc: the newest first within a variable. Throws P0002 for a stranger''s logger. Caller: web roles (sql/loggers/readings.ts). Lock: none.';

comment on function app.on_variables_delete() is 'Lists deleted variables, so that a job deletes their readings and quarter hours in steps. Caller: a trigger of app.logger_variables. Lock: rows of app.dropped_variables.';

comment on function
  app.put_readings(uuid, text[], integer[], bigint[], double precision[], integer) is
  'Stores readings of a logger: the i-th is readings[i] of the variable names[indexes[i]] at micros[i], microseconds since 1970 UTC. Makes variables and partitions that are missing. Of several values of a variable for one time the last wins; one that is stored is replaced. A reading belongs to the session that its time lies in, or to the one that is named. Returns how many were inserted, changed and unchanged, the indexes (from 0) of those whose time is before 2000 or more than a day ahead, and by name how many are of variables past the 500th. Throws P0002 without such a logger. Caller: app.store_readings, app.write_readings, which check the right. Lock: the logger''s row, so that requests of one logger take turns.';

comment on function app.quarters_between(uuid, integer, integer, bigint[]) is
  'Returns the quarter hours [from_quarter, to_quarter) of variables of a logger of the scope, or of some of them, by variable and time. Throws P0002 for a stranger''s logger. Caller: web roles (sql/loggers/quarters.ts). Lock: none.';

comment on function app.reading_partition(date) is 'Returns the name of the partition of app.logger_readings that a day (UTC) lacks: one of the day itself from two days ago on and in months that have such partitions, else of its month. NULL: it has one, or lies more than two years back, where the default partition is enough. Caller: app.make_reading_partitions, app.put_readings. Lock: none.';

comment on function
  app.readings_between(uuid, timestamp without time zone, timestamp without time zone, integer,
  timestamp without time zone, bigint, bigint[], integer) is 'Returns readings of a logger of the scope in [from_utc, to_utc) by time and variable, at most so many, after the reading with which a page ended; of some variables or of one session, if these are given. Throws P0002 for a stranger''s logger. Caller: web roles (sql/loggers/readings.ts). Lock: none.';

comment on function app.record_reading_changes(uuid, timestamp without time zone[]) is
  'Records that readings of a logger changed: a row for each run of days without a gap. Caller: app.put_readings, and what deletes readings. Lock: none.';

comment on function app.session_numbers(uuid, timestamp without time zone[]) is
  'Returns for each time the number of the session of a logger that it lies in, the highest of several, NULL for none; NULL at all if no session has any of them. Caller: app.put_readings. Lock: none.';

comment on function
  app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer) is
  'Stores readings of a logger of the scope, as app.put_readings. Throws P0002 for a stranger''s logger. Caller: sitecast_app (sql/loggers/readings.ts). Lock: as app.put_readings.';

comment on function app.take_reading_changes(text[]) is 'Moves what changed in readings into app.logger_work, for each of the steps, and returns how many changes there were. Caller: the owner, under the lock of the job of loggers (sql/loggers/changes.ts). Lock: rows of app.reading_changes and app.logger_work.';

comment on function app.write_readings(bytea, text[], integer[], bigint[], double precision[])
  is 'Stores readings by the key of a logger, given as its SHA-256, as app.put_readings. Returns no row for a key that is unknown or revoked. Needs no scope: the hash is the right. Caller: the pool of devices (sql/loggers/readings.ts). Lock: as app.put_readings; the key''s row once a minute.';

comment on table app.alarm_rules is 'When readings of a logger raise an alarm.';

comment on table app.alarms is 'Alarms of loggers, with their history. One is open for each rule, and for each logger and cause.';

comment on table app.dropped_variables is 'Variables that were deleted, as long as they may have readings or quarter hours, which a job deletes in steps (service/loggers/loop.ts).';

comment on table app.logger_keys is 'Keys with which one logger writes readings, and nothing else. Several are valid at once, so that a key can be changed without a gap.';

comment on table app.logger_messages is 'Messages of a session, as the device sent them.';

comment on table app.logger_quarters is 'Values of variables in quarter hours (UTC), counted from readings. They stay when retention drops these. No foreign key, as for app.logger_readings. Web roles read them through functions.';

comment on table app.logger_readings is 'Values of variables at times. Partitioned by day or month of time_utc (app.make_reading_partitions), so that retention drops a partition whole; the default partition takes the rest. No foreign key: readings of a variable that is not there any more are deleted in steps (app.dropped_variables). Web roles read it through functions only.';

comment on table app.logger_requests is 'The last 20 requests of each logger, so that people see what arrives and what is wrong with it.';

comment on table app.logger_sessions is 'Recordings of loggers, numbered from 1 for each logger. One runs at a time.';

comment on table app.logger_settings is 'Settings of loggers, which devices and people read.';

comment on table app.logger_variables is 'What loggers measure: made when a logger first sends the name, at most 500 for each logger.';

comment on table app.logger_work is 'What the steps of the job of loggers have still to do, so that a service that was killed goes on where it was. Read and written by the owner only.';

comment on table app.loggers is 'Devices and programs at sites that send readings. Every group of a site sees and edits its loggers.';

comment on table app.reading_changes is 'Times of readings that changed since the last look of the job of loggers. Only appended to by what stores or deletes readings: no key and no lock that outlives the row. app.take_reading_changes turns them into app.logger_work.';

comment on table app.reading_partitions is 'Partitions of app.logger_readings that writers needed: at most 60 are made in an hour.';

comment on table app.site_series is 'What loggers of a site measured beside generation: mean power over [start_utc, end_utc).';

revoke all
  on function app.correct_readings(bigint[], timestamp without time zone[], double precision[])
  from public;

revoke all on function app.drop_reading_partition(text) from public;

revoke all on function app.find_logger(uuid) from public;

revoke all on function app.find_or_make_variable(uuid, text) from public;

grant execute on function app.find_or_make_variable(uuid, text) to sitecast_app;

revoke all
  on function
    app.insert_readings(bigint[], timestamp without time zone[], double precision[], integer[])
  from public;

revoke all
  on function app.keep_newest(bigint[], timestamp without time zone[], double precision[])
  from public;

revoke all on function app.logger_of_key(bytea) from public;

grant execute on function app.logger_of_key(bytea) to sitecast_app;

revoke all on function app.make_reading_partitions(date[], boolean) from public;

revoke all on function app.make_variables(uuid, text[]) from public;

revoke all
  on function app.newest_readings(uuid, timestamp without time zone, integer, bigint[])
  from public;

grant execute
  on function app.newest_readings(uuid, timestamp without time zone, integer, bigint[])
  to sitecast_admin, sitecast_app;

revoke all on function app.on_variables_delete() from public;

revoke all
  on function app.put_readings(uuid, text[], integer[], bigint[], double precision[], integer)
  from public;

revoke all on function app.quarters_between(uuid, integer, integer, bigint[]) from public;

grant execute
  on function app.quarters_between(uuid, integer, integer, bigint[])
  to sitecast_admin, sitecast_app;

revoke all on function app.reading_partition(date) from public;

revoke all
  on function
    app.readings_between(uuid, timestamp without time zone, timestamp without time zone,
    integer, timestamp without time zone, bigint, bigint[], integer)
  from public;

grant execute
  on function
    app.readings_between(uuid, timestamp without time zone, timestamp without time zone,
    integer, timestamp without time zone, bigint, bigint[], integer)
  to sitecast_admin, sitecast_app;

revoke all
  on function app.record_reading_changes(uuid, timestamp without time zone[])
  from public;

revoke all on function app.session_numbers(uuid, timestamp without time zone[]) from public;

revoke all
  on function app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer)
  from public;

grant execute
  on function app.store_readings(uuid, text[], integer[], bigint[], double precision[], integer)
  to sitecast_app;

revoke all on function app.take_reading_changes(text[]) from public;

revoke all
  on function app.write_readings(bytea, text[], integer[], bigint[], double precision[])
  from public;

grant execute
  on function app.write_readings(bytea, text[], integer[], bigint[], double precision[])
  to sitecast_app;

grant select on table app.alarm_rules to sitecast_admin;

grant delete, insert, select, update on table app.alarm_rules to sitecast_app;

grant select on table app.alarms to sitecast_admin;

grant insert, select, update on table app.alarms to sitecast_app;

grant select (created_by) on table app.logger_keys to sitecast_admin;

grant select (created_utc) on table app.logger_keys to sitecast_admin;

grant select (key_uuid) on table app.logger_keys to sitecast_admin;

grant select (label) on table app.logger_keys to sitecast_admin;

grant select (last_used_utc) on table app.logger_keys to sitecast_admin;

grant select (logger_uuid) on table app.logger_keys to sitecast_admin;

grant select (prefix) on table app.logger_keys to sitecast_admin;

grant select (revoked_utc) on table app.logger_keys to sitecast_admin;

grant insert (created_by), select (created_by) on table app.logger_keys to sitecast_app;

grant select (created_utc) on table app.logger_keys to sitecast_app;

grant insert (key_hash) on table app.logger_keys to sitecast_app;

grant insert (key_uuid), select (key_uuid) on table app.logger_keys to sitecast_app;

grant insert (label), select (label), update (label)
  on table app.logger_keys
  to sitecast_app;

grant select (last_used_utc) on table app.logger_keys to sitecast_app;

grant insert (logger_uuid), select (logger_uuid) on table app.logger_keys to sitecast_app;

grant insert (prefix), select (prefix) on table app.logger_keys to sitecast_app;

grant select (revoked_utc), update (revoked_utc) on table app.logger_keys to sitecast_app;

grant select on table app.logger_messages to sitecast_admin;

grant delete, insert, select on table app.logger_messages to sitecast_app;

grant select on table app.logger_requests to sitecast_admin, sitecast_app;

grant select on table app.logger_sessions to sitecast_admin;

grant delete, insert, select, update on table app.logger_sessions to sitecast_app;

grant select on table app.logger_settings to sitecast_admin;

grant delete, insert, select, update on table app.logger_settings to sitecast_app;

grant select on table app.logger_variables to sitecast_admin;

grant update (feed_from_utc) on table app.logger_variables to sitecast_app;

grant update (feed_unit) on table app.logger_variables to sitecast_app;

grant update (feeds) on table app.logger_variables to sitecast_app;

grant update (first_utc) on table app.logger_variables to sitecast_app;

grant update (includes_charger) on table app.logger_variables to sitecast_app;

grant update (label) on table app.logger_variables to sitecast_app;

grant update (last_utc) on table app.logger_variables to sitecast_app;

grant update (last_value) on table app.logger_variables to sitecast_app;

grant update (measures) on table app.logger_variables to sitecast_app;

grant update (transforms) on table app.logger_variables to sitecast_app;

grant update (unit) on table app.logger_variables to sitecast_app;

grant delete, select on table app.logger_variables to sitecast_app;

grant select on table app.loggers to sitecast_admin;

grant insert (interval_seconds), update (interval_seconds)
  on table app.loggers
  to sitecast_app;

grant update (live_from_utc) on table app.loggers to sitecast_app;

grant insert (logger_uuid) on table app.loggers to sitecast_app;

grant insert (name), update (name) on table app.loggers to sitecast_app;

grant update (next_number) on table app.loggers to sitecast_app;

grant insert (note), update (note) on table app.loggers to sitecast_app;

grant update (revision) on table app.loggers to sitecast_app;

grant insert (site_uuid) on table app.loggers to sitecast_app;

grant update (version) on table app.loggers to sitecast_app;

grant insert (zone), update (zone) on table app.loggers to sitecast_app;

grant delete, select on table app.loggers to sitecast_app;

grant select on table app.site_series to sitecast_admin, sitecast_app;
