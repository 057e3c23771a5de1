import type { Context } from "hono";
import { z } from "zod";
import { found } from "../../domain/errors.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { Scoped } from "../http/context.ts";

const uuid = z.guid();

/** The UUID in the address; anything that is none is no `what` (404). */
export function uuidAsked(c: Context<Scoped>, name: string, what: string): string {
  return found(uuid.safeParse(c.req.param(name)).data, what);
}

/** The site in the address, if the viewer's group has it; else a 404. */
export async function siteAsked(c: Context<Scoped>): Promise<Site> {
  return found(await sites.find(c.var.sql, uuidAsked(c, "site", "site")), "site");
}
