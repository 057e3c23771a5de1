import { type NamedSite, siteName } from "./site.ts";

const MOST_LETTERS = 60;

/**
 * Returns a site's name in small Latin letters, digits and hyphens, which every file system and
 * header takes; the start of its UUID for a name without any.
 */
export function siteSlug(site: NamedSite): string {
  const plain = siteName(site).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").slice(0, MOST_LETTERS).replace(/^-|-$/g, "");
  return plain || `site-${site.site_uuid.slice(0, 8)}`;
}
