import postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";

/** A request with the header Idempotency-Key. */
export interface KeyedRequest {
  /** Method and path. */
  route: string;
  key: string;
  /** SHA-256 of the query string and the body. */
  hash: Uint8Array;
}

/** The response that is kept of a request. */
export interface KeptResponse {
  status: number;
  location: string | null;
  /** null: there is none, or it shows a secret. */
  body: string | null;
}

/** What became of the request of the same viewer with this key, in the last 24 hours. */
export type Earlier =
  | { state: "new" }
  | { state: "running" | "other" | "hidden" }
  | { state: "done" } & KeptResponse;

/**
 * Begins a request within its own transaction: "new" for the first one with this key; "running"
 * while another transaction is at it; "other" when that was another request; "hidden" when its
 * response showed a secret; "done" with the response to give again.
 */
export async function begin(
  sql: ScopedSql | AdminSql,
  { route, key, hash }: KeyedRequest,
): Promise<Earlier> {
  const [earlier] = await sql<[Earlier]>`
    select * from app.begin_keyed_request(${route}, ${key}, ${hash})`;
  return earlier;
}

/**
 * Keeps the response, in the transaction of `begin`: both are there, or none. Returns false when an
 * upload took the key meanwhile (`claim`): roll that transaction back.
 */
export async function end(
  sql: ScopedSql | AdminSql,
  { route, key, hash }: KeyedRequest,
  { status, location, body }: KeptResponse,
): Promise<boolean> {
  try {
    await sql`
      select app.end_keyed_request(${route}, ${key}, ${hash}, ${status}, ${location}, ${body})`;
    return true;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.constraint_name === KEY) return false;
    throw error;
  }
}

const KEY = "idempotency_keys_pkey";

/** A request with the header Idempotency-Key whose body is read while it arrives. */
export interface Attempt {
  user: string;
  route: string;
  key: string;
  /** A UUID of this attempt alone. */
  attempt: string;
}

/**
 * Begins a request whose body is not known yet: "new" for the first one with this key, or after an
 * attempt whose instance of the service has ended or stands still; "running" while another one goes on; "ended" when a
 * response is kept, of this request or of another one (`replay`).
 */
export async function claim(
  sql: OwnerSql,
  { user, route, key, attempt }: Attempt,
): Promise<"new" | "running" | "ended"> {
  const [claimed] = await sql<[{ state: "new" | "running" | "ended" }]>`
    select app.claim_keyed_request(${user}, ${route}, ${key}, ${attempt}) as state`;
  return claimed.state;
}

/** Tells that an attempt goes on: each second, or another one takes its place. */
export async function keepAlive(sql: OwnerSql, { attempt, ...of }: Attempt): Promise<void> {
  await sql`
    update app.idempotency_keys set alive_utc = now()
    where ${isKey(sql, of)} and attempt = ${attempt} and status is null`;
}

/**
 * Keeps the response of an attempt of the scope's user, in the transaction that stores what it sent.
 * Returns false when another one has taken its place: roll that transaction back.
 */
export async function finish(
  sql: ScopedSql,
  { route, key, attempt }: Attempt,
  hash: Uint8Array,
  { status, location, body }: KeptResponse,
): Promise<boolean> {
  const [{ is_kept }] = await sql<[{ is_kept: boolean }]>`
    select app.keep_streamed_response(${route}, ${key}, ${attempt}::uuid, ${hash}, ${status},
      ${location}, ${body}) as is_kept`;
  return is_kept;
}

/** Frees the key of an attempt that was refused or broke off. */
export async function release(sql: OwnerSql, { attempt, ...of }: Attempt): Promise<void> {
  await sql`
    delete from app.idempotency_keys
    where ${isKey(sql, of)} and attempt = ${attempt} and status is null`;
}

/** Returns what became of the request with this key and hash that has ended. */
export async function ended(
  sql: OwnerSql,
  { attempt: _, ...of }: Attempt,
  hash: Uint8Array,
): Promise<Exclude<Earlier, { state: "new" }>> {
  const [earlier] = await sql<[Exclude<Earlier, { state: "new" }>?]>`
    select case when request_hash <> ${hash} then 'other'
        when body is null and status <> 204 then 'hidden' else 'done' end as state,
      status, location, body
    from app.idempotency_keys where ${isKey(sql, of)} and status is not null`;
  return earlier ?? { state: "running" };
}

const isKey = (sql: OwnerSql, { user, route, key }: Omit<Attempt, "attempt">) =>
  sql`user_uuid = ${user} and route = ${route} and idempotency_key = ${key}`;
