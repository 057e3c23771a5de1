import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { Job, SiteContents } from "../../domain/operations/job.ts";
import * as jobs from "./jobs.ts";

/** A job that deletes a site. */
export type SiteJob = Job & { site_uuid: string };

const FORECASTS_AT_ONCE = 500;
const VALUES_AT_ONCE = 20_000;

/**
 * Runs one step of a job in a transaction, in the name of the user who added the job, so that the
 * site's history names them; in nobody's once that user is deleted. Adds the `rows` that `work`
 * deleted to the job's progress, and returns its `result`. Throws 55P03 after waiting 5 seconds for
 * a lock.
 */
async function step<T>(
  sql: OwnerSql,
  { job_uuid, asked_by, asked_through }: SiteJob,
  work: (tx: postgres.TransactionSql) => Promise<{ rows: number; result: T }>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '5s'`;
    await tx`
      select app.scope(null,
        (select user_uuid from users where user_uuid = ${asked_by}::uuid for key share),
        ${asked_through})`;
    const { rows, result } = await work(tx);
    if (rows > 0) {
      await tx`
        update app.jobs set done = done + ${rows}, total = greatest(total, done + ${rows})
        where job_uuid = ${job_uuid}::uuid`;
    }
    return result;
  }) as T;
}

/** Counts the rows that are left to delete, and stores the total with the job. */
export async function count(sql: OwnerSql, job: SiteJob): Promise<SiteContents> {
  const left = await jobs.contentsOfSite(sql, job.site_uuid);
  const total = job.done + left.forecasts + left.forecast_values + left.generation;
  await sql`update app.jobs set total = ${total} where job_uuid = ${job.job_uuid}::uuid`;
  return left;
}

/** Deactivates the site, so that no more forecasts are made for it. */
export async function deactivate(sql: OwnerSql, job: SiteJob): Promise<void> {
  await step(sql, job, async (tx) => {
    await tx`
      update sites set active = false
      where site_uuid = ${job.site_uuid}::uuid and active is not false`;
    return { rows: 0, result: undefined };
  });
}

/**
 * Deletes the oldest runs with their values and returns how many runs: 1 when somebody was just
 * adding values to one of them (23503), since it is still there.
 */
export async function removeForecasts(sql: OwnerSql, job: SiteJob): Promise<number> {
  try {
    return await step(sql, job, async (tx) => {
      const runs = await tx<{ forecast_uuid: string }[]>`
        select forecast_uuid from forecasts where site_uuid = ${job.site_uuid}::uuid
        order by timestamp_utc limit ${FORECASTS_AT_ONCE}`;
      const uuids = runs.map((run) => run.forecast_uuid);
      const values = await tx`
        delete from forecast_values where forecast_uuid = any(${uuids}::uuid[])`;
      await tx`delete from forecasts where forecast_uuid = any(${uuids}::uuid[])`;
      return { rows: values.count + uuids.length, result: uuids.length };
    });
  } catch (error) {
    if ((error as { code?: string }).code === "23503") return 1;
    throw error;
  }
}

/** Deletes the oldest measured values. Returns how many; 0 when none are left. */
export async function removeGeneration(sql: OwnerSql, job: SiteJob): Promise<number> {
  return await step(sql, job, async (tx) => {
    const { count } = await tx`
      delete from generation where generation_uuid = any(array(
        select generation_uuid from generation where site_uuid = ${job.site_uuid}::uuid
        order by start_utc limit ${VALUES_AT_ONCE}))`;
    return { rows: count, result: count };
  });
}

/**
 * Deletes the site with its inverters and links, or returns what it still has. The lock keeps
 * writers from adding rows meanwhile. A site that does not exist counts as removed.
 */
export async function removeSite(
  sql: OwnerSql,
  job: SiteJob,
): Promise<"removed" | "forecasts" | "generation"> {
  return await step(sql, job, async (tx) => {
    const site = job.site_uuid;
    await tx`select from sites where site_uuid = ${site}::uuid for update`;
    const [left] = await tx<{ forecasts: boolean; generation: boolean }[]>`
      select exists (select 1 from forecasts where site_uuid = ${site}::uuid) as forecasts,
        exists (select 1 from generation where site_uuid = ${site}::uuid) as generation`;
    if (left!.generation) return { rows: 0, result: "generation" as const };
    if (left!.forecasts) return { rows: 0, result: "forecasts" as const };
    await tx`delete from inverters where site_uuid = ${site}::uuid`;
    await tx`delete from site_group_sites where site_uuid = ${site}::uuid`;
    await tx`delete from sites where site_uuid = ${site}::uuid`;
    return { rows: 0, result: "removed" as const };
  });
}
