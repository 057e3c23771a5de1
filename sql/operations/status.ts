import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { PastStatus, Status } from "../../domain/operations/status.ts";

/** Returns the newest status of the service; undefined when none was posted. */
export async function latest(sql: ScopedSql | AdminSql | OwnerSql): Promise<Status | undefined> {
  const [status] = await sql<Status[]>`
    select status, message, created_utc from status
    order by created_utc desc nulls last, status_uuid limit 1`;
  return status;
}

interface Page {
  limit: number;
  offset?: number;
}

/**
 * Returns a page of posted statuses, newest first. A row more than `limit` means that there is a
 * next page.
 */
export async function list(
  sql: ScopedSql | OwnerSql,
  { limit, offset = 0 }: Page,
): Promise<PastStatus[]> {
  return await (sql as ScopedSql)<PastStatus[]>`
    select status_uuid, status, message, created_utc from status
    order by created_utc desc nulls last, status_uuid limit ${limit + 1} offset ${offset}`;
}

/** Returns the same with the e-mail address of who posted each. */
export async function listWithPosters(
  sql: AdminSql,
  { limit, offset = 0 }: Page,
): Promise<PastStatus[]> {
  return await sql<PastStatus[]>`
    select status_uuid, status, message, created_utc, posted_by_email from status
    order by created_utc desc nulls last, status_uuid limit ${limit + 1} offset ${offset}`;
}

/** Posts a status in the name of the scope's user. Returns its UUID. */
export async function post(
  sql: AdminSql,
  { status, message }: { status: string; message: string },
): Promise<string> {
  const [row] = await sql<{ status_uuid: string }[]>`
    select app.post_status(${status}, ${message}) as status_uuid`;
  return row!.status_uuid;
}

/** Returns a posted status with the e-mail address of who posted it; undefined without one. */
export async function find(sql: AdminSql, statusUuid: string): Promise<PastStatus | undefined> {
  const [status] = await sql<PastStatus[]>`
    select status_uuid, status, message, created_utc, posted_by_email from status
    where status_uuid = ${statusUuid}`;
  return status;
}
