import { createHash, type Hash } from "node:crypto";
import type { Context } from "hono";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import * as idempotencyKeys from "../../sql/account/idempotency_keys.ts";
import type { SignedIn } from "../http/context.ts";

/** The header that says which requests are the same. */
export const KEY_HEADER = "Idempotency-Key";

/**
 * Runs a write within its transaction, and keeps its response for 24 hours where it has the header
 * Idempotency-Key: the same request sent again gets that response and does nothing. Both commit
 * together, so that a crash leaves both or none. A request that was refused is not kept. Only POST in
 * the API has such keys: everything else may be sent twice anyway.
 */
export async function onceByKey<E extends SignedIn>(
  c: Context<E>,
  sql: ScopedSql | AdminSql,
  next: () => Promise<void>,
): Promise<void> {
  const key = keyOf(c);
  if (key === undefined) return await next();
  const request = await keyedRequest(c, key);
  const earlier = await idempotencyKeys.begin(sql, request);
  if (earlier.state !== "new") return void (c.res = replay(c, earlier));
  await next();
  if (c.error || c.res.status >= 400) return;
  if (await idempotencyKeys.end(sql, request, await kept(c.res))) return;
  throw REFUSALS.running();
}

/** Returns the key of a request; undefined without one. Throws "invalid" for one that is no key. */
export function keyOf({ req }: Context): string | undefined {
  const key = req.method === "POST" && req.path.startsWith("/api/")
    ? req.header(KEY_HEADER)
    : undefined;
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = `${KEY_HEADER} has 1 to 255 characters of ASCII, without blanks.`;
  throw new AppError("invalid", message, { fields: [{ field: KEY_HEADER, message }] });
}

async function keyedRequest<E extends SignedIn>(
  c: Context<E>,
  key: string,
): Promise<idempotencyKeys.KeyedRequest> {
  const hash = beginHash(c).update(new Uint8Array(await c.req.arrayBuffer())).digest();
  return { route: routeOf(c), key, hash };
}

/** Returns method and path of a request. */
export const routeOf = ({ req }: Context): string => `${req.method} ${req.path}`;

/**
 * Begins the hash of a request, to which its body is still to be added. It has what a token may see,
 * too: a user who moved to another group, or whose token is limited to some sites, does not get what
 * was for others.
 */
export function beginHash<E extends SignedIn>({ req, var: { viewer } }: Context<E>): Hash {
  const { site_group_uuid, only_generation, site_uuids } = viewer;
  const sees = [new URL(req.url).search, site_group_uuid, only_generation, site_uuids];
  return createHash("sha256").update(JSON.stringify(sees));
}

const REFUSALS = {
  running: () =>
    new AppError(
      "conflict",
      `The first request with this ${KEY_HEADER} has not ended. Try again.`,
      {
        retryAfterSeconds: 1,
      },
    ),
  other: () =>
    new AppError("invalid", `Another request was sent with this ${KEY_HEADER}: choose a new one.`),
  hidden: () =>
    new AppError(
      "conflict",
      "It was made already, by a request with the same key. Its secret is " +
        "shown once, in that response.",
    ),
};

/** Returns the response of an earlier request again. Throws where there is none to be given. */
export function replay<E extends SignedIn>(
  c: Context<E>,
  earlier: Exclude<idempotencyKeys.Earlier, { state: "new" }>,
): Response {
  if (earlier.state !== "done") throw REFUSALS[earlier.state]();
  const { status, location, body } = earlier;
  c.header("Idempotent-Replayed", "true");
  if (location !== null) c.header("Location", location);
  if (body !== null) c.header("Content-Type", "application/json");
  return c.newResponse(body, status as 200);
}

/** Returns what is kept of a response. One that must not be stored shows a secret. */
export async function kept(response: Response): Promise<idempotencyKeys.KeptResponse> {
  const isSecret = /\bno-store\b/.test(response.headers.get("cache-control") ?? "");
  const body = isSecret ? "" : await response.clone().text();
  return {
    status: response.status,
    location: response.headers.get("location"),
    body: body === "" ? null : body,
  };
}
