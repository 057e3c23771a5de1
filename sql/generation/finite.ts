import type { Fragment, Fragments } from "../kit/queries.ts";

type Time = Temporal.Instant;

/** Longest period that is read: rows that last longer are left out. */
const LONGEST = { hours: 24 };

/**
 * SQL, as a table in `from`: the measured power of these sites in pieces that do not overlap and
 * start in [start, end), in no order: a row belongs to the range that holds its start, and is not
 * cut at the edges of the range.
 *
 * - Rows of exactly 5 minutes last as long as their site states (`measured_every_minutes`).
 * - Where rows overlap, the shortest counts, of equally long ones the one written first; the others
 *   are cut to the rest (`is_cut`). A row that nothing overlaps is read as it is stored.
 * - Left out are values and ends that are not finite and rows that do not end after their start or
 *   last longer than a day: the Python SDK can store all of these.
 *
 * In a scope it holds those of the sites that the scope's group has.
 *
 * Columns: site_uuid, start_utc, end_utc, generation_power_kw, is_cut, is_crowded (the row overlaps
 * with others).
 */
export const finiteGeneration = (
  sql: Fragments,
  siteUuids: string[],
  start: Time,
  end: Time,
): Fragment => piecesOf(sql, siteUuids, start, end, sql`true`);

/** SQL, as a table in `from`: likewise all pieces that overlap with [start, end). */
export const generationTouching = (
  sql: Fragments,
  siteUuids: string[],
  start: Time,
  end: Time,
): Fragment =>
  piecesOf(sql, siteUuids, start.subtract(LONGEST), end, sql`end_utc > ${start}::timestamp`);

/**
 * Reads the rows of most sites plainly: only those of which rows overlap within a day around the
 * range, or which state how long their rows last, need the function that cuts.
 */
function piecesOf(
  sql: Fragments,
  siteUuids: string[],
  start: Time,
  end: Time,
  condition: Fragment,
): Fragment {
  return sql`(
    with cut as materialized (
      select app.sites_read_in_pieces(${siteUuids}::uuid[], ${start.subtract(LONGEST)}::timestamp,
        ${end.add(LONGEST)}::timestamp) as sites)
    select site_uuid, start_utc, end_utc, generation_power_kw, false as is_cut, false as is_crowded
    from generation
    where site_uuid = any(array(
        select unnest(${siteUuids}::uuid[]) except select unnest(sites) from cut))
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      and end_utc > start_utc and end_utc <= start_utc + interval '1 day'
      and generation_power_kw not in ('NaN', 'Infinity', '-Infinity') and ${condition}
    union all
    select * from app.generation_pieces((select sites from cut), ${start}::timestamp,
      ${end}::timestamp)
    where ${condition})`;
}
