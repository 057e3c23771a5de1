import { clearSkyPower } from "../../domain/forecasts/clear_sky_power.ts";
import { peak } from "../../domain/forecasts/day_periods.ts";
import { energyKwh } from "../../domain/generation/energy.ts";
import { utcText } from "../../domain/time/time.ts";
import { drawnOf } from "../charts/day_chart_props.ts";
import { DayChart } from "../charts/day_chart.tsx";
import { energy, power } from "../ui/numbers.ts";
import { age, clock } from "../ui/time.tsx";
import { summaryText } from "./summary.tsx";
import type { SitePageProps } from "./site_page_props.ts";

type FirstDayProps = Pick<SitePageProps, "site" | "day" | "days" | "nextForecastMs" | "reason">;

/** Returns true for a day to come, or today, of which the clear sky can be drawn or expected. */
export function isFirstDay({ site, day, nextForecastMs }: FirstDayProps): boolean {
  if (day.when === "past") return false;
  return nextForecastMs !== undefined ||
    clearSkyPower(site, day).some(({ powerKw }) => powerKw > 0);
}

/** Draws the clear sky of a day of which nothing else is known, and says when more will be. */
export function FirstDay({ site, day, days, nextForecastMs, reason }: FirstDayProps) {
  const clearSky = clearSkyPower(site, day);
  const highest = peak(clearSky);
  const isSunny = highest !== null && highest.powerKw > 0;
  const text = isSunny
    ? `A cloudless sky would give ${energy(energyKwh(clearSky))}, at most ` +
      `${power(highest.powerKw)} at ${clock(highest.startMs, day.zone)}.`
    : "";
  return (
    <figure class="chart first-day">
      <NextForecast day={day} days={days} nextForecastMs={nextForecastMs} reason={reason} />
      {isSunny && (
        <div class="drawing">
          <DayChart {...drawnOf(site, day)} description={text} />
        </div>
      )}
      <figcaption>{summaryText({ day })} {text}</figcaption>
    </figure>
  );
}

/** Says when a forecast will be made: `First forecast at 22:45 (in 6 min)`. */
function NextForecast({ day, days, nextForecastMs, reason }: Omit<FirstDayProps, "site">) {
  if (nextForecastMs === undefined) return reason ? <p class="callout warn">{reason}</p> : null;
  if (day.nowMs === null) return null;
  const isFirst = days.strip.every(({ energy, forecastUntilMs }) => !energy && !forecastUntilMs);
  return (
    <p class="summary">
      {isFirst ? "First" : "Next"} forecast at{" "}
      <b>
        <time datetime={utcText(nextForecastMs)}>{clock(nextForecastMs, day.zone)}</time>
      </b>{" "}
      (in {age(nextForecastMs - day.nowMs + 59_999)})
    </p>
  );
}
