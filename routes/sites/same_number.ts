import type { Context } from "hono";
import { siteName } from "../../domain/sites/site.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { Scoped } from "../http/context.ts";

/**
 * Returns a sentence, after a blank, when other sites have the same client's number: that is allowed,
 * and mostly a slip. Empty when there are none, or no number.
 */
export async function sameNumberWarning(
  c: Context<Scoped>,
  siteUuid: string,
  number: number | null | undefined,
): Promise<string> {
  if (number === null || number === undefined) return "";
  const others = await sites.namesakes(c.var.sql, siteUuid, number);
  if (others.length === 0) return "";
  const names = others.map(siteName).join(", ");
  return ` Note that the client's number ${number} is also that of ${names}.`;
}
