import type { OwnerSql } from "../../db/client.ts";
import type { ReadingChange } from "./changes.ts";
import { gapSeconds } from "./gap.ts";

/**
 * Counts the quarter hours of a logger that readings from `first_utc` to `last_utc` touch, and those
 * a gap further. The mean is that of straight lines between neighbours that are at most three
 * intervals, and at least five minutes, apart; readings without such a neighbour count as they are.
 * Quarter hours from before `keptFrom` stay as they are, since their readings may have been dropped.
 */
export async function countQuarters(
  sql: OwnerSql,
  { logger_uuid, first_utc, last_utc }: ReadingChange,
  keptFrom = "-infinity",
): Promise<void> {
  await sql`
    with logger as (
      select ${gapSeconds(sql, sql`interval_seconds`)} * interval '1 second' as max_gap
      from app.loggers where logger_uuid = ${logger_uuid}::uuid),
    edges as materialized (
      select max_gap, date_part('epoch', max_gap) as gap, greatest(
          floor(date_part('epoch', ${first_utc}::timestamp - max_gap) / 900),
          ceil(date_part('epoch', greatest(${keptFrom}::timestamp, '0001-01-01')) / 900))::int
          as first,
        floor(date_part('epoch', ${last_utc}::timestamp + max_gap) / 900)::int as last
      from logger),
    points as materialized (
      select variable_id, t, value, lead(t) over series as next_t, lead(value) over series as next
      from edges e
      cross join app.logger_variables v
      cross join lateral (
        select date_part('epoch', r.time_utc) as t, r.value from app.logger_readings r
        where r.variable_id = v.variable_id
          and r.time_utc >= timestamp 'epoch' + e.first * interval '15 minutes' - e.max_gap
          and r.time_utc < timestamp 'epoch' + (e.last + 1) * interval '15 minutes' + e.max_gap
        offset 0) r
      where v.logger_uuid = ${logger_uuid}::uuid
      window series as (partition by variable_id order by t)),
    lines as (
      select variable_id, quarter, begins, ends,
        value + (next - value) * ((begins - t) / (next_t - t)) as at_begin,
        value + (next - value) * ((ends - t) / (next_t - t)) as at_end
      from edges e cross join points p
      cross join lateral generate_series(greatest(floor(t / 900)::int, e.first),
        least(ceil(next_t / 900)::int - 1, e.last)) quarter
      cross join lateral (
        select greatest(t, quarter * 900.0::float8) as begins,
          least(next_t, (quarter + 1) * 900.0::float8) as ends) clipped
      where next_t - t <= e.gap),
    parts as (
      select variable_id, quarter, ends as t, at_end as value, ends - begins as seconds,
        (at_begin / 2 + at_end / 2) * (ends - begins) as area,
        least(at_begin, at_end) as lowest, greatest(at_begin, at_end) as highest, false as is_point
      from lines
      union all
      select variable_id, floor(t / 900)::int, t, value, 0, 0, value, value, true
      from points, edges e where floor(t / 900) between e.first and e.last),
    counted as materialized (
      select variable_id, quarter,
        case when sum(seconds) > 0 then sum(area) / sum(seconds)
          else avg(value) filter (where is_point) end as mean,
        min(lowest) as minimum, max(highest) as maximum,
        (array_agg(value order by t desc, is_point desc))[1] as last, sum(seconds) as known_seconds
      from parts group by variable_id, quarter),
    emptied as (
      delete from app.logger_quarters q using edges e
      where q.variable_id = any(array(
          select variable_id from app.logger_variables where logger_uuid = ${logger_uuid}::uuid))
        and q.quarter between e.first and e.last
        and not exists (select 1 from counted c
          where c.variable_id = q.variable_id and c.quarter = q.quarter))
    insert into app.logger_quarters as q
      (variable_id, quarter, mean, minimum, maximum, last, known_seconds)
    select variable_id, quarter, mean, minimum, maximum, last, known_seconds from counted
    order by 1, 2
    on conflict (variable_id, quarter) do update set mean = excluded.mean,
      minimum = excluded.minimum, maximum = excluded.maximum, last = excluded.last,
      known_seconds = excluded.known_seconds
    where (q.mean, q.minimum, q.maximum, q.last, q.known_seconds) is distinct from
      (excluded.mean, excluded.minimum, excluded.maximum, excluded.last, excluded.known_seconds)`;
}
