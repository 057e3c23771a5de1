import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { fault, NO_UUID } from "../../domain/quartz/faults.ts";
import { listText, uuidOf } from "../../domain/quartz/python.ts";
import * as sites from "../../sql/quartz/sites.ts";
import type { Scoped } from "../http/context.ts";
import { recordRefusal } from "../middleware/record_refusal.ts";
import { invalid, notFound, Refusal } from "./errors.ts";

const NAME = "site_uuid";

/**
 * Returns the site of the path. Throws 422 for what is no UUID, 404 for an unknown site, 403 for a
 * stranger's.
 */
export async function siteOfPath<E extends Scoped>(
  c: Context<E>,
  unknown: (uuid: string) => Refusal = () => notFound(),
): Promise<sites.ShownSite> {
  const sent = c.req.param(NAME)!;
  const uuid = uuidOf(sent);
  if (uuid === undefined) throw invalid(fault(["path", NAME], NO_UUID, sent));
  const site = await sites.find(c.var.sql, uuid);
  if (site) return site;
  const isAnothers = await sites.exists(c.var.services.database.owner, uuid);
  throw isAnothers ? await refusedSite(c) : unknown(uuid);
}

/** Returns the site of the path. Throws 403 for anything that is no site of the caller's group. */
export async function ownSite<E extends Scoped>(c: Context<E>): Promise<sites.ShownSite> {
  const uuid = uuidOf(c.req.param(NAME)!);
  const site = uuid === undefined ? undefined : await sites.find(c.var.sql, uuid);
  if (!site) throw await refusedSite(c);
  return site;
}

/** Returns the refusal of a site that is not the caller's, and records it. */
async function refusedSite<E extends Scoped>(c: Context<E>): Promise<Refusal> {
  await recordRefusal(c, new AppError("forbidden", "The site is not one of the user's group."));
  const own = listText(await sites.uuids(c.var.sql));
  const { email } = c.var.viewer;
  return new Refusal(
    403,
    `Forbidden. User (${email}) does not have access to this site UUID. User has access to ${own}`,
  );
}
