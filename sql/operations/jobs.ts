import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import type { Job, SiteContents } from "../../domain/operations/job.ts";

const columns = (sql: AdminSql | OwnerSql) =>
  sql`job_uuid, kind, site_uuid, site_name, with_generation, asked_by, asked_by_email, asked_through, state,
    done::float8 as done, total::float8 as total, message, created_utc, ended_utc`;

/** Returns the newest jobs of any state. */
export async function list(sql: AdminSql, limit = 50): Promise<Job[]> {
  return await sql<Job[]>`
    select ${columns(sql)} from app.jobs order by created_utc desc, job_uuid limit ${limit}`;
}

/** Returns a job; undefined without one of this UUID. */
export async function find(sql: AdminSql, jobUuid: string): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    select ${columns(sql)} from app.jobs where job_uuid = ${jobUuid}::uuid`;
  return job;
}

/** Returns the waiting or running job that deletes a site; undefined when there is none. */
export async function findOpen(sql: AdminSql, siteUuid: string): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    select ${columns(sql)} from app.jobs
    where site_uuid = ${siteUuid}::uuid and state in ('waiting', 'running')`;
  return job;
}

/**
 * Counts the rows that would be deleted with a site, and returns their first and last times; zeros
 * for a site that does not exist.
 */
export async function contentsOfSite(
  sql: AdminSql | OwnerSql,
  siteUuid: string,
): Promise<SiteContents> {
  const [contents] = await sql<SiteContents[]>`
    select forecasts::float8 as forecasts, forecast_values::float8 as forecast_values,
      generation::float8 as generation, first_utc, last_utc,
      (select count(*)::int from app.loggers l where l.site_uuid = ${siteUuid}::uuid) as loggers,
      (select count(*)::int from app.loggers l join app.logger_variables v using (logger_uuid)
        where l.site_uuid = ${siteUuid}::uuid and v.last_utc is not null) as logger_variables
    from app.contents_of_site(${siteUuid}::uuid)`;
  return contents!;
}

/**
 * Adds a job that deletes a site with its data, and returns the job's UUID; that of the open job
 * when there is one. Throws SC422 when the site has generation and `withGeneration` is false, P0002
 * without such a site.
 */
export async function addSiteDeletion(
  sql: AdminSql,
  siteUuid: string,
  withGeneration: boolean,
): Promise<string> {
  const [job] = await sql<{ job_uuid: string }[]>`
    select app.ask_to_delete_site(${siteUuid}::uuid, ${withGeneration}) as job_uuid`;
  return job!.job_uuid;
}

/**
 * Marks the oldest open job as running and returns it; undefined when none is left but those of
 * `tried`. A job that is running already counts as open: its process has ended, since one instance
 * at a time takes jobs (withLockIfFree). A request that adds a job wakes the worker before it
 * commits: the table lock waits for that commit, so that the job is seen. Throws 55P03 after 5
 * seconds.
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

/** Ends a running job as done, or as failed with a sentence that says why; keeps how one has ended. */
export async function end(sql: OwnerSql, jobUuid: string, failure?: string): Promise<void> {
  await sql`
    update app.jobs set state = ${failure === undefined ? "done" : "failed"},
      message = ${failure ?? null}, ended_utc = clock_timestamp() at time zone 'utc'
    where job_uuid = ${jobUuid}::uuid and state = 'running'`;
}
