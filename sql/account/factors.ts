import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import type { Factor } from "../../domain/account/factor.ts";

/** Returns the second factor of a user; undefined without one. */
export async function find(sql: OwnerSql, userUuid: string): Promise<Factor | undefined> {
  const [factor] = await sql<Factor[]>`
    select since_utc,
      (select count(*)::int from app.recovery_codes c where c.user_uuid = f.user_uuid)
        as recovery_codes
    from app.factors f where user_uuid = ${userUuid}`;
  return factor;
}

/** The secret of a factor as it is stored, and the key that encrypted it. */
export interface SealedSecret {
  secret: Uint8Array;
  key_fingerprint: string;
}

/** A factor that a first code has confirmed. */
export interface ConfirmedFactor extends SealedSecret {
  form_key: string;
  /** Step of that code, which counts no more. */
  last_step: number;
  /** SHA-256 of the recovery codes. */
  code_hashes: Uint8Array[];
}

/**
 * Sets up the second factor of a user, in place of one that `replaces` allows to be there, and ends
 * all sessions of the user but the kept one. Returns false, and changes nothing, when the form has
 * set it up before, or when there is one that must not be replaced.
 */
export async function enrol(
  sql: OwnerSql,
  userUuid: string,
  factor: ConfirmedFactor,
  { replaces, keptSession }: { replaces: boolean; keptSession?: Uint8Array },
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const enrolled = await tx`
      insert into app.factors as f (user_uuid, form_key, secret, key_fingerprint, last_step)
      values (${userUuid}, ${factor.form_key}, ${factor.secret}, ${factor.key_fingerprint},
        ${factor.last_step})
      on conflict (user_uuid) do update
        set form_key = excluded.form_key, secret = excluded.secret, since_utc = now(),
          key_fingerprint = excluded.key_fingerprint, last_step = excluded.last_step
        where ${replaces} and f.form_key <> excluded.form_key`;
    if (enrolled.count === 0) return false;
    await tx`delete from app.recovery_codes where user_uuid = ${userUuid}`;
    await insertCodes(tx as unknown as OwnerSql, userUuid, factor.code_hashes);
    await tx`
      delete from app.sessions
      where user_uuid = ${userUuid} and session_hash is distinct from ${keptSession ?? null}`;
    return true;
  });
}

/**
 * Replaces the recovery codes of a user. `codeHashes`: SHA-256 of each. Returns false, and changes
 * nothing, without a second factor.
 */
export async function replaceCodes(
  sql: OwnerSql,
  userUuid: string,
  codeHashes: Uint8Array[],
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [factor] = await tx`
      select from app.factors where user_uuid = ${userUuid} for update`;
    if (!factor) return false;
    await tx`delete from app.recovery_codes where user_uuid = ${userUuid}`;
    await insertCodes(tx as unknown as OwnerSql, userUuid, codeHashes);
    return true;
  });
}

async function insertCodes(sql: OwnerSql, userUuid: string, hashes: Uint8Array[]) {
  const rows = hashes.map((code_hash) => ({ user_uuid: userUuid, code_hash }));
  await sql`insert into app.recovery_codes ${sql(rows)}`;
}

/**
 * Removes the second factor of a user with its recovery codes, and ends all sessions of the user but
 * the kept one. Returns false without a factor.
 */
export async function remove(
  sql: OwnerSql,
  userUuid: string,
  keptSession: Uint8Array,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const removed = await tx`delete from app.factors where user_uuid = ${userUuid}`;
    if (removed.count === 0) return false;
    await tx`
      delete from app.sessions
      where user_uuid = ${userUuid} and session_hash <> ${keptSession}`;
    return true;
  });
}

/**
 * Removes the second factor of a user who has lost it, and signs the user out everywhere. Throws
 * not_found without such a user, conflict for the admin's own and where there is none.
 */
export async function reset(sql: AdminSql | OwnerSql, userUuid: string): Promise<void> {
  await sql`select app.reset_factor(${userUuid}::uuid)`;
}

/** Counts the factors whose secret was encrypted with another key than this one. */
export async function countOfOtherKeys(sql: OwnerSql, fingerprint: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from app.factors where key_fingerprint <> ${fingerprint}`;
  return row!.count;
}
