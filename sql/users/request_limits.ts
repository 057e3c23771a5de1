import type { AdminSql } from "../../db/scope.ts";
import type { UserRequestLimits } from "../../domain/users/request_limits.ts";

/** Returns what admins allow the API tokens of a user; null: as many requests as everybody's. */
export async function find(sql: AdminSql, userUuid: string): Promise<UserRequestLimits> {
  const [limits] = await sql<UserRequestLimits[]>`
    select reads_per_minute, writes_per_minute from app.request_limits
    where user_uuid = ${userUuid}`;
  return limits ?? { reads_per_minute: null, writes_per_minute: null };
}

/** Sets what the API tokens of a user may send, from the next lease of each instance on. */
export async function set(
  sql: AdminSql,
  userUuid: string,
  { reads_per_minute, writes_per_minute }: UserRequestLimits,
): Promise<void> {
  await sql`
    insert into app.request_limits (user_uuid, reads_per_minute, writes_per_minute)
    values (${userUuid}, ${reads_per_minute}, ${writes_per_minute})
    on conflict (user_uuid) do update set reads_per_minute = excluded.reads_per_minute,
      writes_per_minute = excluded.writes_per_minute`;
}
