import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { BodyBudget } from "../http/body_budget.ts";
import { type BodyKind, type BodyLimits, insteadOf, senderOf } from "../http/body_limits.ts";
import type { Visitor } from "../http/context.ts";
import { bodyPieces, readBody, tooLarge } from "../http/read_body.ts";
import { unpacked } from "../http/unpacked.ts";

/** What a request that is retried brings along: its body has been read already. */
export interface Retried {
  Bindings?: { retriedBody?: ArrayBuffer };
}

/**
 * Bounds the bodies of all requests by their kinds. A body is read when somebody first uses it, so
 * after token and rights were checked, and counts until the request is done. Whatever reads it
 * (`c.req.json()`, `parseBody()`, validators) gets it from hono's cache of bodies, unpacked where its
 * kind may be packed. A handler that takes a file of any length reads `c.var.streamBody()` instead.
 */
export function boundedBodies(limits: Record<BodyKind, BodyLimits>) {
  const budgets = new Map(
    Object.entries(limits).map(([kind, limit]) => [kind, new BodyBudget(limit)]),
  );
  return createMiddleware<Visitor & Retried>(async (c, next) => {
    let release = () => {};
    const read = once(() => {
      if (c.env?.retriedBody) return Promise.resolve(c.env.retriedBody);
      const { kind, client } = senderOf(c);
      const budget = budgets.get(kind)!;
      let held = 0;
      release = () => held > 0 && budget.release(client, held);
      return bodyOf(c, { ...limits[kind], instead: insteadOf(c) }, (bytes) => {
        if (bytes <= held) return;
        budget.take(client, bytes - held);
        held = bytes;
      });
    });
    const text = once(async () => new TextDecoder().decode(await read()));
    Object.defineProperties(c.req.bodyCache, {
      arrayBuffer: { get: read, enumerable: true },
      text: { get: text, enumerable: true },
    });
    c.set("streamBody", () => {
      const { kind, client } = senderOf(c);
      const [limit, budget] = [limits[kind], budgets.get(kind)!];
      budget.take(client, limit.leastBytes);
      release = () => budget.release(client, limit.leastBytes);
      c.set("isStreamed", true);
      return streamOf(c, limit);
    });
    try {
      await next();
    } finally {
      release();
    }
  });
}

/** Yields the body of a request, within its limits, as it arrives. */
function streamOf({ req: { raw } }: Context, limits: BodyLimits): AsyncIterable<Uint8Array> {
  refuseLonger(raw.headers, limits);
  return bodyPieces(raw.body ?? new Blob().stream(), limits);
}

/** Reads the body of a request within its limits; `hold` counts what it holds, and may refuse. */
async function bodyOf(
  { req: { raw } }: Context,
  limits: BodyLimits,
  hold: (bytes: number) => void,
): Promise<ArrayBuffer> {
  if (!raw.body) return new ArrayBuffer();
  refuseLonger(raw.headers, limits);
  hold(limits.leastBytes);
  const sent = await readBody(raw.body, limits, hold);
  if (!limits.mayBePacked) return sent;
  const body = await unpacked(sent, raw.headers.get("content-encoding"), limits);
  if (body !== sent) hold(sent.byteLength + body.byteLength);
  return body;
}

function refuseLonger(headers: Headers, limits: BodyLimits): void {
  const promised = Number(headers.get("content-length"));
  if (promised > limits.bodyBytes) throw tooLarge(limits, promised);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
