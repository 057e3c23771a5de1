import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import { type GroupReport, makeGroupReport } from "../../domain/operations/reports/group_report.ts";
import type { Month } from "../../domain/operations/reports/month.ts";
import type { SiteReport } from "../../domain/operations/reports/site_report.ts";
import { list } from "../sites/sites.ts";
import { siteReport } from "./site_reports.ts";

/** Most sites of a report that a request waits for. */
const MOST_SITES = 200;

/**
 * Reads what a month gave at all active sites of the caller's group. Throws "invalid" for more than
 * 200 sites, unless the caller has time for more.
 */
export async function groupReport(
  sql: ScopedSql,
  groupName: string,
  month: Month,
  now: Temporal.Instant,
  most = MOST_SITES,
): Promise<GroupReport> {
  const sites = await list(sql, { limit: most });
  if (sites.length > most) {
    const message =
      `Your group has more than ${most} sites. Look at the reports of single sites, ` +
      "or let the service keep the group's each month.";
    throw new AppError("invalid", message);
  }
  const reports: SiteReport[] = [];
  for (const site of sites) reports.push(await siteReport(sql, site, month, now));
  return makeGroupReport(groupName, month.month, reports, sites);
}
