import type { Context } from "hono";
import type { Viewer } from "../../domain/account/viewer.ts";
import { recordSecurityEvent } from "../http/security_event.ts";

/** Records that a key of a logger was made or revoked, by a form or with an API token. */
export async function recordKeyEvent(
  c: Context,
  verb: "Made" | "Revoked",
  prefix: string,
  { name }: { name: string },
): Promise<void> {
  const { through }: Viewer = c.var.viewer;
  const by = through === "api" ? " with an API token" : "";
  const detail = `${verb} the key ${prefix} of the logger ${name}${by}.`;
  await recordSecurityEvent(c, { kind: "token", detail });
}
