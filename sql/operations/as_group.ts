import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";

/** Runs `work` for the service with the rights of a group, without a user. */
export async function asGroup<T>(
  sql: OwnerSql,
  groupUuid: string,
  work: (sql: ScopedSql) => Promise<T>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`select set_config('role', 'sitecast_app', true),
      app.scope(${groupUuid}::uuid, null, 'task', null)`;
    return await work(tx as unknown as ScopedSql);
  }) as T;
}
