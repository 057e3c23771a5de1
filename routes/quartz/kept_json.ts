import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Context } from "hono";
import type { SiteRevisions } from "../../sql/sites/revisions.ts";
import { sendJson } from "../http/cached_json.ts";
import type { SignedIn } from "../http/context.ts";
import { etagOf, hasEtag } from "../http/etag.ts";
import { pack, packOnce } from "../http/packed.ts";

type Body = Uint8Array<ArrayBuffer>;
type Responding = Pick<Context<SignedIn>, "var" | "req" | "header" | "body">;

interface Made {
  body: Body;
  /** After this time it may change without anything being stored, in milliseconds since 1970. */
  untilMs: number;
}

/** Bodies of responses by the revisions of their sites and their question. */
export type KeptBodies = LRUCache<string, Made & { etag: string }>;

const MAX_BYTES = 64 * 1024 * 1024;

/** Makes an empty cache of at most 64 MB. */
export const newKeptBodies = (): KeptBodies =>
  new LRUCache({ maxSize: MAX_BYTES, sizeCalculation: ({ body }) => body.byteLength + 1 });

/**
 * Responds with a JSON body that is kept until one of its sites has another revision, or the time comes
 * that it tells; 204 for an empty one, 304 to a client that has it. Tenant-safe: the sites and their
 * revisions come from the caller's own scope.
 */
export async function keptJson(
  c: Responding,
  kept: KeptBodies,
  { sites, revisionHash }: SiteRevisions,
  question: string[],
  make: () => Promise<Made>,
): Promise<Response> {
  const key = createHash("sha256").update([revisionHash, sites.length, ...question].join(" "))
    .digest("base64url");
  const now = c.var.services.now().epochMilliseconds;
  let found = kept.get(key);
  if (!found || found.untilMs < now) {
    const made = await make();
    found = { ...made, etag: etagOf(made.body) };
    kept.set(key, found);
  }
  if (found.body.byteLength === 0) return c.body(null, 204);
  return await respond(c, found.body, found.etag, packOnce);
}

/** Responds with a JSON body that is not kept. */
export const freshJson = (c: Responding, body: Body): Promise<Response> =>
  respond(c, body, etagOf(body), pack);

async function respond(
  c: Responding,
  body: Body,
  etag: string,
  packed: (body: Body) => Promise<Body>,
): Promise<Response> {
  const headers = { ETag: etag, "Content-Type": "application/json" };
  if (hasEtag(c, etag)) return c.body(null, 304, headers);
  return await sendJson(c, body, packed, headers);
}
