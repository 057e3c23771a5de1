import { Reliability } from "../accuracy/reliability.tsx";
import { refreshes } from "../ui/htmx.ts";
import { AttentionList } from "./attention.tsx";
import { ChartSwitches, NEWEST } from "./chart_switches.tsx";
import { DayFigure, NoValues } from "./day_figure.tsx";
import { DayNavigation } from "./day_navigation.tsx";
import { DayStrip } from "./day_strip.tsx";
import { Facts } from "./facts.tsx";
import { Figures } from "./figures.tsx";
import { Hints } from "./hints.tsx";
import { ShownModel } from "./model.tsx";
import { SendMeasurements } from "./send_measurements.tsx";
import { SiteHeader } from "./site_header.tsx";
import type { SitePageProps } from "./site_page_props.ts";

/** Shows a site: what it gives now and will give, the chart, how good forecasts are, the facts. */
export function SitePage(props: SitePageProps) {
  const { site, day, reliability, isAdmin } = props;
  return (
    <article class="site">
      <SiteHeader site={site} isAdmin={isAdmin} neighbours={props.neighbours} />
      <AttentionList
        siteUuid={site.site_uuid}
        zone={day.zone}
        attention={props.attention ?? []}
      />
      <SiteDayPart {...props} />
      {props.apiUrl && <SendMeasurements site={site} nowMs={day.nowMs} apiUrl={props.apiUrl} />}
      {props.model && <ShownModel {...props.model} />}
      {reliability && <Reliability {...reliability} />}
      <Hints siteUuid={site.site_uuid} hints={props.hints ?? []} />
      <Facts site={site} zone={day.zone} />
    </article>
  );
}

/** Shows all that depends on the day and the time. It does not refresh while a form has errors. */
export function SiteDayPart(props: SitePageProps) {
  const { site, day, days, switches = NEWEST, dates } = props;
  const hasErrors = [switches.state, dates].some(({ errors }) => errors.length > 0);
  const isLive = day.when === "today" && !switches.question.pause && !hasErrors;
  const isEmpty = [day.forecast, day.generation, day.baseline].every(({ length }) => length === 0);
  const path = `/sites/${site.site_uuid}`;
  const shown = { first: day.day, last: day.day.add({ days: day.days - 1 }) };
  return (
    <section
      id="site-day"
      aria-labelledby="day-heading"
      tabindex={-1}
      {...(isLive ? refreshes(props.todayUrl) : {})}
    >
      <Figures {...days.figures} capacityKw={site.capacity_kw} />
      <DayStrip days={days.strip} shown={shown} zone={day.zone} url={props.dayUrl} />
      <DayNavigation path={path} {...props} />
      {isEmpty ? <NoValues {...props} /> : <DayFigure {...props} />}
      <ChartSwitches path={path} day={day} state={switches.state} models={props.models} />
    </section>
  );
}
