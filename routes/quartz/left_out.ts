import type { Context } from "hono";

const MOST_NAMED = 100;

/** Names sites that are not shown, or not as they are, since they have no coordinates. */
export function nameLeftOut(c: Pick<Context, "header">, siteUuids: string[]): void {
  if (siteUuids.length === 0) return;
  const more = siteUuids.length - MOST_NAMED;
  const named = siteUuids.slice(0, MOST_NAMED).join(", ");
  c.header("X-Sitecast-Left-Out", more > 0 ? `${named}, and ${more} more` : named);
}
