create function app.put_readings(of_logger uuid, names text[], indexes integer[], micros bigint[],
  readings double precision[], in_session integer default null)
returns table (inserted integer, changed integer, unchanged integer, refused integer[],
  unknown jsonb)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
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
$$;

comment on function app.put_readings(uuid, text[], integer[], bigint[], double precision[], integer)
is
  'Stores readings of a logger: the i-th is readings[i] of the variable names[indexes[i]] at '
  'micros[i], microseconds since 1970 UTC. Makes variables and partitions that are missing. Of '
  'several values of a variable for one time the last wins; one that is stored is replaced. A '
  'reading belongs to the session that its time lies in, or to the one that is named. Returns how '
  'many were inserted, changed and unchanged, the indexes (from 0) of those whose time is before '
  '2000 or more than a day ahead, and by name how many are of variables past the 500th. Throws P0002 '
  'without such a logger. Caller: app.store_readings, app.write_readings, which check the right. '
  'Lock: the logger''s row, so that requests of one logger take turns.';
