import { kept } from "../kept.ts";
import { gaps, type PowerPeriod, type Span, within } from "../generation/energy.ts";
import type { GenerationValue } from "../generation/generation_value.ts";
import type { OutagePeriod } from "../sites/outage.ts";
import { hasCoordinates, type Site } from "../sites/site.ts";
import { nights } from "../solar/sun.ts";
import { dayPeriod, milliseconds, MINUTE } from "../time/time.ts";
import {
  coverage,
  energyOf,
  type ForecastPeriod,
  forecastPeriod,
  type ForecastRun,
  generationPeriod,
  isBaseline,
  newestRun,
  peak,
} from "./day_periods.ts";
import type { DayForecastValue } from "./forecast_value.ts";

/** How long after its end a measured value counts as current: half-hourly meters report late. */
const FRESH_MS = 45 * MINUTE;

/** Values of one site that overlap with a period. */
export interface DayValues {
  forecast: DayForecastValue[];
  generation: GenerationValue[];
  /** True where stored measurements overlap, so that some of them do not count or count in part. */
  generationOverlaps?: boolean;
  outages?: OutagePeriod[];
}

/**
 * A site, a day of its zone, and values that cover the day and may reach over its edges, in any
 * order.
 */
export interface SiteDayInput extends Readonly<DayValues> {
  site: Site;
  day: Temporal.PlainDate;
  /** Days in a row from `day` on; 1 by default. */
  days?: number;
  zone: string;
  /** The baseline's forecast of the day, where it is to be shown beside the forecast. */
  baseline?: readonly DayForecastValue[];
  /** Another forecast of the day, where one is to be compared with it. */
  compared?: readonly DayForecastValue[];
}

/**
 * A site's power and energy on one calendar day of its zone, or on some in a row. Missing values are
 * null, never 0.
 */
export interface SiteDay extends Span {
  /** The day, or the first of several. */
  day: Temporal.PlainDate;
  /** Days in a row, 1 to 7: the span and all series and totals are those of all days together. */
  days: number;
  zone: string;
  when: "past" | "today" | "future";
  /** Null unless today is the day, or one of them. */
  nowMs: number | null;
  /** True where stored measurements of the day overlap: the shortest count. */
  generationOverlaps: boolean;
  /** When the sun is down. Empty for wind and without coordinates. */
  nights: readonly Span[];
  /** Marked outages and curtailments that overlap with the day, by start; not cut at its edges. */
  outages: OutagePeriod[];
  forecast: ForecastPeriod[];
  generation: PowerPeriod[];
  /** Empty where it is not to be shown, or is the forecast itself. */
  baseline: ForecastPeriod[];
  /** Another forecast to compare with; empty without one. */
  compared: ForecastPeriod[];
  /** True when nothing but the baseline is shown as the forecast. */
  forecastIsBaseline: boolean;
  /** Where the forecast, or the measured power, is highest. */
  forecastPeak: ForecastPeriod | null;
  generationPeak: PowerPeriod | null;
  /** Measured energy. */
  producedKwh: number | null;
  /** Energy of the newest forecast over the whole day. */
  forecastKwh: number | null;
  /** Measured energy, and the forecast's wherever nothing was measured (yet). Null without one. */
  expectedKwh: number | null;
  /**
   * How much of the time a total covers, 0 to 1; the dark hours of a PV site need no covering.
   * Today's `produced` is measured against the time up to the newest value.
   */
  covered: { produced: number; forecast: number; expected: number };
  /** Power now: measured when the newest value is fresh, else forecast. Null unless today. */
  current: { powerKw: number; source: "measured" | "forecast" } | null;
  forecastRun: ForecastRun | null;
  /** End of the day's newest measured period. */
  measuredUntilMs: number | null;
}

/** A site with one of its days. */
export interface SiteAndDay {
  site: Site;
  day: SiteDay;
  /** Why the site gets no forecast of the baseline; undefined when it does. */
  reason?: string;
}

/** What of a site's day depends on its values alone, not on the current time. */
export type DayOfValues =
  & Omit<SiteDay, "when" | "nowMs" | "current" | "covered">
  & { covered: Omit<SiteDay["covered"], "produced"> };

