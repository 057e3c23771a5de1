import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError, found } from "../../domain/errors.ts";
import { versionIn } from "../http/etag.ts";

/** The headers of a write that If-Match may limit to the version that its client has read. */
export const ifMatch = z.object({
  "if-match": z.string().optional()
    .describe("The ETag of the thing as it was read: 412 if it was changed since"),
});

/** No thing has this version. */
const NONE = -1;

/**
 * Returns the version that a write is for: that of If-Match (RFC 9110, 13.1.1), else the one in its
 * body. Throws "precondition_failed" when they differ.
 */
export function versionSent(c: Context, inBody: number | undefined): number | undefined {
  const header = c.req.header("if-match")?.trim();
  if (header === undefined || header === "*") return inBody;
  const versions = header.split(",").map(versionIn).filter((one) => one !== undefined);
  if (inBody === undefined) return versions.length === 1 ? versions[0] : NONE;
  if (versions.includes(inBody)) return inBody;
  throw new AppError("precondition_failed", "If-Match and version are of different versions.");
}

/** Returns the error for an edit of another version than the stored one, of a "site". */
export function changedMeanwhile(c: Context, what: string, version: number): AppError {
  const isByHeader = c.req.header("if-match") !== undefined;
  return new AppError(
    isByHeader ? "precondition_failed" : "conflict",
    `The ${what} is at version ${version}, and your edit is of another one: it was changed ` +
      "meanwhile. Read it again, and send the edit with the new version.",
  );
}

/**
 * Lets an edit go on only if the stored version, which stays locked meanwhile, is the one that was sent.
 * Throws as `changedMeanwhile`.
 */
export async function assertVersion(
  c: Context,
  what: string,
  inBody: number | undefined,
  lock: () => Promise<number | undefined>,
): Promise<void> {
  const sent = versionSent(c, inBody);
  if (sent === undefined) return;
  const stored = found(await lock(), what);
  if (stored !== sent) throw changedMeanwhile(c, what, stored);
}

/** Throws "precondition_failed" for If-Match where nothing has a version, so that nobody relies on it. */
export function refuseIfMatch(c: Context): void {
  if (c.req.header("if-match") === undefined) return;
  const message = "Nothing at this address has a version that If-Match could name. Leave it out.";
  throw new AppError("precondition_failed", message);
}
