import { createHash } from "node:crypto";
import type { Context } from "hono";

/** Returns true when a client has the body with this ETag (If-None-Match, RFC 9110, 13.1.2). */
export function hasEtag(c: Pick<Context, "req">, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  const header = c.req.header("if-none-match") ?? "";
  return header.split(",").some((tag) => opaque(tag) === opaque(etag));
}

/** Returns the weak ETag of a body (RFC 9110, 8.8.1): it is sent with and without compression. */
export const etagOf = (body: Uint8Array): string => `W/"${hashOf(body)}"`;

/** Returns the strong ETag of a thing that counts its edits: If-Match compares the count alone. */
export const versionEtag = (version: number, body: Uint8Array): string =>
  `"${version}-${hashOf(body)}"`;

/** Returns the version in an ETag that `versionEtag` made; undefined for any other. */
export function versionIn(etag: string): number | undefined {
  const [, version] = /^\s*"(\d{1,9})-[\w-]+"\s*$/.exec(etag) ?? [];
  return version === undefined ? undefined : Number(version);
}

const hashOf = (body: Uint8Array) => createHash("sha256").update(body).digest("base64url");
