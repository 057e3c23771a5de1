import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { GroupReport } from "../../domain/operations/reports/group_report.ts";
import type { KeptReport, ReportSchedule } from "../../domain/operations/reports/kept_report.ts";
import { json } from "../kit/json.ts";

/** SQL: the group of the scope. */
const ownGroup = (sql: ScopedSql) =>
  sql`nullif(current_setting('app.site_group_uuid', true), '')::uuid`;

/** Keeps a report of the caller's group. Returns its UUID. */
export async function keep(
  sql: ScopedSql,
  report: GroupReport,
  madeBy: string | null,
): Promise<string> {
  const [made] = await sql<{ report_uuid: string }[]>`
    insert into app.reports (site_group_uuid, month, made_by, body)
    values (${ownGroup(sql)}, ${`${report.month}-01`}::date, ${madeBy}, ${json(sql, report)})
    returning report_uuid`;
  return made!.report_uuid;
}

/** Returns the caller's newest kept reports, without their figures. */
export async function list(sql: ScopedSql): Promise<Omit<KeptReport, "body">[]> {
  return await sql<Omit<KeptReport, "body">[]>`
    select report_uuid, to_char(month, 'YYYY-MM') as month, made_utc, made_by from app.reports
    order by month desc, made_utc desc limit 120`;
}

/** Returns a kept report of the caller's group. */
export async function find(sql: ScopedSql, reportUuid: string): Promise<KeptReport | undefined> {
  const [report] = await sql<KeptReport[]>`
    select report_uuid, to_char(month, 'YYYY-MM') as month, made_utc, made_by, body
    from app.reports where report_uuid = ${reportUuid}`;
  return report;
}

/** Returns when the reports of the caller's group are made; undefined: they are not. */
export async function schedule(sql: ScopedSql): Promise<ReportSchedule | undefined> {
  const [row] = await sql<ReportSchedule[]>`
    select hour::int as hour, time_zone from app.report_schedules`;
  return row;
}

/** Sets when the reports of the caller's group are made; null: no more. */
export async function setSchedule(sql: ScopedSql, wanted: ReportSchedule | null): Promise<void> {
  if (!wanted) return void await sql`delete from app.report_schedules`;
  await sql`
    insert into app.report_schedules (site_group_uuid, hour, time_zone)
    values (${ownGroup(sql)}, ${wanted.hour}, ${wanted.time_zone})
    on conflict (site_group_uuid) do update
      set hour = excluded.hour, time_zone = excluded.time_zone`;
}

/** Returns the schedules of all groups, with the months that each has reports of. */
export async function schedules(sql: OwnerSql) {
  return await sql<
    (ReportSchedule & { site_group_uuid: string; name: string; months: string[] })[]
  >`
    select s.site_group_uuid, g.site_group_name as name, s.hour::int as hour, s.time_zone,
      array(select to_char(r.month, 'YYYY-MM') from app.reports r
        where r.site_group_uuid = s.site_group_uuid) as months
    from app.report_schedules s join site_groups g using (site_group_uuid)`;
}
