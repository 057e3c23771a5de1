import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { found } from "../../domain/errors.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { SignedIn } from "../http/context.ts";

/** The body of a site's series: its range, and its values in order. */
export const seriesOf = <V extends z.ZodType>(value: V) =>
  z.object({
    site_uuid: z.guid(),
    start_utc: z.iso.datetime(),
    end_utc: z.iso.datetime(),
    values: z.array(value),
  });

/** Returns the site that was read together with the token, and its revision. Throws not_found. */
export function siteOfToken({ var: { readWithToken } }: Context<SignedIn>) {
  return found(readWithToken?.site, "site");
}

/** Reads a site with its revision, both at once. Throws not_found. */
export async function siteAndRevisions(sql: ScopedSql, siteUuid: string) {
  const [site, siteRevisions]: [Site | undefined, revisions.SiteRevisions | undefined] =
    await Promise.all([sites.find(sql, siteUuid), revisions.ofSites(sql, [siteUuid])]);
  return { site: found(site, "site"), revisions: found(siteRevisions, "site") };
}
