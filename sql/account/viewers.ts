import type { OwnerSql } from "../../db/client.ts";
import type { Identity } from "../../domain/account/identity.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { reading } from "../../db/transaction.ts";
import type { Member } from "../../domain/groups/member.ts";
import type { SitePlace } from "../../domain/sites/site.ts";
import type { SiteRevisions } from "../sites/revisions.ts";

/**
 * Returns the viewer of a running session; undefined when it has ended or the user was deactivated.
 * `sessionHash`: SHA-256 of the cookie's secret.
 */
export async function bySession(
  sql: OwnerSql,
  sessionHash: Uint8Array,
): Promise<Viewer | undefined> {
  const [viewer] = await reading(async () =>
    await sql<Viewer[]>`
    select u.user_uuid, coalesce(u.email, '') as email, g.site_group_uuid,
      coalesce(g.site_group_name, '') as site_group_name, g.is_admin, true as can_write,
      'form' as through
    from app.sessions s
    join users u using (user_uuid)
    join site_groups g using (site_group_uuid)
    where s.session_hash = ${sessionHash} and s.expires_utc > now() and u.deactivated_utc is null`
  );
  return viewer;
}

/** What an instance of the service wants of a token's requests of a minute. */
export interface LeaseWanted {
  writes: boolean;
  /** Counted from 1970 UTC. */
  minute: number;
  /** Requests a minute, unless admins gave the user another limit. */
  usual: number;
  /** The limit is taken in so many parts. */
  share: number;
}

/** What it got: how many requests, how many all instances have taken, and the limit. */
export interface Lease {
  granted: number;
  taken: number;
  most: number;
}

/**
 * Returns the viewer of an API token, with a lease of its requests if one is wanted; undefined when
 * it has expired or was revoked, or the user was deactivated. `tokenHash`: SHA-256 of the token.
 */
export async function byToken(
  sql: OwnerSql,
  tokenHash: Uint8Array,
  wanted?: LeaseWanted,
): Promise<Viewer & { lease?: Lease } | undefined> {
  const lease = wanted
    ? sql`, (select row_to_json(l) from app.lease_requests(t.token_uuid, ${wanted.writes},
        ${wanted.minute}, ${wanted.usual}, ${wanted.share}) l) as lease`
    : sql``;
  const [viewer] = await reading(async () =>
    await sql<(Viewer & { lease?: Lease })[]>`
    select u.user_uuid, coalesce(u.email, '') as email, g.site_group_uuid,
      coalesce(g.site_group_name, '') as site_group_name,
      g.is_admin and not t.only_generation and t.site_uuids is null as is_admin, t.can_write,
      t.only_generation, t.site_uuids, 'api' as through ${lease}
    from app.api_tokens t
    join users u using (user_uuid)
    join site_groups g using (site_group_uuid)
    where t.token_hash = ${tokenHash} and t.revoked_utc is null and u.deactivated_utc is null
      and (t.expires_utc is null or t.expires_utc > now())`
  );
  return viewer;
}

/**
 * Returns the viewer of a JWT, with a lease of the user's requests if one is wanted; undefined unless
 * an active user has the e-mail address, ignoring case, and is bound to the subject of the issuer. The
 * viewer is a member of the group, also of an admin group.
 */
export async function byIdentity(
  sql: OwnerSql,
  { issuer, subject, email }: Identity,
  wanted?: LeaseWanted,
): Promise<AtOnce | undefined> {
  const lease = wanted
    ? sql`, (select row_to_json(l) from app.lease_user_requests(u.user_uuid, ${wanted.writes},
        ${wanted.minute}, ${wanted.usual}, ${wanted.share}) l) as lease`
    : sql``;
  const [found] = await reading(async () =>
    await sql<(Viewer & { lease?: Lease })[]>`
    select u.user_uuid, u.email, g.site_group_uuid,
      coalesce(g.site_group_name, '') as site_group_name, false as is_admin, true as can_write,
      true as as_member, 'api' as through ${lease}
    from (select user_uuid, email, site_group_uuid from users
      where lower(email) = lower(${email}) and deactivated_utc is null
      order by email = ${email} desc, email limit 1) u
    join app.identities i on i.user_uuid = u.user_uuid and i.issuer = ${issuer}
      and i.subject = ${subject}
    join site_groups g using (site_group_uuid)`
  );
  if (!found) return undefined;
  const { lease: granted, ...viewer } = found;
  return { viewer, lease: granted };
}

/** What is read together with a token, in the scope of its viewer. */
export interface AlsoRead {
  siteUuid?: string;
  members?: boolean;
}

/** The viewer of a token, and what was read with it. */
export interface AtOnce {
  viewer: Viewer;
  lease?: Lease;
  /** Undefined when none was named, and when the viewer does not see the named one. */
  site?: { place: SitePlace; revisions: SiteRevisions };
  /** The active users of the viewer's group, by e-mail address. */
  members?: Pick<Member, "user_uuid" | "email">[];
}

interface Row {
  viewer: Viewer;
  lease: Lease | null;
  site: SitePlace & { revision_hash: string } | null;
  members: AtOnce["members"] | null;
}

/**
 * Returns the viewer of an API token as `byToken` does, with what is read together with it: one round
 * trip instead of two or three. A lease is one of reading requests.
 */
export async function byTokenWith(
  sql: OwnerSql,
  tokenHash: Uint8Array,
  { siteUuid, members = false }: AlsoRead,
  wanted?: LeaseWanted,
): Promise<AtOnce | undefined> {
  const [row] = await reading(async () =>
    await sql<{ read: Row | null }[]>`
    select app.token_at_once(${tokenHash}, ${siteUuid ?? null}::uuid, ${members},
      ${wanted?.minute ?? 0}, ${wanted?.usual ?? 0}, ${wanted?.share ?? 0}) as read`
  );
  if (!row?.read) return undefined;
  const { viewer, lease, site, members: found } = row.read;
  return {
    viewer,
    lease: lease ?? undefined,
    site: site ? withRevisions(site) : undefined,
    members: found ?? undefined,
  };
}

function withRevisions({ revision_hash: revisionHash, ...place }: NonNullable<Row["site"]>) {
  return { place, revisions: { sites: [place.site_uuid], revisionHash } };
}
