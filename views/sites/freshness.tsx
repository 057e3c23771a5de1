import { isForecastLate, isMeasuredLate } from "../../domain/forecasts/freshness.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { SiteFigures } from "../../domain/forecasts/site_figures.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { Badge } from "../ui/badge.tsx";
import { age } from "../ui/time.tsx";

/** How recent a site's data are. */
export type DataAges = Pick<
  SiteFigures,
  "forecast_made_utc" | "measured_until_utc" | "is_forecast_late" | "is_measured_late"
>;

/** Shows what is missing or late today, or `up to date`. */
export function Freshness({ day, now }: { day: SiteDay; now: Temporal.Instant }) {
  const { forecastRun, measuredUntilMs } = day;
  const nowMs = now.epochMilliseconds;
  const late: BadgesProps["late"] = [
    isForecastLate(forecastRun?.madeMs ?? null, nowMs) &&
    forecastText(forecastRun?.madeMs ?? null, nowMs),
    isMeasuredLate(day, nowMs) && measuredText(measuredUntilMs, nowMs),
  ];
  return <Badges late={late} isSilent={measuredUntilMs === null} />;
}

/** Shows the same of a site's figures. */
export function FreshnessOf({ ages, nowMs }: { ages: DataAges; nowMs: number }) {
  const late: BadgesProps["late"] = [
    ages.is_forecast_late && forecastText(msOf(ages.forecast_made_utc), nowMs),
    ages.is_measured_late && measuredText(msOf(ages.measured_until_utc), nowMs),
  ];
  return <Badges late={late} isSilent={ages.measured_until_utc === null} />;
}

const msOf = (utc: string | null) => utc === null ? null : milliseconds(utc);

interface BadgesProps {
  late: [forecast: string | false, measured: string | false];
  isSilent: boolean;
}

function Badges({ late: [forecast, measured], isSilent }: BadgesProps) {
  return (
    <span class="badges">
      {forecast && <Badge tone="warn" text={forecast} />}
      {measured && <Badge tone={isSilent ? "quiet" : "warn"} text={measured} />}
      {!forecast && !measured && <Badge tone="good" text="up to date" />}
    </span>
  );
}

const forecastText = (madeMs: number | null, nowMs: number) =>
  madeMs === null ? "no forecast" : `forecast ${age(nowMs - madeMs)} old`;

const measuredText = (untilMs: number | null, nowMs: number) =>
  untilMs === null ? "no actuals today" : `actuals ${age(nowMs - untilMs)} old`;
