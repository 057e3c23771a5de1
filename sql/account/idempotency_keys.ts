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
  | { state: "new" | "running" | "other" | "hidden" }
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

/** Keeps the response, in the transaction of `begin`: both are there, or none. */
export async function end(
  sql: ScopedSql | AdminSql,
  { route, key, hash }: KeyedRequest,
  { status, location, body }: KeptResponse,
): Promise<void> {
  await sql`
    select app.end_keyed_request(${route}, ${key}, ${hash}, ${status}, ${location}, ${body})`;
}
