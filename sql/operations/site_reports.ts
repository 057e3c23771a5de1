import type { ScopedSql } from "../../db/scope.ts";
import { type Month, periodOfMonth } from "../../domain/operations/reports/month.ts";
import { makeSiteReport } from "../../domain/operations/reports/make_site_report.ts";
import type {
  ReportAttention,
  ReportOutage,
  SiteReport,
} from "../../domain/operations/reports/site_report.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import type { Period } from "../../domain/time/time.ts";
import { readReliability } from "../accuracy/reliability.ts";
import { readTallies } from "../forecasts/energy_tallies.ts";

/** Reads what a month gave at one of the caller's sites, as it is known now. */
export async function siteReport(
  sql: ScopedSql,
  site: Site,
  month: Month,
  now: Temporal.Instant,
): Promise<SiteReport> {
  const period = periodOfMonth(month, zoneOf(site));
  const [tallies, reliability, outages, attention] = await Promise.all([
    readTallies(sql, site, month, now),
    readReliability(sql, site, { from: month.first, to: month.last }, now),
    outagesIn(sql, site.site_uuid, period),
    attentionIn(sql, site.site_uuid, period),
  ]);
  const facts = { site, tallies, reliability, outages, attention };
  return makeSiteReport(facts, month, now.epochMilliseconds);
}

/** Returns what is marked in a period, in order, with the texts of the caller's group alone. */
async function outagesIn(
  sql: ScopedSql,
  siteUuid: string,
  { start, end }: Period,
): Promise<ReportOutage[]> {
  return await sql<ReportOutage[]>`
    select o.kind, o.start_utc, o.end_utc, t.text
    from app.outages o left join app.outage_texts t using (outage_uuid)
    where o.site_uuid = ${siteUuid}::uuid and o.removed_utc is null
      and o.start_utc < ${end}::timestamp and coalesce(o.end_utc, 'infinity') > ${start}::timestamp
    order by o.start_utc, o.outage_uuid`;
}

/** Returns what needed attention in a period, dismissed or not, in order. */
async function attentionIn(
  sql: ScopedSql,
  siteUuid: string,
  { start, end }: Period,
): Promise<ReportAttention[]> {
  return await sql<ReportAttention[]>`
    select kind, since_utc, until_utc from app.attention
    where site_uuid = ${siteUuid}::uuid and since_utc < ${end}::timestamp
      and coalesce(until_utc, 'infinity') > ${start}::timestamp
    order by since_utc, kind`;
}
