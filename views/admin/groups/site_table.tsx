import type { Child } from "hono/jsx";
import { siteName } from "../../../domain/sites/site.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import { Badge } from "../../ui/badge.tsx";
import { capacity } from "../../ui/numbers.ts";
import { isolated } from "../../ui/isolated.ts";

interface SiteTableProps<S extends GroupSite> {
  caption: string;
  rows: S[];
  /** Adds a box to each site, sent as `site_uuids`, ticked or not. Without it there are none. */
  choose?: "unchecked" | "checked";
  /** A further column: its heading, and its content for a site. */
  more?: { heading: string; of: (site: S) => Child };
}

/** Lists sites by name, with what distinguishes those of the same name. */
export function SiteTable<S extends GroupSite>(props: SiteTableProps<S>) {
  const { caption, rows, choose, more } = props;
  return (
    <table class={choose ? "list dense picks" : "list dense"}>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col" class="number">Client’s number</th>
          <th scope="col" class="number">Capacity</th>
          <th scope="col">UUID begins</th>
          {more && <th scope="col">{more.heading}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((site) => (
          <tr>
            <th scope="row">
              {choose && <Pick site={site} checked={choose === "checked"} />}
              <a href={`/admin/sites/${site.site_uuid}`}>
                <bdi>{siteName(site)}</bdi>
              </a>{" "}
              {site.active === false && <Badge tone="quiet" text="Inactive" />}
            </th>
            <td class="number" data-label="Client’s number">{site.client_site_id ?? "–"}</td>
            <td class="number plain" data-label="Capacity">{capacity(site.capacity_kw) ?? "–"}</td>
            <td class="plain" data-label="UUID begins">
              <code>{site.site_uuid.slice(0, 8)}</code>
            </td>
            {more && <td data-label={more.heading}>{more.of(site)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pick({ site, checked }: { site: GroupSite; checked: boolean }) {
  return (
    <input
      type="checkbox"
      name="site_uuids"
      value={site.site_uuid}
      checked={checked}
      aria-label={`Choose ${isolated(siteName(site))}`}
    />
  );
}
