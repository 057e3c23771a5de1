create function app.readings_between(of_logger uuid, from_utc timestamp, to_utc timestamp,
  at_most integer, after_utc timestamp default null, after_variable bigint default null,
  of_variables bigint[] default null, of_session integer default null)
returns table (variable_id bigint, time_utc timestamp, value double precision, number integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
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
$$;

comment on function app.readings_between(uuid, timestamp, timestamp, integer, timestamp, bigint,
  bigint[], integer) is
  'Returns readings of a logger of the scope in [from_utc, to_utc) by time and variable, at most so '
  'many, after the reading with which a page ended; of some variables or of one session, if these '
  'are given. Throws P0002 for a stranger''s logger. Caller: web roles (sql/loggers/readings.ts). '
  'Lock: none.';
grant execute on function app.readings_between(uuid, timestamp, timestamp, integer, timestamp,
  bigint, bigint[], integer) to sitecast_app, sitecast_admin;
