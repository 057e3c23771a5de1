import type { OwnerSql } from "../../db/client.ts";

/** The secret of a token that takes the place of another one. */
export interface Successor {
  /** SHA-256. */
  hash: Uint8Array;
  prefix: string;
  /** How long the other one still works, unless it expires before. */
  overlapMinutes: number;
}

/** Both tokens after a rotation, or why there is none. */
export type Rotation =
  | "not found"
  | "may not rotate"
  | "has a successor"
  | { token_uuid: string; name: string; expires_utc: string | null; predecessor: Predecessor };

interface Predecessor {
  token_uuid: string;
  prefix: string;
  expires_utc: string;
}

/**
 * Makes the successor of a working token: with the same name and rights, for as long as that one was
 * made for. A successor that was never used is revoked and made again, so that a response that got
 * lost leaves no script without a token; after its first use there is no other one.
 */
export async function rotate(
  sql: OwnerSql,
  tokenHash: Uint8Array,
  { hash, prefix, overlapMinutes }: Successor,
): Promise<Rotation> {
  return await sql.begin(async (tx) => {
    const [old] = await tx<{ token_uuid: string; may_rotate: boolean; successor_uuid: string }[]>`
      select token_uuid, may_rotate, successor_uuid from app.api_tokens
      where token_hash = ${tokenHash} and revoked_utc is null
        and coalesce(expires_utc > now(), true) for update`;
    if (!old) return "not found";
    if (!old.may_rotate) return "may not rotate";
    const unused = await tx`
      update app.api_tokens set revoked_utc = now()
      where token_uuid = ${old.successor_uuid} and last_used_utc is null and revoked_utc is null`;
    if (old.successor_uuid && unused.count === 0) return "has a successor";
    const [made] = await tx<{ token_uuid: string; name: string; expires_utc: string | null }[]>`
      insert into app.api_tokens (name, token_hash, prefix, user_uuid, can_write, expires_utc,
        only_generation, site_uuids, may_rotate)
      select o.name, ${hash}, ${prefix}, o.user_uuid, o.can_write, now() + life.of_token,
        o.only_generation, o.site_uuids, true
      from app.api_tokens o left join app.api_tokens s on s.token_uuid = o.successor_uuid,
        lateral (select case when s.token_uuid is null then o.expires_utc - o.created_utc
          else s.expires_utc - s.created_utc end as of_token) life
      where o.token_uuid = ${old.token_uuid}
      returning token_uuid, name, expires_utc`;
    const [predecessor] = await tx<[Predecessor]>`
      update app.api_tokens set successor_uuid = ${made!.token_uuid},
        expires_utc = least(expires_utc, now() + make_interval(mins => ${overlapMinutes}))
      where token_uuid = ${old.token_uuid} returning token_uuid, prefix, expires_utc`;
    return { ...made!, predecessor };
  });
}
