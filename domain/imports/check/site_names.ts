/** What a file can name a site by. */
export interface NamedSite {
  site_uuid: string;
  client_site_id: number | null;
  client_site_name: string | null;
}

/** A site that a text names, or why it names none. */
export type Named<S> = { site: S } | { problem: "unknown" | "ambiguous" };

/**
 * Returns what finds the site that a cell names: by the client's number, by the name in any case of
 * letters, or by the UUID. Sites that the sender does not see are unknown like those that do not
 * exist. A text that fits several is ambiguous.
 */
export function siteFinder<S extends NamedSite>(
  sites: readonly S[],
): (text: string) => Named<S> {
  const found = new Map<string, Set<S>>();
  const add = (key: string | number | null, site: S) => {
    if (key === null || key === "") return;
    const text = plain(String(key));
    const of = found.get(text) ?? new Set();
    found.set(text, of.add(site));
  };
  for (const site of sites) {
    add(site.client_site_id, site);
    add(site.client_site_name, site);
    add(site.site_uuid, site);
  }
  return (text) => {
    const [site, another] = found.get(plain(text)) ?? [];
    if (!site) return { problem: "unknown" };
    return another ? { problem: "ambiguous" } : { site };
  };
}

/** Spaces at the ends and the case of letters do not count. */
const plain = (text: string) => text.trim().toLowerCase();
