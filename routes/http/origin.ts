import type { Context } from "hono";

/** Returns the origin at which people reach this service. */
export function originOf(c: Context): string {
  return c.var.services.settings.publicOrigin ?? new URL(c.req.url).origin;
}
