import type { Child } from "hono/jsx";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { AssetBadge } from "../ui/badge.tsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Neighbours, type NeighboursProps } from "./neighbours.tsx";
import { capacity } from "../ui/numbers.ts";

/** The trail of the pages of a site. */
export const SITES = ["Sites", "/sites"] as const;

interface SiteHeaderProps {
  site: Site;
  /** Admins administer a site; they cannot remove it from their group. */
  isAdmin?: boolean;
  neighbours?: NeighboursProps;
  /** How well the site is. */
  badges?: Child;
}

/** Shows what a site is, and the menu with what else there is of it. */
export function SiteHeader({ site, isAdmin, neighbours, badges }: SiteHeaderProps) {
  const list = neighbours?.list ? `/sites?${neighbours.list}` : "/sites";
  return (
    <header class="site-header">
      <div class="trail">
        <Breadcrumb trail={[["Sites", list]]} />
        {neighbours && <Neighbours {...neighbours} />}
      </div>
      <div class="site-title">
        <h1>
          <bdi>{siteName(site)}</bdi>
        </h1>
        <p class="site-facts">
          <AssetBadge type={site.asset_type} />
          {capacity(site.capacity_kw)}
          {badges}
        </p>
        <SiteMenu siteUuid={site.site_uuid} isAdmin={isAdmin} />
      </div>
      {site.active === false && (
        <p class="callout warn">
          This site is inactive: it is in no list and gets no new forecasts. Its data are kept.
        </p>
      )}
    </header>
  );
}

const PAGES = [
  ["Edit", "/edit"],
  ["Inverters", "/inverters"],
  ["Loggers", "/loggers"],
  ["Outages", "/outages"],
  ["Monthly report", "/report"],
  ["Data sent", "/batches"],
  ["History", "/history"],
] as const;

function SiteMenu({ siteUuid, isAdmin }: { siteUuid: string; isAdmin?: boolean }) {
  const path = `/sites/${siteUuid}`;
  return (
    <details class="menu">
      <summary class="button">Site</summary>
      <nav aria-label="This site">
        {PAGES.map(([name, page]) => <a href={`${path}${page}`}>{name}</a>)}
        <a href={`/imports?site=${siteUuid}`}>Import measurements</a>
        <a href={`/exports?site_uuids=${siteUuid}`}>Download data</a>
        {isAdmin && <a href={`/admin${path}`}>Administer</a>}
      </nav>
    </details>
  );
}
