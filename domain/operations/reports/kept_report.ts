import { z } from "zod";
import { isZone } from "../../sites/site.ts";
import type { GroupReport } from "./group_report.ts";

/** A report that was kept: later changes of the data do not change it. Times are RFC 3339. */
export interface KeptReport {
  report_uuid: string;
  /** `2026-10` */
  month: string;
  made_utc: string;
  /** E-mail address of who kept it; null: the service did, as it was scheduled. */
  made_by: string | null;
  body: GroupReport;
}

/** When the service makes a group's report of the month before: on the 1st at so many o'clock. */
export const reportSchedule = z.object({
  hour: z.int({ error: "Choose an hour from 0 to 23." }).min(0).max(23),
  time_zone: z.string().trim().refine((zone) => /^[a-z]/i.test(zone) && isZone(zone), {
    error: "There is no such time zone. Write it like Europe/London.",
  }),
});
export type ReportSchedule = z.output<typeof reportSchedule>;

/**
 * Returns the month whose report is due by a schedule: the one before this, once it is the hour on
 * the 1st; before that the one before.
 */
export function dueMonth({ hour, time_zone }: ReportSchedule, now: Temporal.Instant): string {
  const local = now.toZonedDateTimeISO(time_zone);
  const isDue = local.day > 1 || local.hour >= hour;
  return `${local.toPlainDate().toPlainYearMonth().subtract({ months: isDue ? 1 : 2 })}`;
}
