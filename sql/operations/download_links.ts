import type { OwnerSql } from "../../db/client.ts";
import { reading } from "../../db/transaction.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import {
  type DownloadLink,
  LINK_HOURS,
  MOST_LINKS,
} from "../../domain/operations/exports/download_link.ts";

/** A link to store. */
export interface NewDownloadLink {
  /** The form's key, so that the same form makes one link. */
  uuid: string;
  hash: Uint8Array;
  query: string;
  /** SHA-256 of the API token that makes the link: the link works no longer than it. */
  tokenHash?: Uint8Array;
}

/** Deletes links that have expired. Returns how many. */
export async function dropExpired(sql: OwnerSql): Promise<number> {
  const { count } = await sql`delete from app.download_links where expires_utc <= now()`;
  return count;
}

/** What became of a new link. */
export type Added = "added" | "exists" | "too many";

/**
 * Adds a link of a user, valid from now, and removes all links that have expired. Stores the SHA-256
 * of its secret. Throws 23505 when another link has the hash.
 */
export async function add(
  sql: OwnerSql,
  userUuid: string,
  { uuid, hash, query, tokenHash }: NewDownloadLink,
): Promise<Added> {
  await dropExpired(sql);
  return await sql.begin(async (tx): Promise<Added> => {
    // The row of the user, so that links made at once are counted one after the other.
    await tx`select from users where user_uuid = ${userUuid} for no key update`;
    const [{ links } = { links: 0 }] = await tx<{ links: number }[]>`
      select count(*)::int as links from app.download_links where user_uuid = ${userUuid}`;
    if (links >= MOST_LINKS) return "too many";
    const added = await tx`
      insert into app.download_links (link_uuid, link_hash, user_uuid, query, expires_utc, token_uuid)
      values (${uuid}, ${hash}, ${userUuid}, ${query}, now() + make_interval(hours => ${LINK_HOURS}),
        (select token_uuid from app.api_tokens where token_hash = ${tokenHash ?? null}))
      on conflict (link_uuid) do nothing`;
    return added.count === 1 ? "added" : "exists";
  });
}

/** Returns the links of a user that work, the newest first. */
export async function listOf(sql: OwnerSql, userUuid: string): Promise<DownloadLink[]> {
  return await sql<DownloadLink[]>`
    select link_uuid, query, created_utc, expires_utc from app.download_links
    where user_uuid = ${userUuid} and expires_utc > now()
    order by created_utc desc, link_uuid`;
}

/** Returns a link of this user that works; undefined for one of another user. */
export async function findOf(
  sql: OwnerSql,
  userUuid: string,
  linkUuid: string,
): Promise<DownloadLink | undefined> {
  const [link] = await sql<DownloadLink[]>`
    select link_uuid, query, created_utc, expires_utc from app.download_links
    where user_uuid = ${userUuid} and link_uuid = ${linkUuid}::uuid and expires_utc > now()`;
  return link;
}

/** Removes a link of this user. Returns false when the user has none of this UUID. */
export async function removeOf(
  sql: OwnerSql,
  userUuid: string,
  linkUuid: string,
): Promise<boolean> {
  const removed = await sql`
    delete from app.download_links
    where user_uuid = ${userUuid} and link_uuid = ${linkUuid}::uuid`;
  return removed.count === 1;
}

/** What a link leads to. */
export interface FoundLink {
  /** The link's maker, as of now. */
  viewer: Viewer;
  query: string;
}

/**
 * Returns the maker of a link and its query; undefined when it has expired or was revoked, its
 * token works no longer, or the user was deactivated. `hash`: SHA-256 of the link's secret.
 */
export async function byHash(sql: OwnerSql, hash: Uint8Array): Promise<FoundLink | undefined> {
  const [row] = await reading(async () =>
    await sql<(Viewer & { query: string })[]>`
    select u.user_uuid, coalesce(u.email, '') as email, g.site_group_uuid,
      coalesce(g.site_group_name, '') as site_group_name, g.is_admin, false as can_write,
      'form' as through, l.query
    from app.download_links l
    join users u using (user_uuid)
    join site_groups g using (site_group_uuid)
    left join app.api_tokens t using (token_uuid)
    where l.link_hash = ${hash} and l.expires_utc > now() and u.deactivated_utc is null
      and t.revoked_utc is null and coalesce(t.expires_utc > now(), true)`
  );
  if (!row) return undefined;
  const { query, ...viewer } = row;
  return { viewer, query };
}
