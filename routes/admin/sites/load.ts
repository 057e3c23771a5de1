import type { Context } from "hono";
import { z } from "zod";
import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import { found } from "../../../domain/errors.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import type { Administering } from "../../http/context.ts";

const uuid = z.guid();

/** What an address names by its UUID; anything else is nothing. */
export function uuidOf(text: string | undefined): string | undefined {
  return uuid.safeParse(text).data;
}

/** The site of the address. Throws not_found. */
export async function siteAsked(c: Context<Administering>): Promise<AdminSite> {
  const asked = uuidOf(c.req.param("site"));
  return found(asked && await adminSites.find(c.var.sql, asked) || undefined, "site");
}
