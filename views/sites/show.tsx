import { Reliability } from "../accuracy/reliability.tsx";
import { zoneOf } from "../../domain/sites/site.ts";
import { isWithin, shownAs } from "../../domain/time/shown_range.ts";
import { refreshes } from "../ui/htmx.ts";
import { WeatherSection } from "../weather/weather_section.tsx";
import { AttentionList } from "./attention.tsx";
import { ChartSwitches, NEWEST } from "./chart_switches.tsx";
import { DayFigure, NoValues } from "./day_figure.tsx";
import { SideBySidePanel } from "../accuracy/side_by_side.tsx";
import { DayNavigation } from "./day_navigation.tsx";
import { DayStrip } from "./day_strip.tsx";
import { Facts } from "./facts.tsx";
import { EnergyFigure } from "./energy_figure.tsx";
import { energyFigures } from "./energy_figures.ts";
import { Figures, figuresOf } from "./figures.tsx";
import { Freshness } from "./freshness.tsx";
import { Hints } from "./hints.tsx";
import { ShownModel } from "./model.tsx";
import { SendMeasurements } from "./send_measurements.tsx";
import { SiteHeader } from "./site_header.tsx";
import type { SitePageProps } from "./site_page_props.ts";

/** Shows a site: what it gives now and will give, the chart, how good forecasts are, the facts. */
export function SitePage(props: SitePageProps) {
  const { site, day, reliability, isAdmin, attention = [] } = props;
  const badges = <Freshness day={props.days.figures.day} attention={attention} />;
  return (
    <article class="site">
      <SiteHeader site={site} isAdmin={isAdmin} neighbours={props.neighbours} badges={badges} />
      <AttentionList siteUuid={site.site_uuid} zone={day.zone} attention={attention} />
      <SiteDayPart {...props} />
      {props.apiUrl && <SendMeasurements site={site} nowMs={day.nowMs} apiUrl={props.apiUrl} />}
      {props.sections}
      <SiteWeather {...props} />
      {props.model && <ShownModel {...props.model} />}
      {reliability && <Reliability {...reliability} />}
      {props.sides && <SideBySidePanel {...props.sides} />}
      <Hints siteUuid={site.site_uuid} hints={props.hints ?? []} />
      <Facts site={site} zone={day.zone} />
    </article>
  );
}

function SiteWeather({ weather, model, site }: SitePageProps) {
  if (!weather) return null;
  const modelName = model?.chosen.model_name ?? null;
  return <WeatherSection weather={weather} modelName={modelName} zone={zoneOf(site)} />;
}

/** Shows all that depends on the days and the time. It does not refresh while a form has errors. */
export function SiteDayPart(props: SitePageProps) {
  const { site, days, switches = NEWEST, dates, range, tallies, today } = props;
  const hasErrors = [switches.state, dates].some(({ errors }) => errors.length > 0);
  const isLive = isWithin(today, range) && !switches.question.pause && !hasErrors;
  const path = `/sites/${site.site_uuid}`;
  const figures = tallies
    ? energyFigures(tallies, today)
    : figuresOf({ ...days.figures, capacityKw: site.capacity_kw });
  return (
    <section
      id="site-day"
      aria-labelledby="day-heading"
      tabindex={-1}
      {...(isLive ? refreshes(props.selfUrl) : {})}
    >
      <Figures figures={figures} />
      <DayStrip days={days.strip} shown={range} zone={zoneOf(site)} url={props.dayUrl} />
      <DayNavigation path={path} {...props} />
      {tallies && shownAs(range) !== "power"
        ? <EnergyFigure {...props} tallies={tallies} />
        : <Power {...props} path={path} />}
    </section>
  );
}

/** Shows the power of at most a week. */
function Power({ path, ...props }: SitePageProps & { path: string }) {
  const { day, switches = NEWEST } = props;
  const isEmpty = [day.forecast, day.generation, day.baseline].every(({ length }) => length === 0);
  return (
    <>
      {isEmpty ? <NoValues {...props} /> : <DayFigure {...props} />}
      <ChartSwitches
        path={path}
        day={day}
        state={switches.state}
        kept={props.kept.range}
        models={props.models}
      />
    </>
  );
}
