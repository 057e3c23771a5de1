import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import type { Job, SiteContents } from "../../domain/operations/job.ts";

const columns = (sql: AdminSql | OwnerSql) =>
  sql`job_uuid, kind, site_uuid, site_name, with_generation, asked_by, asked_by_email, asked_through, state,
    done::float8 as done, total::float8 as total, message, created_utc, ended_utc`;

/** The newest jobs, whatever became of them. */
export async function list(sql: AdminSql, limit = 50): Promise<Job[]> {
  return await sql<Job[]>`
    select ${columns(sql)} from app.jobs order by created_utc desc, job_uuid limit ${limit}`;
}

export async function find(sql: AdminSql, jobUuid: string): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    select ${columns(sql)} from app.jobs where job_uuid = ${jobUuid}::uuid`;
  return job;
}

/** The job that is deleting a site, or waits to; undefined when none is. */
export async function findOpen(sql: AdminSql, siteUuid: string): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    select ${columns(sql)} from app.jobs
    where site_uuid = ${siteUuid}::uuid and state in ('waiting', 'running')`;
  return job;
}

/** How much of what hangs on a site, and from when to when; zeros for a site that is not there. */
export async function contentsOfSite(
  sql: AdminSql | OwnerSql,
  siteUuid: string,
): Promise<SiteContents> {
  const [contents] = await sql<SiteContents[]>`
    select forecasts::float8 as forecasts, forecast_values::float8 as forecast_values,
      generation::float8 as generation, first_utc, last_utc
    from app.contents_of_site(${siteUuid}::uuid)`;
  return contents!;
}

/**
 * Asks for a site to be deleted for ever and answers the job's UUID: asked again before it has ended
 * it is the same job. Throws SC422 when the site has generation that may not go, P0002 without a site.
 */
export async function askToDeleteSite(
  sql: AdminSql,
  siteUuid: string,
  withGeneration: boolean,
): Promise<string> {
  const [asked] = await sql<{ job_uuid: string }[]>`
    select app.ask_to_delete_site(${siteUuid}::uuid, ${withGeneration}) as job_uuid`;
  return asked!.job_uuid;
}

/**
 * Takes the oldest job that has not ended, but none of `tried`: also one that says it is running,
 * for whoever ran it is gone (only one instance takes jobs, see withLockIfFree). Who asks wakes us
 * before committing; locking the table waits for that commit, so that their job is seen.
 */
export async function take(sql: OwnerSql, tried: string[]): Promise<Job | undefined> {
  return await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '5s'`;
    await tx`lock table app.jobs in share row exclusive mode`;
    const [job] = await tx<Job[]>`
      update app.jobs set state = 'running' where job_uuid = (
        select job_uuid from app.jobs
        where state in ('waiting', 'running') and job_uuid <> all(${tried}::uuid[])
        order by created_utc, job_uuid limit 1)
      returning ${columns(sql)}`;
    return job;
  }) as Job | undefined;
}

/** Ends a job: done, or failed with what went wrong. */
export async function end(sql: OwnerSql, jobUuid: string, failure?: string): Promise<void> {
  await sql`
    update app.jobs set state = ${failure === undefined ? "done" : "failed"},
      message = ${failure ?? null}, ended_utc = clock_timestamp() at time zone 'utc'
    where job_uuid = ${jobUuid}::uuid`;
}
