import type { Context } from "hono";
import { z } from "zod";
import { found } from "../../../domain/errors.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import type { Administering } from "../../http/context.ts";
import type { Group } from "../../../domain/groups/group.ts";
import { limits, pageNumber } from "../../http/paging.ts";

const uuid = z.guid();

/** The group of the address; anything that is no UUID is no group. Throws not_found. */
export async function groupAsked(c: Context<Administering>): Promise<Group> {
  const { data } = uuid.safeParse(c.req.param("group"));
  return found(data && await siteGroups.find(c.var.sql, data) || undefined, "group");
}

/** What the address says of the list: the search, and the page of it. */
export function listAsked(c: Context, name = "page") {
  const page = pageNumber.parse(c.req.query(name));
  const query = c.req.query("q")?.trim() ?? "";
  return { query, page, ...limits(page) };
}

/** The sites that a form or an address names; what is no UUID is left out. */
export function sitesAsked(texts: string[]): string[] {
  return [...new Set(texts.filter((text) => uuid.safeParse(text).success))];
}
