import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL, as a table in `from`: the measured values of these sites whose period starts in [start,
 * end), in no order. Leaves out values and ends that are not finite, which the Python SDK can
 * store. In a scope it holds those of the sites that the scope's group has.
 *
 * Columns: site_uuid, start_utc, end_utc, generation_power_kw.
 */
export const finiteGeneration = (
  sql: Fragments,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Fragment =>
  sql`(
    select site_uuid, start_utc, end_utc, generation_power_kw from generation
    where site_uuid = any(${siteUuids}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      and isfinite(end_utc) and generation_power_kw not in ('NaN', 'Infinity', '-Infinity'))`;
