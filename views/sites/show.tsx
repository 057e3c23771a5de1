import type { SiteDay } from "../../domain/site_day.ts";
import { type Site, siteName } from "../../domain/site.ts";
import { DayChart } from "../charts/day_chart.tsx";
import { chartScales, highestKw } from "../charts/scales.ts";
import { AssetBadge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes, swaps } from "../ui/live.ts";
import { capacity, powerColumn } from "../ui/numbers.ts";
import { age, longDay, Moment, shortDay } from "../ui/time.tsx";
import { Facts } from "./facts.tsx";
import { Summary, summaryText } from "./summary.tsx";
import { Reading, TimeSlider, valuesOf, ValuesTable } from "./values.tsx";

export interface SitePageProps {
  site: Site;
  day: SiteDay;
  /** Why there is no forecast. */
  reason?: string;
  csvUrl: string;
  /** Null: there is nothing to see in that direction. */
  previousUrl: string | null;
  nextUrl: string | null;
  todayUrl: string;
  /** Their group has every site: they administer it instead of leaving it. */
  isAdmin?: boolean;
}

export function SitePage(props: SitePageProps) {
  const { site, day, isAdmin } = props;
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
            This site is inactive: it is in no list and gets no new forecasts. Its data stay.
          </p>
        )}
        {site.note && <p class="callout">{site.note}</p>}
      </header>
      <SiteDayPart {...props} />
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

/** All that changes with the day and the minute. */
export function SiteDayPart(props: SitePageProps) {
  const { day } = props;
  return (
    <section
      id="site-day"
      aria-labelledby="day-heading"
      tabindex={-1}
      {...(day.when === "today" ? refreshes(props.todayUrl) : {})}
    >
      <DayNavigation {...props} />
      {day.forecast.length + day.generation.length > 0
        ? <DayFigure {...props} />
        : <NoValues {...props} />}
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

function NoValues({ day, reason }: SitePageProps) {
  return (
    <EmptyState title={summaryText(day)}>
      <p>
        {reason ?? "A chart appears here as soon as there is a forecast or a measured value."}
      </p>
    </EmptyState>
  );
}

function DayFigure({ site, day, reason, csvUrl }: SitePageProps) {
  const column = powerColumn(highestKw(day, site.capacity_kw));
  const values = valuesOf(day);
  return (
    <>
      <Summary day={day} />
      {reason && !day.forecastRun && <p class="callout warn">{reason}</p>}
      <figure class="chart">
        <Reading day={day} values={values} column={column} />
        <div class="drawing">
          <DayChart
            day={day}
            scales={chartScales(day, site.capacity_kw)}
            description={summaryText(day)}
          />
        </div>
        <TimeSlider day={day} values={values} />
        <figcaption>
          <MadeAt day={day} />
        </figcaption>
      </figure>
      <div class="downloads">
        <details id="values">
          <summary>Values as a table</summary>
          <div class="scroll" tabindex={0} role="region" aria-label="Values of the day">
            <ValuesTable day={day} values={values} column={column} />
          </div>
        </details>
        <a class="button" href={csvUrl} download>Download CSV</a>
      </div>
    </>
  );
}

function MadeAt({ day }: { day: SiteDay }) {
  if (!day.forecastRun) return <>No forecast was made for this day.</>;
  const { madeMs, modelName, modelVersion } = day.forecastRun;
  const model = [modelName, modelVersion].filter(Boolean).join(" ");
  return (
    <>
      For each time the newest forecast made before it; the last at{" "}
      <Moment ms={madeMs} zone={day.zone} day={day.day} />
      {day.nowMs !== null && ` (${age(day.nowMs - madeMs)} ago)`}
      {model && `, model ${model}`}. Each step is the mean power over its period.
    </>
  );
}
