import type { OwnerSql } from "../../db/client.ts";
import { dueMonth } from "../../domain/operations/reports/kept_report.ts";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { groupReport } from "../../sql/operations/group_reports.ts";
import { asGroup } from "../../sql/operations/as_group.ts";
import * as keptReports from "../../sql/operations/kept_reports.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";

/** Most sites of a report that the service makes by its schedule. */
const MOST_SITES = 10_000;

/**
 * Makes and keeps the monthly reports that are due, each with the rights of its group. Returns how
 * many; 0 while another instance does it.
 */
export async function makeDueReports(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  return await withLockIfFree(sql, "monthly reports", async () => {
    let made = 0;
    for (const { site_group_uuid, name, months, ...schedule } of await keptReports.schedules(sql)) {
      const month = dueMonth(schedule, now);
      if (signal?.aborted || months.includes(month)) continue;
      try {
        await asGroup(sql, site_group_uuid, async (scope) => {
          const report = await groupReport(scope, name, monthOf(month), now, MOST_SITES);
          await keptReports.keep(scope, report, null);
        });
        made++;
      } catch (error) { // the next turn tries again, and other groups have theirs
        log.error("no report of {month} was made for group {group}: {error}", {
          month,
          group: site_group_uuid,
          error,
        });
      }
    }
    return made;
  }, { signal }) ?? 0;
}
