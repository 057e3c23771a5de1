import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { Job, SiteContents } from "../../domain/operations/job.ts";
import * as jobs from "./jobs.ts";

/** A job whose thing is a site. */
export type SiteJob = Job & { site_uuid: string };

const FORECASTS_AT_ONCE = 500;
const VALUES_AT_ONCE = 20_000;

/**
 * One step of a job, in the name of who asked for it, so that the history of the site tells: nobody,
 * once that user is gone. `work` answers how many rows it took away, which is noted with them. Gives
 * up (55P03) rather than wait long for somebody's lock.
 */
async function step<T>(
  sql: OwnerSql,
  { job_uuid, asked_by, asked_through }: SiteJob,
  work: (tx: postgres.TransactionSql) => Promise<{ rows: number; answer: T }>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '5s'`;
    await tx`
      select app.scope(null,
        (select user_uuid from users where user_uuid = ${asked_by}::uuid for key share),
        ${asked_through})`;
    const { rows, answer } = await work(tx);
    if (rows > 0) {
      await tx`
        update app.jobs set done = done + ${rows}, total = greatest(total, done + ${rows})
        where job_uuid = ${job_uuid}::uuid`;
    }
    return answer;
  }) as T;
}

/** Counts what is there, and notes with the job how much it will be in all. */
export async function count(sql: OwnerSql, job: SiteJob): Promise<SiteContents> {
  const left = await jobs.contentsOfSite(sql, job.site_uuid);
  const total = job.done + left.forecasts + left.forecast_values + left.generation;
  await sql`update app.jobs set total = ${total} where job_uuid = ${job.job_uuid}::uuid`;
  return left;
}

/** Takes the site out of use, so that no more forecasts are made for it. */
export async function deactivate(sql: OwnerSql, job: SiteJob): Promise<void> {
  await step(sql, job, async (tx) => {
    await tx`
      update sites set active = false
      where site_uuid = ${job.site_uuid}::uuid and active is not false`;
    return { rows: 0, answer: undefined };
  });
}

/** Deletes the oldest runs with their values; answers how many runs. Locked, they get no new ones. */
export async function removeForecasts(sql: OwnerSql, job: SiteJob): Promise<number> {
  return await step(sql, job, async (tx) => {
    const runs = await tx<{ forecast_uuid: string }[]>`
      select forecast_uuid from forecasts where site_uuid = ${job.site_uuid}::uuid
      order by timestamp_utc limit ${FORECASTS_AT_ONCE} for update`;
    const uuids = runs.map((run) => run.forecast_uuid);
    const values = await tx`
      delete from forecast_values where forecast_uuid = any(${uuids}::uuid[])`;
    await tx`delete from forecasts where forecast_uuid = any(${uuids}::uuid[])`;
    return { rows: values.count + uuids.length, answer: uuids.length };
  });
}

/** Deletes the oldest measured values; answers how many. */
export async function removeGeneration(sql: OwnerSql, job: SiteJob): Promise<number> {
  return await step(sql, job, async (tx) => {
    const { count } = await tx`
      delete from generation where generation_uuid = any(array(
        select generation_uuid from generation where site_uuid = ${job.site_uuid}::uuid
        order by start_utc limit ${VALUES_AT_ONCE}))`;
    return { rows: count, answer: count };
  });
}

/**
 * Deletes the site with its inverters and links, in one; answers what is in the way otherwise. The
 * lock keeps out who would add something in between. A site that is gone already is removed.
 */
export async function removeSite(
  sql: OwnerSql,
  job: SiteJob,
): Promise<"removed" | "forecasts" | "generation"> {
  return await step(sql, job, async (tx) => {
    const site = job.site_uuid;
    await tx`select from sites where site_uuid = ${site}::uuid for update`;
    const [left] = await tx<{ forecasts: boolean; generation: boolean }[]>`
      select exists (select from forecasts where site_uuid = ${site}::uuid) as forecasts,
        exists (select from generation where site_uuid = ${site}::uuid) as generation`;
    if (left!.generation) return { rows: 0, answer: "generation" as const };
    if (left!.forecasts) return { rows: 0, answer: "forecasts" as const };
    await tx`delete from inverters where site_uuid = ${site}::uuid`;
    await tx`delete from site_group_sites where site_uuid = ${site}::uuid`;
    await tx`delete from sites where site_uuid = ${site}::uuid`;
    return { rows: 0, answer: "removed" as const };
  });
}
