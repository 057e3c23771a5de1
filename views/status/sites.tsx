import type { Freshness, FreshnessList, SiteFreshness } from "../../domain/operations/freshness.ts";
import { siteName } from "../../domain/sites/site.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { Badge } from "../ui/badge.tsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { swaps } from "../ui/htmx.ts";
import { Pagination } from "../ui/pagination.tsx";
import { age } from "../ui/time.tsx";
import { ShortUtcTime } from "../ui/utc_time.tsx";

export interface FreshnessProps {
  sites: SiteFreshness[];
  measured: Freshness;
  of: FreshnessList;
  page: number;
  hasNext: boolean;
  now: Temporal.Instant;
}

const url = (of: FreshnessList, page = 1) =>
  `/status/sites?show=${of}${page > 1 ? `&page=${page}` : ""}`;

/** Shows how old the newest run and the newest measurement of each site are. */
export function FreshnessPage(props: FreshnessProps) {
  return (
    <>
      <Breadcrumb trail={[["Status", "/status"]]} />
      <h1>Freshness of sites</h1>
      <FreshnessTable {...props} />
    </>
  );
}

export function FreshnessTable(props: FreshnessProps) {
  const { sites, of, page, hasNext, now } = props;
  return (
    <section id="freshness" aria-label="Freshness" tabindex={-1}>
      <Lists {...props} />
      {sites.length === 0
        ? <EmptyState title="No site is in this list" />
        : (
          <table class="list dense">
            <caption class="visually-hidden">Newest forecast and measurement of each site</caption>
            <thead>
              <tr>
                <th scope="col">Site</th>
                <th scope="col">Newest forecast</th>
                <th scope="col">Measured until</th>
              </tr>
            </thead>
            <tbody>{sites.map((site) => <Row site={site} now={now} />)}</tbody>
          </table>
        )}
      <Pagination page={page} hasNext={hasNext} part="freshness" url={(page) => url(of, page)} />
    </section>
  );
}

function Lists({ measured, of }: FreshnessProps) {
  const { sites, with_forecast, fresh } = measured;
  const lists = [
    ["all", "All", sites],
    ["late", "Forecast late", with_forecast - fresh],
    ["unmeasured", "Not measured in the last 24 hours", sites - measured.measured],
  ] as const;
  return (
    <nav class="chips" aria-label="Lists">
      {lists.map(([name, label, count]) => (
        <a
          id={`show-${name}`}
          class="chip plain"
          aria-current={name === of ? "true" : undefined}
          {...swaps(url(name), "freshness")}
        >
          {label} <span class="count">{count}</span>
        </a>
      ))}
    </nav>
  );
}

function Row({ site, now }: { site: SiteFreshness; now: Temporal.Instant }) {
  return (
    <tr>
      <th scope="row">
        <a href={`/sites/${site.site_uuid}`}>
          <bdi>{siteName(site)}</bdi>
        </a>
        {site.region && (
          <small>
            <bdi>{site.region}</bdi>
          </small>
        )}
      </th>
      <td data-label="Forecast">
        <Aged at={site.newest_utc} now={now} /> {site.is_late && <Badge tone="warn" text="Late" />}
      </td>
      <td data-label="Measured">
        <Aged at={site.measured_until_utc} now={now} />{" "}
        {!site.is_measured && <Badge tone="warn" text="Not in 24 hours" />}
      </td>
    </tr>
  );
}

function Aged({ at, now }: { at: string | null; now: Temporal.Instant }) {
  const time = instantOf(at);
  const ageMs = time && now.epochMilliseconds - time.epochMilliseconds;
  return (
    <>
      <ShortUtcTime at={at} now={now} />{" "}
      {ageMs !== undefined && ageMs >= 0 && <small>{age(ageMs)} ago</small>}
    </>
  );
}
