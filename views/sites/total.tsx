import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import { wellCovered } from "../../domain/forecasts/fleet_day.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { counted } from "../../domain/plural.ts";
import type { PowerSum } from "../../domain/power_sum.ts";
import type { ListState } from "../../domain/sites/list_state.ts";
import type { Site } from "../../domain/sites/site.ts";
import { ChartArea } from "../charts/chart_area.tsx";
import { highestKw } from "../charts/scales.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { shortDay } from "../ui/day_text.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes, swaps } from "../ui/htmx.ts";
import { energy, power, powerColumn } from "../ui/numbers.ts";
import { longDay } from "../ui/time.tsx";
import { coverageText, Total } from "./list_totals.tsx";
import { listUrl, totalUrl } from "./list_url.ts";
import { valuesOf, ValuesTable } from "./values.tsx";

export interface TotalPageProps {
  /** Stands for all sites together: their capacity, and no place. */
  site: Site;
  day: SiteDay;
  measured: PowerSum[];
  forecast: PowerSum[];
  total: {
    produced_kwh: number | null;
    produced_sites: number;
    forecast_kwh: number | null;
    forecast_sites: number;
  };
  sites: { site_uuids: string[]; capacity_kw: number | null; capacity_sites: number };
  state: ListState;
  hidden: ChartLine[];
}

const PART = "total-day";

function dayUrl({ state }: TotalPageProps, day: Temporal.PlainDate, hide: readonly string[]) {
  const hidden: Record<string, string> = hide.length > 0 ? { hide: hide.join(",") } : {};
  return totalUrl(state, { day: day.toString(), ...hidden });
}

export function TotalPage(props: TotalPageProps) {
  return (
    <>
      <header class="page-head">
        <div>
          <Breadcrumb trail={[["Sites", listUrl(props.state)]]} />
          <h1>{counted(props.sites.site_uuids.length, "site")} together</h1>
        </div>
      </header>
      <TotalPart {...props} />
    </>
  );
}

/** The sums of a day, its chart and its table. */
export function TotalPart(props: TotalPageProps) {
  const { day, hidden } = props;
  const url = (days: number) => dayUrl(props, day.day.add({ days }), hidden);
  const label = (days: number) => shortDay(day.day.add({ days }));
  const live = day.when === "today" ? refreshes(url(0)) : {};
  return (
    <section id={PART} aria-labelledby="day-heading" tabindex={-1} {...live}>
      <div class="day-navigation">
        <a id="previous-day" class="button" rel="prev" {...swaps(url(-1), PART)}>← {label(-1)}</a>
        <a id="next-day" class="button" rel="next" {...swaps(url(1), PART)}>{label(1)} →</a>
        <h2 id="day-heading" data-announce>{longDay(day.day)}</h2>
      </div>
      <DaySums {...props} />
      <FleetFigure {...props} />
    </section>
  );
}

function DaySums({ total, sites }: TotalPageProps) {
  const count = sites.site_uuids.length;
  const among = [total.produced_kwh, total.forecast_kwh].filter((kwh) => kwh !== null);
  const text = (kwh: number | null) => kwh === null ? null : energy(kwh, among);
  return (
    <dl class="totals">
      <Total
        label="Produced"
        text={text(total.produced_kwh)}
        of={total.produced_sites}
        sites={count}
      />
      <Total
        label="Forecast"
        text={text(total.forecast_kwh)}
        of={total.forecast_sites}
        sites={count}
      />
      <Total
        label="Capacity"
        text={sites.capacity_kw === null ? null : power(sites.capacity_kw)}
        of={sites.capacity_sites}
        sites={count}
      />
    </dl>
  );
}

function FleetFigure(props: TotalPageProps) {
  const { site, day, hidden } = props;
  if (day.forecast.length + day.generation.length === 0) {
    return (
      <EmptyState title="Nothing was measured on this day, and there is no forecast.">
        <p>Choose another day, or other sites.</p>
      </EmptyState>
    );
  }
  const values = valuesOf(day);
  const column = powerColumn(highestKw(day, site.capacity_kw));
  return (
    <>
      <figure class="chart">
        <ChartArea
          site={site}
          day={day}
          values={values}
          column={column}
          description={coverText(props)}
          hidden={hidden}
          linesUrl={(hide) => dayUrl(props, day.day, hide)}
        />
        <figcaption>
          <p>{coverText(props)}</p>
        </figcaption>
      </figure>
      <details>
        <summary>Values as a table</summary>
        <div class="scroll" tabindex={0} role="region" aria-label="Values of the day">
          <ValuesTable day={day} values={values} column={column} />
        </div>
      </details>
    </>
  );
}

/** Says how many sites the lines cover, and why there is no range. */
function coverText({ measured, forecast, sites }: TotalPageProps): string {
  const count = sites.site_uuids.length;
  const covered = (name: string, sums: PowerSum[]) => {
    const numbers = wellCovered(sums).map((sum) => sum.sites);
    if (numbers.length === 0) return `${name}: of no site.`;
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    return least === most
      ? `${name}: of ${coverageText(most, count)}.`
      : `${name}: of ${least} to ${coverageText(most, count)}.`;
  };
  return `${covered("Actual", measured)} ${covered("Forecast", forecast)} ` +
    "Times of which less than nine tenths of these are known are left out. " +
    "There is no range: the P10 of a sum is not the sum of P10s.";
}