/** Computes a site's day at a moment. */
export function siteDay(input: SiteDayInput & { now: Temporal.Instant }): SiteDay {
  return seenAt(dayOfValues(input), input.now);
}

/** Computes what depends on the values of a day alone: series, peaks, energies and coverage. */
export function dayOfValues(input: SiteDayInput): DayOfValues {
  const { site, day, days = 1, zone } = input;
  const { start, end } = dayPeriod(day, zone, days);
  const span = { startMs: start.epochMilliseconds, endMs: end.epochMilliseconds };
  const forecast = within(input.forecast.flatMap(forecastPeriod), span);
  const generation = within(input.generation.flatMap(generationPeriod), span);
  const forecastIsBaseline = isBaseline(input.forecast, span);
  const dark = nightsOf(site, span);
  const rest = gaps(generation, span).flatMap((gap) => within(forecast, gap));
  const expected = [...generation, ...rest];
  return {
    ...span,
    day,
    days,
    zone,
    generationOverlaps: input.generationOverlaps ?? false,
    nights: dark,
    outages: (input.outages ?? []).filter((outage) => overlaps(outage, span)),
    forecast,
    generation,
    baseline: forecastIsBaseline
      ? []
      : within((input.baseline ?? []).flatMap(forecastPeriod), span),
    compared: within((input.compared ?? []).flatMap(forecastPeriod), span),
    forecastIsBaseline,
    forecastPeak: peak(forecast),
    generationPeak: peak(generation),
    producedKwh: energyOf(generation),
    forecastKwh: energyOf(forecast),
    expectedKwh: forecast.length === 0 ? null : energyOf(expected),
    covered: {
      forecast: coverage(forecast, span, dark),
      expected: coverage(expected, span, dark),
    },
    forecastRun: newestRun(input.forecast),
    measuredUntilMs: generation.at(-1)?.endMs ?? null,
  };
}

function overlaps({ start_utc, end_utc }: OutagePeriod, { startMs, endMs }: Span): boolean {
  return milliseconds(start_utc) < endMs && (end_utc === null || milliseconds(end_utc) > startMs);
}

/**
 * Adds what depends on the current time: past or future, power now, coverage of what was produced.
 */
export function seenAt(values: DayOfValues, now: Temporal.Instant): SiteDay {
  const { startMs, endMs, nights, generation, forecast, measuredUntilMs } = values;
  const span = { startMs, endMs };
  const when = whenIs(span, now.epochMilliseconds);
  const nowMs = when === "today" ? now.epochMilliseconds : null;
  const measurable = nowMs === null ? span : { startMs, endMs: measuredUntilMs ?? nowMs };
  return {
    ...values,
    when,
    nowMs,
    covered: { ...values.covered, produced: coverage(generation, measurable, nights) },
    current: nowMs === null ? null : currentPower(nowMs, generation, forecast),
  };
}

/** Returns true when the newest measured value is recent enough to be called current. */
export function isFresh(measuredUntilMs: number, nowMs: number): boolean {
  return nowMs - measuredUntilMs <= FRESH_MS;
}

function whenIs({ startMs, endMs }: Span, nowMs: number): SiteDay["when"] {
  if (nowMs < startMs) return "future";
  return nowMs < endMs ? "today" : "past";
}

const keptNights = kept<readonly Span[]>(5000);

/** What of a site decides when the sun is down. */
type PlacedSite = Pick<Site, "asset_type" | "latitude" | "longitude">;

/** Returns when the sun is down in a span; nothing for wind and without coordinates. */
export function nightsOf(site: PlacedSite, { startMs, endMs }: Span): readonly Span[] {
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return [];
  const { latitude, longitude } = site;
  const key = [startMs, endMs, latitude, longitude].join(" ");
  return keptNights(key, () => nights(startMs, endMs, latitude, longitude));
}

function currentPower(
  nowMs: number,
  generation: readonly PowerPeriod[],
  forecast: readonly PowerPeriod[],
): SiteDay["current"] {
  const newest = generation.findLast(({ startMs }) => startMs <= nowMs);
  if (newest && isFresh(newest.endMs, nowMs)) {
    return { powerKw: newest.powerKw, source: "measured" };
  }
  const ahead = forecast.find(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs);
  return ahead ? { powerKw: ahead.powerKw, source: "forecast" } : null;
}
