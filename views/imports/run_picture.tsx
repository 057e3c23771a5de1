import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { siteName } from "../../domain/sites/site.ts";
import type { Site } from "../../domain/sites/site.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { drawnOf } from "../charts/day_chart_props.ts";
import { DayChart } from "../charts/day_chart.tsx";

/** A run of a file, on the days of its first values. */
export interface DrawnRun {
  site: Site;
  day: SiteDay;
  madeUtc: string;
  modelName: string;
}

/** Draws a run and what was measured: one that is read an hour off, or in another unit, is seen. */
export function RunPicture({ site, day, madeUtc, modelName }: DrawnRun) {
  const made = momentText(Temporal.Instant.from(madeUtc), day.zone);
  const hasMeasured = day.generation.length > 0;
  const text = `The run of ${modelName} made ${made} (${day.zone}) for ${siteName(site)}` +
    (hasMeasured ? ", with what was measured." : ". Nothing was measured on these days.");
  return (
    <figure class="chart">
      <div class="drawing">
        <DayChart {...drawnOf(site, day)} description={text} />
      </div>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
