import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../../domain/errors.ts";
import * as idempotencyKeys from "../../sql/account/idempotency_keys.ts";
import type { SignedIn } from "../http/context.ts";
import { beginHash, kept, KEY_HEADER, keyOf, replay, routeOf } from "./idempotency.ts";

const log = getLogger(["sitecast", "request"]);

/**
 * Does an upload once for each Idempotency-Key, as `onceByKey` does for requests that are one
 * transaction: its body is hashed while the handler reads it, and the handler keeps its response by
 * `keepResponse`, in the transaction that stores it. While one is read, the same key is refused; the
 * key of one that was refused, or whose instance says nothing for 5 seconds, is free again, and that
 * one stores nothing any more.
 */
export const keyedUpload = createMiddleware<SignedIn>(async (c, next) => {
  const key = keyOf(c);
  if (key === undefined || !c.var.viewer.can_write) return await next();
  const { viewer, services: { database: { owner } } } = c.var;
  const attempt = crypto.randomUUID();
  const request = { user: viewer.user_uuid, route: routeOf(c), key, attempt };
  const hash = hashStreamedBody(c);
  const state = await idempotencyKeys.claim(owner, request);
  if (state === "running") throw replay(c, { state });
  if (state === "ended") {
    for await (const _ of c.var.streamBody());
    c.res = replay(c, await idempotencyKeys.ended(owner, request, hash.digest()));
    return;
  }
  const beat = setInterval(
    () => void idempotencyKeys.keepAlive(owner, request).catch(notKept),
    1000,
  );
  Deno.unrefTimer(beat as unknown as number);
  c.set("keepResponse", async (sql, response) => {
    const isFirst = await idempotencyKeys.finish(sql, request, hash.digest(), await kept(response));
    if (!isFirst) throw new AppError("conflict", OVERTAKEN, { retryAfterSeconds: 1 });
  });
  try {
    await next();
  } finally {
    clearInterval(beat);
    // Does nothing where a response was kept, also when its transaction's end was not heard of.
    await idempotencyKeys.release(owner, request).catch(notKept);
  }
});

/** Adds the body of a request to its hash as it is read, packed as it was sent. */
function hashStreamedBody(c: Context<SignedIn>) {
  const hash = beginHash(c);
  const { streamBody } = c.var;
  c.set("streamBody", async function* () {
    for await (const piece of streamBody()) {
      hash.update(piece);
      yield piece;
    }
  });
  return hash;
}

const OVERTAKEN =
  `This request stood still, and another one with the same ${KEY_HEADER} has taken its place. ` +
  "Nothing of this one was stored: send it again to get the other one's response.";

const notKept = (error: unknown) =>
  log.warning("the key of an upload could not be kept: {error}", { error });
