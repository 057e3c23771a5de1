import type { OwnerSql } from "../db/client.ts";

/** A request of a user, as `api_request` keeps it. */
export interface Request {
  user_uuid: string;
  /** Path and query. */
  url: string;
  /** RFC 3339, UTC. */
  created_utc: string;
}

/**
 * Stores requests, and with them when each user was last seen. Requests of users who are gone are
 * left out.
 */
export async function add(sql: OwnerSql, requests: Request[]): Promise<void> {
  await sql`
    with made as (
      select r.user_uuid, left(r.url, 2000) as url, r.created_utc at time zone 'utc' as created_utc
      from jsonb_to_recordset(${sql.json(requests as never)})
        r (user_uuid uuid, url text, created_utc timestamptz)
      join users using (user_uuid)),
    stored as (
      insert into api_request (user_uuid, url, created_utc) select user_uuid, url, created_utc from made)
    update users u set last_seen_utc = greatest(u.last_seen_utc, seen.at)
    from (select user_uuid, max(created_utc) as at from made group by user_uuid) seen
    where u.user_uuid = seen.user_uuid`;
}
