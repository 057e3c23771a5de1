import type { Child } from "hono/jsx";
import { CHART_LINES, type ChartLine } from "../../domain/forecasts/chart_lines.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { Column } from "../ui/numbers.ts";
import type { Values } from "../sites/values.tsx";
import { DayChart } from "./day_chart.tsx";
import { drawnOf, type LineNames, periodsOf } from "./day_chart_props.ts";
import { Legend } from "./legend.tsx";
import { TimeSlider } from "./time_slider.tsx";
import { ValueCard } from "./value_card.tsx";

interface ChartAreaProps {
  site: Site;
  day: SiteDay;
  values: Values;
  column: Column;
  /** The chart in words, for people who cannot see it. */
  description: string;
  hidden?: readonly ChartLine[];
  names?: LineNames;
  /** Returns the address of the same page with other lines switched off. */
  linesUrl: (hidden: ChartLine[]) => string;
  /** Drawn below the chart, as wide as it is. */
  under?: Child;
}

/** Shows the drawing of a site's power with its legend, the values at a time, and their slider. */
export function ChartArea(props: ChartAreaProps) {
  const { site, day, values, column, description, hidden = [], names, linesUrl } = props;
  const drawn = drawnOf(site, day);
  const periods = periodsOf(drawn);
  const lines = CHART_LINES.filter((line) => periods[line].length > 0);
  return (
    <>
      <div class="drawing">
        <DayChart {...drawn} description={description} hidden={hidden} names={names} />
        <ValueCard day={day} values={values} column={column} names={names} />
      </div>
      {props.under}
      <TimeSlider day={day} values={values} />
      <Legend lines={lines} hidden={hidden} names={names} url={linesUrl} />
    </>
  );
}
