import type { ScopedSql } from "../db/scope.ts";

export interface Status {
  status: string | null;
  message: string | null;
  created_utc: string | null;
}

/** What the operators say of the service, newest first; nothing when they never said anything. */
export async function latest(sql: ScopedSql): Promise<Status | undefined> {
  const [status] = await sql<Status[]>`
    select status, message, created_utc from status order by created_utc desc nulls last limit 1`;
  return status;
}
