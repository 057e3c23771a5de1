import { createHash } from "node:crypto";
import type { Context } from "hono";
import { LRUCache } from "lru-cache";
import type { SiteRevisions } from "../../sql/sites/revisions.ts";
import type { SignedIn } from "./context.ts";
import { etagOf, hasEtag } from "./etag.ts";
import { LEAST_PACKED, pack, packOnce, takesGzip } from "./packed.ts";
import { spooled } from "./spooled_body.ts";
import { STREAM_LIMITS, StreamCount, streamedBody } from "./streamed_body.ts";

type Body = Uint8Array<ArrayBuffer>;

/** The context of a request with a viewer, in a scope or not. */
type Responding = Pick<Context<SignedIn>, "var" | "req" | "header" | "body">;

/** Bodies of responses by their ETags. */
export type JsonCache = LRUCache<string, Body>;

const MAX_BYTES = 64 * 1024 * 1024;

/** The responses that are being read, by user. */
const streams = new StreamCount(STREAM_LIMITS);

/** Makes an empty cache of at most 64 MB. */
export const newJsonCache = (): JsonCache =>
  new LRUCache({ maxSize: MAX_BYTES, sizeCalculation: (body) => body.byteLength });

/**
 * Responds with a JSON body, cached by the revisions of its sites and `query` (all else that the body
 * depends on), or with 304 if the client's ETag matches. Tenant-safe: the sites and their revisions
 * come from the viewer's own scope.
 */
export async function cachedJson(
  c: Responding,
  cache: JsonCache,
  revisions: SiteRevisions,
  query: string[],
  make: () => Promise<Body>,
): Promise<never> {
  const key = bodyKey(revisions, query);
  const headers = { ETag: etagOfKey(key), "Content-Type": "application/json" };
  if (hasEtag(c, headers.ETag)) return asDescribed(c.body(null, 304, headers));
  let body = cache.get(key);
  if (!body) {
    body = await make();
    cache.set(key, body);
  }
  return await sendJson(c, body, packOnce, headers);
}

const bodyKey = ({ sites, revisionHash }: SiteRevisions, query: string[]) =>
  createHash("sha256").update([revisionHash, sites.length, ...query].join(" ")).digest("base64url");

/** A weak ETag (RFC 9110, 8.8.1): the same body is sent with and without compression. */
const etagOfKey = (key: string) => `W/"${key}"`;

/**
 * Responds with JSON whose texts are read while the client reads, or with 304 as `cachedJson`. The
 * ETag is that of the revisions before the first text: a client whose texts have come from a later
 * moment gets them once more.
 */
export async function streamedJson(
  c: Responding,
  revisions: SiteRevisions,
  query: string[],
  texts: AsyncGenerator<string, void>,
): Promise<never> {
  const etag = etagOfKey(bodyKey(revisions, query));
  const headers = { ETag: etag, "Content-Type": "application/json" };
  if (hasEtag(c, etag)) return asDescribed(c.body(null, 304, headers));
  const body = c.req.method === "HEAD"
    ? ""
    : await streamedBody({ client: c.var.viewer.user_uuid, texts }, streams);
  return asDescribed(c.body(body, 200, { ...headers, "Transfer-Encoding": "chunked" }));
}

/** Responds with JSON that is not cached, and may be large. */
export async function uncachedJson(c: Responding, value: unknown): Promise<never> {
  const body = new TextEncoder().encode(JSON.stringify(value));
  const headers = { ETag: etagOf(body), "Content-Type": "application/json" };
  if (hasEtag(c, headers.ETag)) return asDescribed(c.body(null, 304, headers));
  return await sendJson(c, body, pack, headers);
}

/** A text of JSON whose hash the database has made; null where the caller's hash is the same. */
interface HashedText {
  hash: string;
  text: string | null;
}

/** The hashes that texts had last, by what they are of. */
const lastHashes = new LRUCache<string, string>({ max: 1000 });

/**
 * Responds with JSON that the database reads for each request and sends only when it has changed, or
 * with 304 if the client's ETag matches. `read` gets the hash of what was sent last to the viewer's
 * group for these parameters.
 */
export async function hashedJson(
  c: Responding,
  cache: JsonCache,
  read: (knownHash?: string) => Promise<HashedText>,
): Promise<never> {
  const { site_group_uuid, site_uuids = null } = c.var.viewer;
  const of = JSON.stringify([c.req.url, site_group_uuid, site_uuids]);
  const lastHash = lastHashes.get(of);
  const known = lastHash && cache.get(lastHash);
  const { hash, text } = await read(known && lastHash);
  const headers = { ETag: etagOfKey(hash), "Content-Type": "application/json" };
  if (hasEtag(c, headers.ETag)) return asDescribed(c.body(null, 304, headers));
  const body = text === null ? known as Body : new TextEncoder().encode(text);
  lastHashes.set(of, hash);
  cache.set(hash, body);
  return await sendJson(c, body, packOnce, headers);
}

/** Sends a body, compressed for those who can unpack it. */
export async function sendJson(
  c: Responding,
  body: Body,
  packed: (body: Body) => Promise<Body>,
  headers: Record<string, string>,
): Promise<never> {
  const { user_uuid } = c.var.viewer;
  if (body.byteLength < LEAST_PACKED || !takesGzip(c.req.header("accept-encoding"))) {
    return asDescribed(c.body(await spooled(user_uuid, body), 200, headers));
  }
  c.header("Vary", "Accept-Encoding", { append: true });
  const sent = await spooled(user_uuid, await packed(body));
  return asDescribed(c.body(sent, 200, { ...headers, "Content-Encoding": "gzip" }));
}

/** Fits any route's description: its types know JSON from `c.json()` alone, not bytes of JSON. */
function asDescribed(response: Response): never {
  return response as never;
}
