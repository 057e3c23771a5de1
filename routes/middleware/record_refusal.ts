import type { Context } from "hono";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { AppError } from "../../domain/errors.ts";
import { withoutSecret } from "../../domain/operations/exports/download_link.ts";
import { recordSecurityEvent } from "../http/security_event.ts";

/**
 * Records in the security log that a request was refused for want of rights: what is forbidden, a page
 * for admins, and a bearer token or a key of a logger that is not known. That somebody is not signed in is no event.
 */
export async function recordRefusal(c: Context, { code, message }: AppError): Promise<void> {
  const viewer: Viewer | undefined = c.var.viewer;
  const isAdminPage = code === "not_found" && viewer?.is_admin === false &&
    c.req.path.startsWith("/admin");
  const isWrongToken = code === "not_signed_in" &&
    (c.req.header("authorization") !== undefined || c.var.hasWrongKey === true);
  if (code !== "forbidden" && !isAdminPage && !isWrongToken) return;
  const detail = `${c.req.method} ${withoutSecret(c.req.path)}: ${message}`;
  await recordSecurityEvent(c, { kind: "refusal", detail });
}
