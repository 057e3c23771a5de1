import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import type {
  AddressUsage,
  DayUsage,
  UsageQuery,
  UserRequest,
  UserUsage,
} from "../../domain/operations/usage.ts";
import { json } from "../kit/json.ts";

/**
 * Stores requests, and when each user was last seen. Skips requests of deleted users; the users'
 * rows are locked first, so that none is deleted in between.
 */
export async function add(sql: OwnerSql, requests: UserRequest[]): Promise<void> {
  await sql`
    with made as (
      select r.user_uuid, left(r.url, 2000) as url, r.created_utc at time zone 'utc' as created_utc
      from jsonb_to_recordset(${json(sql, requests)})
        r (user_uuid uuid, url text, created_utc timestamptz)
      join users u on u.user_uuid = r.user_uuid for key share of u),
    stored as (
      insert into api_request (user_uuid, url, created_utc) select user_uuid, url, created_utc from made)
    update users u set last_seen_utc = greatest(u.last_seen_utc, seen.at)
    from (select user_uuid, max(created_utc) as at from made group by user_uuid) seen
    where u.user_uuid = seen.user_uuid`;
}

/**
 * SQL: the requests of a query (user_uuid, created_utc, url, is_page). A page is a path of this
 * service outside of /api/ and /quartz; services on the Python SDK write whole URLs into the same
 * table.
 */
function requests(sql: AdminSql, { from, to, kind, q = "", user }: UsageQuery) {
  const ofUser = user === null ? sql`and user_uuid is null` : sql`and user_uuid = ${user!}`;
  const found = sql`and user_uuid = any (array(
    select user_uuid from users where position(lower(${q}) in lower(email)) > 0))`;
  return sql`
    select * from (
      select user_uuid, created_utc, url,
        (url like '/%' and url not like '/api/%' and url not like '/quartz%') is true as is_page
      from api_request
      where created_utc >= ${from}::date and created_utc < ${to}::date + 1
        ${user === undefined ? sql`` : ofUser} ${q === "" ? sql`` : found}) of_all
    where ${kind} = 'all' or is_page = (${kind} = 'pages')`;
}

/** SQL: counts requests, those of pages and those of the API. */
const counts = (sql: AdminSql) =>
  sql`count(*)::int as requests, (count(*) filter (where is_page))::int as pages,
    (count(*) filter (where not is_page))::int as api`;

/**
 * Counts requests by user, most first. A row more than `limit` means that there is a next page;
 * null returns all.
 */
export async function byUser(
  sql: AdminSql,
  query: UsageQuery,
  { limit = null, offset = 0 }: { limit?: number | null; offset?: number } = {},
): Promise<UserUsage[]> {
  return await sql<UserUsage[]>`
    with request as (${requests(sql, query)}),
    counted as (
      select user_uuid, ${counts(sql)}, max(created_utc) as last_request_utc
      from request group by user_uuid)
    select counted.user_uuid, email, requests, pages, api, last_request_utc
    from counted left join users using (user_uuid)
    order by requests desc, lower(email), user_uuid
    limit ${limit === null ? null : limit + 1}::int offset ${offset}`;
}

/** Counts the requests of each UTC day in order, including days without any. */
export async function byDay(sql: AdminSql, query: UsageQuery): Promise<DayUsage[]> {
  return await sql<DayUsage[]>`
    with request as (${requests(sql, query)}),
    counted as (select created_utc::date as day, ${counts(sql)} from request group by 1)
    select days.day::date as day, coalesce(requests, 0) as requests, coalesce(pages, 0) as pages,
      coalesce(api, 0) as api
    from generate_series(${query.from}::date, ${query.to}::date, interval '1 day') days (day)
    left join counted on counted.day = days.day::date
    order by days.day`;
}

/** Returns the paths with the most requests, without their query strings. */
export async function byAddress(
  sql: AdminSql,
  query: UsageQuery,
  limit: number,
): Promise<AddressUsage[]> {
  return await sql<AddressUsage[]>`
    with request as (${requests(sql, query)})
    select split_part(url, '?', 1) as address, count(*)::int as requests,
      max(created_utc) as last_request_utc
    from request group by 1 order by requests desc, address limit ${limit}`;
}

/** Returns what the pages on usage show of a user; undefined without such a user. */
export async function findUser(
  sql: AdminSql,
  userUuid: string,
): Promise<{ user_uuid: string; email: string | null } | undefined> {
  const [user] = await sql<{ user_uuid: string; email: string | null }[]>`
    select user_uuid, email from users where user_uuid = ${userUuid}`;
  return user;
}
