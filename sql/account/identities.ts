import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import type { BoundIdentity, Identity } from "../../domain/account/identity.ts";

/** What became of a binding: made, there already, or refused. */
export type Binding =
  | "new"
  | "new user"
  | "bound"
  | "another subject"
  | "another user"
  | "unknown"
  | "name taken";

/**
 * Binds an identity to the active user who has its e-mail address. Where no user has it, makes a user
 * in a new group of the name `newGroup`; without a name, none. Two of the same at once bind once.
 */
export async function bind(
  sql: OwnerSql,
  { issuer, subject, email }: Identity,
  newGroup: string | undefined,
): Promise<Binding> {
  const [row] = await sql<{ binding: Binding }[]>`
    select app.bind_identity(${issuer}, ${subject}, ${email}, ${newGroup ?? null}) as binding`;
  return row!.binding;
}

/** Returns what a user is bound to; undefined for one who has not come with a JWT. */
export async function find(sql: AdminSql, userUuid: string): Promise<BoundIdentity | undefined> {
  const [identity] = await sql<BoundIdentity[]>`
    select issuer, subject, created_utc from app.identities where user_uuid = ${userUuid}::uuid`;
  return identity;
}

/** Unbinds a user: the next JWT with the e-mail address binds anew. Returns false if there is nothing. */
export async function remove(sql: AdminSql, userUuid: string): Promise<boolean> {
  const removed = await sql`delete from app.identities where user_uuid = ${userUuid}::uuid`;
  return removed.count === 1;
}
