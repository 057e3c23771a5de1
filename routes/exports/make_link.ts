import type { Context } from "hono";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError, found } from "../../domain/errors.ts";
import { MOST_LINKS } from "../../domain/operations/exports/download_link.ts";
import * as downloadLinks from "../../sql/operations/download_links.ts";
import type { Services } from "../http/context.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { bearerToken } from "../middleware/token_viewer.ts";

/**
 * Makes a link to the file of a query and returns its secret; undefined when a link of this UUID
 * exists. Throws conflict when the user has too many.
 */
export async function makeLink(
  c: Context,
  uuid: string,
  query: string,
): Promise<string | undefined> {
  const { user_uuid, through }: Viewer = c.var.viewer;
  const { database }: Services = c.var.services;
  const secret = newSecret();
  const token = through === "api" ? bearerToken(c) : undefined;
  const tokenHash = token ? hashSecret(token) : undefined;
  const link = { uuid, hash: hashSecret(secret), query, tokenHash };
  const added = await downloadLinks.add(database.owner, user_uuid, link);
  if (added === "too many") {
    const message = `You have ${MOST_LINKS} links that work. Revoke one first.`;
    throw new AppError("conflict", message);
  }
  if (added === "exists") return undefined;
  await recordSecurityEvent(c, { kind: "download", detail: `Made a link to a file: ${query}.` });
  return secret;
}

/** Removes a link of the viewer's. Throws not_found when there is none of this UUID. */
export async function revokeLink(c: Context, uuid: string): Promise<void> {
  const { user_uuid }: Viewer = c.var.viewer;
  const { database }: Services = c.var.services;
  const isDone = await downloadLinks.removeOf(database.owner, user_uuid, uuid);
  found(isDone || undefined, "link");
  await recordSecurityEvent(c, { kind: "download", detail: "Revoked a link to a file." });
}
