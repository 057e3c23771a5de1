import type { Database, OwnerSql } from "../../db/client.ts";
import { withAdminScope } from "../../db/scope.ts";
import type { Job } from "../../domain/operations/job.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as jobs from "../../sql/operations/jobs.ts";
import type { SiteJob } from "../../sql/operations/site_deletion.ts";
import type { Cast } from "./cast.ts";

/** Requests as ada that a site is deleted; returns the job. */
export async function asked(
  { requests }: Pick<Database, "requests">,
  { ada }: Cast,
  site: string,
  withGeneration = true,
): Promise<SiteJob> {
  return await withAdminScope(requests, ada, { readOnly: false }, async (sql) => {
    return (await jobs.find(sql, await jobs.addSiteDeletion(sql, site, withGeneration))) as SiteJob;
  });
}

export async function jobNow(
  { requests }: Pick<Database, "requests">,
  { ada }: Cast,
  uuid: string,
): Promise<Job> {
  const read = { readOnly: true };
  return (await withAdminScope(requests, ada, read, (sql) => jobs.find(sql, uuid)))!;
}

/** A site of alice's group with so many runs of two values each, an inverter, and measured values. */
export async function fullSite(
  sql: OwnerSql,
  { alice }: Cast,
  { runs = 3, generation = 4 } = {},
): Promise<string> {
  const site = await demo.makeSite(sql, alice.site_group_uuid, { client_site_name: "Full" });
  await addRuns(sql, site, runs);
  await sql`
    insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
    select ${site}, 1, timestamp '2026-06-01' + n * interval '5 minutes',
      timestamp '2026-06-01' + (n + 1) * interval '5 minutes'
    from generate_series(1, ${generation}::int) n`;
  await sql`insert into inverters (site_uuid) values (${site})`;
  return site;
}

/** Runs of two values each: one of each on a day without a partition of its own. */
export async function addRuns(sql: OwnerSql, site: string, runs: number): Promise<void> {
  await sql`
    with run as (
      insert into forecasts (site_uuid, timestamp_utc, forecast_version)
      select ${site}, timestamp '2026-06-21' + n * interval '1 minute', '1'
      from generate_series(1, ${runs}::int) n returning forecast_uuid, timestamp_utc)
    insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw)
    select forecast_uuid, timestamp_utc + day * interval '1 day',
      timestamp_utc + day * interval '1 day' + interval '15 minutes', 1
    from run, generate_series(0, 1) day`;
}

/** Counts the rows of each table that belong to a site. */
export async function rowsOf(sql: OwnerSql, site: string) {
  const [row] = await sql<Record<string, number>[]>`
    select (select count(*)::int from sites where site_uuid = ${site}) as sites,
      (select count(*)::int from forecasts where site_uuid = ${site}) as forecasts,
      (select count(*)::int from forecasts join forecast_values using (forecast_uuid)
        where site_uuid = ${site}) as values,
      (select count(*)::int from generation where site_uuid = ${site}) as generation,
      (select count(*)::int from inverters where site_uuid = ${site}) as inverters,
      (select count(*)::int from site_group_sites where site_uuid = ${site}) as links`;
  return { ...row };
}
