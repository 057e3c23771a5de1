import type { Context } from "hono";
import type { SecurityKind } from "../../domain/operations/security_event.ts";
import { clientAddress } from "../middleware/client_address.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { Services } from "./context.ts";

interface EventOfRequest {
  kind: SecurityKind;
  /** What happened, in a sentence; never a password, a code, a link or a token. */
  detail: string;
  /** Who acted; the viewer when left out. `email` alone: what somebody typed. */
  actor?: { user_uuid?: string; email: string };
  /** The user whom it is about, where that is another one than who acted. */
  subject?: { user_uuid?: string; email: string | null };
}

/**
 * Records a security event of this request, on the owner's pool: it stays when the request is refused
 * and its transaction rolled back. Await it before the response. Inside of a scope, call it last: the
 * event stays if the scope fails after it.
 */
export async function recordSecurityEvent(
  c: Context,
  { kind, detail, actor, subject }: EventOfRequest,
): Promise<void> {
  const { securityEvent, settings, now }: Services = c.var.services;
  const viewer: Viewer | undefined = c.var.viewer;
  const { user_uuid = null, email = "" } = actor ?? viewer ?? {};
  await securityEvent({
    kind,
    at: now(),
    user_uuid,
    email,
    subject_uuid: subject?.user_uuid ?? null,
    subject_email: subject?.email ?? "",
    address: clientAddress(c, settings.trustedProxies),
    request_id: c.var.requestId,
    detail,
  });
}
