import type { SiteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import type { SiteAndDay, SiteDay } from "../../domain/forecasts/site_day.ts";
import { distinctions } from "../../domain/sites/site.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { AssetBadge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes } from "../ui/htmx.ts";
import { capacity, energy, power } from "../ui/numbers.ts";
import { Pagination } from "../ui/pagination.tsx";
import { besideMean, briefText } from "./energies.tsx";
import { Freshness } from "./freshness.tsx";
import { SiteName } from "./site_name.tsx";

export interface SitesPageProps {
  rows: ListedSite[];
  page: number;
  hasNext: boolean;
  now: Temporal.Instant;
}

const url = (page: number) => `/sites?page=${page}`;

export function SitesPage(props: SitesPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Sites</h1>
        <a class="button" href="/sites/new">Add a site</a>
      </header>
      <SitesTable {...props} />
    </>
  );
}

export function SitesTable({ rows, page, hasNext, now }: SitesPageProps) {
  const apart = distinctions(rows.map(({ site }) => site));
  return (
    <section id="sites-table" aria-label="Sites" tabindex={-1} {...refreshes(url(page))}>
      {rows.length === 0 ? <NoSites page={page} /> : (
        <table class="sites">
          <caption class="visually-hidden">
            Sites and their power today, each in its own zone
          </caption>
          <thead>
            <tr>
              <th scope="col">Site</th>
              <th scope="col" class="number">Now</th>
              <th scope="col" class="number">So far</th>
              <th scope="col" class="number">Expected today</th>
              <th scope="col">Today</th>
              <th scope="col">Data</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => <Row {...row} now={now} apart={apart.get(row.site.site_uuid)} />)}
          </tbody>
        </table>
      )}
      <Pagination page={page} hasNext={hasNext} part="sites-table" url={url} />
    </section>
  );
}

/** A row with what is expected of today and tomorrow. */
export type ListedSite = SiteAndDay & { energies?: { today: SiteEnergy; tomorrow: SiteEnergy } };

/** Returns the mean of the whole day; of rows without energies what was forecast. */
function expectedToday(day: SiteDay, energies: ListedSite["energies"]): string | null {
  if (day.expectedKwh === null || !isCovered(day.covered.expected)) return null;
  return energy(energies?.today.whole.energy?.meanKwh ?? day.expectedKwh);
}

interface RowProps extends ListedSite {
  now: Temporal.Instant;
  /** What tells the site from another of the same name. */
  apart?: string;
}

function Row({ site, day, reason, now, apart, energies }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <a href={`/sites/${site.site_uuid}`}>
          <SiteName site={site} apart={apart} />
        </a>
        <span class="site-facts">
          <AssetBadge type={site.asset_type} />
          {capacity(site.capacity_kw)}
        </span>
      </th>
      <td class="number" data-label="Now">
        <Figure text={day.current && power(day.current.powerKw)} />
        <small>{day.current?.source}</small>
      </td>
      <td class="number" data-label="So far">
        <Figure text={day.producedKwh === null ? null : energy(day.producedKwh)} />
      </td>
      <td class="number" data-label="Expected today">
        <Figure text={expectedToday(day, energies)} />
        {energies && <small>{besideMean(energies.today.whole, energies.today, day.zone)}</small>}
        {energies && (
          <small>
            Tomorrow {briefText(energies.tomorrow.whole, energies.tomorrow, day.zone)}
          </small>
        )}
      </td>
      <td class="spark">
        {day.forecast.length + day.generation.length > 0 &&
          <Sparkline day={day} capacityKw={site.capacity_kw} />}
      </td>
      <td class="data">
        <Freshness day={day} now={now} />
        {reason && !day.forecastRun && <small>{reason}</small>}
      </td>
    </tr>
  );
}

function Figure({ text }: { text: string | null }) {
  if (text === null) return <span class="muted">–</span>;
  const [value, unit] = text.split(" ");
  return (
    <span class="figure">
      {value} <span class="unit">{unit}</span>
    </span>
  );
}

function NoSites({ page }: { page: number }) {
  return page > 1
    ? (
      <EmptyState title="No sites on this page">
        <p>
          <a href={url(1)}>Back to the first page</a>
        </p>
      </EmptyState>
    )
    : (
      <EmptyState title="No sites yet">
        <p>Your group has no sites. Add the first one: your colleagues see it, too.</p>
        <p>
          <a class="button primary" href="/sites/new">Add a site</a>
        </p>
      </EmptyState>
    );
}
