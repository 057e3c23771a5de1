import { isForecastLate, isIdle, isMeasuredLate } from "../../domain/forecasts/freshness.ts";
import { nightsOf, type SiteDay } from "../../domain/forecasts/site_day.ts";
import type { SiteFigures } from "../../domain/forecasts/site_figures.ts";
import { attentionLabel, type ListedAttention } from "../../domain/sites/attention/kinds.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayPeriod, milliseconds } from "../../domain/time/time.ts";
import { Badge } from "../ui/badge.tsx";
import { age } from "../ui/time.tsx";

/** How recent a site's data are, and whether it produces. */
export type DataAges =
  & Pick<
    SiteFigures,
    | "day"
    | "produced_kwh"
    | "forecast_made_utc"
    | "measured_until_utc"
    | "is_forecast_late"
    | "is_measured_late"
  >
  & Pick<Site, "asset_type" | "latitude" | "longitude" | "time_zone">;

interface FreshnessProps {
  day: SiteDay;
  attention: readonly ListedAttention[];
}

/**
 * Shows the most urgent of what is wrong with a site, quietly where its group has dismissed that;
 * else what is missing or late today, that nothing was produced, or `up to date`.
 */
export function Freshness({ day, attention }: FreshnessProps) {
  const { forecastRun, measuredUntilMs, nowMs } = day;
  const wrong = attention.find(({ dismissed }) => dismissed === null) ?? attention[0];
  if (wrong) {
    const tone = wrong.dismissed ? "quiet" : "warn";
    return <Badge tone={tone} text={attentionLabel(wrong.kind)} />;
  }
  if (nowMs === null) return null;
  const madeMs = forecastRun?.madeMs ?? null;
  const late: BadgesProps["late"] = [
    isForecastLate(madeMs, nowMs) && forecastText(madeMs, nowMs),
    isMeasuredLate(day, nowMs) && measuredText(measuredUntilMs, nowMs),
  ];
  return (
    <Badges
      late={late}
      isSilent={measuredUntilMs === null}
      isIdle={isIdle(
        day.producedKwh,
        { ...day, endMs: measuredUntilMs ?? day.startMs },
        day.nights,
      )}
    />
  );
}

/** Shows what is missing or late of a site's figures, that it produces nothing, or `up to date`. */
export function FreshnessOf({ ages, nowMs }: { ages: DataAges; nowMs: number }) {
  const measuredMs = msOf(ages.measured_until_utc);
  const late: BadgesProps["late"] = [
    ages.is_forecast_late && forecastText(msOf(ages.forecast_made_utc), nowMs),
    ages.is_measured_late && measuredText(measuredMs, nowMs),
  ];
  return (
    <Badges
      late={late}
      isSilent={measuredMs === null}
      isIdle={measuredMs !== null && isIdleToday(ages, measuredMs)}
    />
  );
}

/** Looks for the sun only where nothing was produced: a list has a hundred sites. */
function isIdleToday(ages: DataAges, measuredMs: number): boolean {
  if (ages.produced_kwh === null || ages.produced_kwh > 0) return false;
  const { start } = dayPeriod(Temporal.PlainDate.from(ages.day), zoneOf(ages));
  const measured = { startMs: start.epochMilliseconds, endMs: measuredMs };
  return isIdle(ages.produced_kwh, measured, nightsOf(ages, measured));
}

const msOf = (utc: string | null) => utc === null ? null : milliseconds(utc);

interface BadgesProps {
  late: [forecast: string | false, measured: string | false];
  isSilent: boolean;
  isIdle: boolean;
}

function Badges({ late: [forecast, measured], isSilent, isIdle }: BadgesProps) {
  return (
    <span class="badges">
      {forecast && <Badge tone="warn" text={forecast} />}
      {measured && <Badge tone={isSilent ? "quiet" : "warn"} text={measured} />}
      {isIdle && <Badge tone="quiet" text="0 kWh measured today" />}
      {!forecast && !measured && !isIdle && <Badge tone="good" text="up to date" />}
    </span>
  );
}

const forecastText = (madeMs: number | null, nowMs: number) =>
  madeMs === null ? "no forecast" : `forecast ${age(nowMs - madeMs)} old`;

const measuredText = (untilMs: number | null, nowMs: number) =>
  untilMs === null ? "no actuals today" : `actuals ${age(nowMs - untilMs)} old`;
