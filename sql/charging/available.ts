import { type Consumption, houseUse, leftOf } from "../../domain/charging/house_use.ts";
import type { Charge } from "../../domain/charging/sun.ts";
import type { PowerPeriod, Span } from "../../domain/generation/energy.ts";
import { generationTouching } from "../generation/finite.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/** The longest period in which loggers' consumption is counted. */
export const LONGEST_USE = { minutes: 30 };

/**
 * Returns the power that charging could take from a site's own generation around a span, in pieces
 * that lie in order and do not overlap: the measured mean power, not below 0, less what the house
 * itself used. Where that is not measured, it is the most that charging could take. `charges` are
 * those of the span, and those nearer to it than LONGEST_USE.
 */
export async function availableFor(
  sql: OwnerTransaction,
  siteUuid: string,
  { startMs, endMs }: Span,
  charges: readonly Charge[],
): Promise<PowerPeriod[]> {
  const start = Temporal.Instant.fromEpochMilliseconds(startMs);
  const end = Temporal.Instant.fromEpochMilliseconds(endMs);
  const generation = await sql<PowerPeriod[]>`
    select (extract(epoch from start_utc) * 1000)::float8 as "startMs",
      (extract(epoch from end_utc) * 1000)::float8 as "endMs",
      greatest(generation_power_kw, 0)::float8 as "powerKw"
    from ${generationTouching(sql, [siteUuid], start, end)} measured
    order by start_utc`;
  const consumption = await consumptionOf(sql, siteUuid, { start, end });
  return leftOf(generation, houseUse(consumption, charges));
}

/**
 * Returns the consumption of a site that overlaps with a time, in order. It includes the charger if a
 * variable that feeds it does; also where none feeds it any more, so that the sun of charging stays
 * the most that it could be.
 */
async function consumptionOf(
  sql: OwnerTransaction,
  siteUuid: string,
  { start, end }: { start: Temporal.Instant; end: Temporal.Instant },
): Promise<Consumption[]> {
  return await sql<Consumption[]>`
    with feeding as materialized (
      select v.includes_charger, coalesce(v.feed_from_utc, '-infinity') as from_utc
      from app.loggers l join app.logger_variables v using (logger_uuid)
      where l.site_uuid = ${siteUuid}::uuid and v.feeds = 'consumption')
    select (extract(epoch from used.start_utc) * 1000)::float8 as "startMs",
      (extract(epoch from used.end_utc) * 1000)::float8 as "endMs",
      used.power_kw as "powerKw", charger.power_kw as "chargerKw",
      coalesce((select bool_or(f.includes_charger) from feeding f
        where f.from_utc <= used.start_utc), true) as "includesCharger"
    from app.site_series used left join app.site_series charger
      on charger.site_uuid = used.site_uuid and charger.kind = 'charger'
        and charger.start_utc = used.start_utc and charger.end_utc = used.end_utc
    where used.site_uuid = ${siteUuid}::uuid and used.kind = 'consumption'
      and used.start_utc > ${start.subtract(LONGEST_USE)}::timestamp
      and used.start_utc < ${end}::timestamp and used.end_utc > ${start}::timestamp
    order by used.start_utc`;
}
