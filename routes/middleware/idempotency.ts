import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import * as idempotencyKeys from "../../sql/account/idempotency_keys.ts";
import type { SignedIn } from "../http/context.ts";

const HEADER = "Idempotency-Key";

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
  const key = c.req.method === "POST" && c.req.path.startsWith("/api/")
    ? c.req.header(HEADER)
    : undefined;
  if (key === undefined) return await next();
  const request = await keyedRequest(c, key);
  const earlier = await idempotencyKeys.begin(sql, request);
  if (earlier.state === "done") c.res = replay(c, earlier);
  else {
    if (earlier.state !== "new") throw REFUSALS[earlier.state]();
    await next();
    if (c.error || c.res.status >= 400) return;
    await idempotencyKeys.end(sql, request, await kept(c.res));
  }
}

/**
 * The hash has what a token may see, too: a user who moved to another group, or whose token is limited
 * to some sites, does not get what was for others.
 */
async function keyedRequest<E extends SignedIn>(
  { req, var: { viewer } }: Context<E>,
  key: string,
): Promise<idempotencyKeys.KeyedRequest> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = `${HEADER} has 1 to 255 characters of ASCII, without blanks.`;
    throw new AppError("invalid", message, { fields: [{ field: HEADER, message }] });
  }
  const { site_group_uuid, only_generation, site_uuids } = viewer;
  const sees = [new URL(req.url).search, site_group_uuid, only_generation, site_uuids];
  const hash = createHash("sha256").update(JSON.stringify(sees))
    .update(new Uint8Array(await req.arrayBuffer())).digest();
  return { route: `${req.method} ${req.path}`, key, hash };
}

const REFUSALS = {
  running: () =>
    new AppError("conflict", `The first request with this ${HEADER} has not ended. Try again.`, {
      retryAfterSeconds: 1,
    }),
  other: () =>
    new AppError("invalid", `Another request was sent with this ${HEADER}: choose a new one.`),
  hidden: () =>
    new AppError(
      "conflict",
      "It was made already, by a request with the same key. Its secret is " +
        "shown once, in that response.",
    ),
};

function replay<E extends SignedIn>(
  c: Context<E>,
  { status, location, body }: idempotencyKeys.KeptResponse,
): Response {
  c.header("Idempotent-Replayed", "true");
  if (location !== null) c.header("Location", location);
  if (body !== null) c.header("Content-Type", "application/json");
  return c.newResponse(body, status as 200);
}

/** A response that must not be stored shows a secret. */
async function kept(response: Response): Promise<idempotencyKeys.KeptResponse> {
  const isSecret = /\bno-store\b/.test(response.headers.get("cache-control") ?? "");
  const body = isSecret ? "" : await response.clone().text();
  return {
    status: response.status,
    location: response.headers.get("location"),
    body: body === "" ? null : body,
  };
}
