import { siteName } from "../../domain/sites/site.ts";
import { AccuracySummary } from "../accuracy/summary.tsx";
import { AssetBadge } from "../ui/badge.tsx";
import { refreshes, swaps } from "../ui/htmx.ts";
import { capacity } from "../ui/numbers.ts";
import { shortDay } from "../ui/day_text.ts";
import { longDay } from "../ui/time.tsx";
import { ChartSwitches, NEWEST } from "./chart_switches.tsx";
import { DayFigure, NoValues } from "./day_figure.tsx";
import { Facts } from "./facts.tsx";
import { Hints } from "./hints.tsx";
import { ShownModel } from "./model.tsx";
import type { SitePageProps } from "./site_page_props.ts";

export function SitePage(props: SitePageProps) {
  const { site, day, accuracy, isAdmin } = props;
  return (
    <article>
      <header class="site-header">
        <p class="breadcrumb">
          <a href="/sites">
            <span aria-hidden="true">←</span> Sites
          </a>
        </p>
        <h1>{siteName(site)}</h1>
        <p class="site-facts">
          <AssetBadge type={site.asset_type} />
          {capacity(site.capacity_kw)}
        </p>
        <SiteLinks site={site} isAdmin={isAdmin} />
        {site.active === false && (
          <p class="callout warn">
            This site is inactive: it is in no list and gets no new forecasts. Its data are kept.
          </p>
        )}
        {site.note && <p class="callout">{site.note}</p>}
        <Hints siteUuid={site.site_uuid} hints={props.hints ?? []} />
      </header>
      <SiteDayPart {...props} />
      {props.model && <ShownModel {...props.model} />}
      {accuracy && <AccuracySummary {...accuracy} />}
      <Facts site={site} zone={day.zone} />
    </article>
  );
}

function SiteLinks({ site, isAdmin }: Pick<SitePageProps, "site" | "isAdmin">) {
  const path = `/sites/${site.site_uuid}`;
  return (
    <nav class="actions" aria-label="This site">
      <a class="button" href={`${path}/edit`}>Edit</a>
      <a class="button" href={`${path}/inverters`}>Inverters</a>
      <a class="button" href={`${path}/history`}>History</a>
      {isAdmin
        ? <a class="button" href={`/admin${path}`}>Administer</a>
        : <a class="button" href={`${path}/remove`}>Remove from my group</a>}
    </nav>
  );
}

/** Shows all that depends on the day and the time. It does not refresh while the form has errors. */
export function SiteDayPart(props: SitePageProps) {
  const { site, day, switches = NEWEST } = props;
  const { state } = switches;
  const isLive = day.when === "today" && state.errors.length === 0;
  const isEmpty = [day.forecast, day.generation, day.baseline].every(({ length }) => length === 0);
  return (
    <section
      id="site-day"
      aria-labelledby="day-heading"
      tabindex={-1}
      {...(isLive ? refreshes(props.todayUrl) : {})}
    >
      <DayNavigation {...props} />
      <ChartSwitches path={`/sites/${site.site_uuid}`} day={day} state={state} />
      {isEmpty ? <NoValues {...props} /> : <DayFigure {...props} />}
    </section>
  );
}

function DayNavigation({ day, previousUrl, nextUrl, todayUrl }: SitePageProps) {
  const link = (url: string) => swaps(url, "site-day");
  return (
    <nav class="day-navigation" aria-label="Day">
      <h2 id="day-heading" data-announce>
        <time datetime={day.day.toString()}>{longDay(day.day)}</time>
      </h2>
      {previousUrl && (
        <a id="previous-day" class="button" rel="prev" {...link(previousUrl)}>
          <span aria-hidden="true">←</span> {shortDay(day.day.subtract({ days: 1 }))}
        </a>
      )}
      {nextUrl && (
        <a id="next-day" class="button" rel="next" {...link(nextUrl)}>
          {shortDay(day.day.add({ days: 1 }))} <span aria-hidden="true">→</span>
        </a>
      )}
      {day.when !== "today" && <a id="today" class="button" {...link(todayUrl)}>Today</a>}
    </nav>
  );
}
