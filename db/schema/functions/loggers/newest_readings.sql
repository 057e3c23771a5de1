create function app.newest_readings(of_logger uuid, since timestamp default '-infinity',
  at_most integer default 50, of_variables bigint[] default null)
returns table (variable_id bigint, time_utc timestamp, value double precision, number integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
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
$$;

comment on function app.newest_readings(uuid, timestamp, integer, bigint[]) is
  'Returns the newest readings of each variable of a logger of the scope, or of some of them, at most '
  'so many of each, from a time on (included) and not before live_from_utc: the newest first within '
  'a variable. Throws P0002 for a stranger''s logger. Caller: web roles '
  '(sql/loggers/readings.ts). Lock: none.';
grant execute on function app.newest_readings(uuid, timestamp, integer, bigint[])
  to sitecast_app, sitecast_admin;
