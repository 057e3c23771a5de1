import { BASELINE_MODEL } from "./baseline_forecast.ts";
import {
  energyKwh,
  gaps,
  lengthMs,
  type PowerPeriod,
  type Span,
  within,
} from "../generation/energy.ts";
import type { DayForecastValue } from "./forecast_value.ts";
import type { GenerationValue } from "../generation/generation_value.ts";
import { hasCoordinates, type Site } from "../sites/site.ts";
import { nights } from "../solar/sun.ts";
import { dayPeriod, milliseconds, MINUTE } from "../time/time.ts";

/** How long after its end a measured value counts as current: half-hourly meters report late. */
const FRESH_MS = 45 * MINUTE;

/** Values of one site that start in a period. */
export interface DayValues {
  forecast: DayForecastValue[];
  generation: GenerationValue[];
}

/**
 * A site, a day of its zone, and values that cover the day and may reach over its edges, in any
 * order.
 */
export interface SiteDayInput extends Readonly<DayValues> {
  site: Site;
  day: Temporal.PlainDate;
  zone: string;
  /** The baseline's forecast of the day, where it is to be shown beside the forecast. */
  baseline?: readonly DayForecastValue[];
}

export interface ForecastPeriod extends PowerPeriod {
  p10Kw: number | null;
  p90Kw: number | null;
}

/** The newest forecast run that contributed to the day. */
export interface ForecastRun {
  madeMs: number;
  modelName: string | null;
  modelVersion: string | null;
}

/** A site's power and energy on one calendar day of its zone. Missing values are null, never 0. */
export interface SiteDay extends Span {
  day: Temporal.PlainDate;
  zone: string;
  when: "past" | "today" | "future";
  /** Null unless the day is today. */
  nowMs: number | null;
  /** When the sun is down. Empty for wind and without coordinates. */
  nights: Span[];
  forecast: ForecastPeriod[];
  generation: PowerPeriod[];
  /** Empty where it is not to be shown, or is the forecast itself. */
  baseline: ForecastPeriod[];
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
  const { site, day, zone } = input;
  const { start, end } = dayPeriod(day, zone);
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
    zone,
    nights: dark,
    forecast,
    generation,
    baseline: forecastIsBaseline
      ? []
      : within((input.baseline ?? []).flatMap(forecastPeriod), span),
    forecastIsBaseline,
    forecastPeak: peak(forecast),
    generationPeak: peak(generation),
    producedKwh: total(generation),
    forecastKwh: total(forecast),
    expectedKwh: forecast.length === 0 ? null : total(expected),
    covered: {
      forecast: coverage(forecast, span, dark),
      expected: coverage(expected, span, dark),
    },
    forecastRun: newestRun(input.forecast),
    measuredUntilMs: generation.at(-1)?.endMs ?? null,
  };
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

/** Returns the milliseconds of a span with the sun up; all of it when nights are unknown. */
export function daylightMs(span: Span, nights: readonly Span[]): number {
  return lengthMs(gaps(nights, span));
}

function whenIs({ startMs, endMs }: Span, nowMs: number): SiteDay["when"] {
  if (nowMs < startMs) return "future";
  return nowMs < endMs ? "today" : "past";
}

function nightsOf(site: Site, { startMs, endMs }: Span): Span[] {
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return [];
  return nights(startMs, endMs, site.latitude, site.longitude);
}

function isBaseline(forecast: readonly DayForecastValue[], { startMs, endMs }: Span): boolean {
  const shown = forecast.filter((value) =>
    milliseconds(value.end_utc) > startMs && milliseconds(value.start_utc) < endMs
  );
  return shown.length > 0 && shown.every(({ model_name }) => model_name === BASELINE_MODEL.name);
}

/** Returns no period for a value that is not finite (the Python SDK can store NaN): it is a gap. */
function generationPeriod(value: GenerationValue): PowerPeriod[] {
  if (!Number.isFinite(value.generation_power_kw)) return [];
  return [{ ...spanOf(value), powerKw: value.generation_power_kw }];
}

function forecastPeriod(value: DayForecastValue): ForecastPeriod[] {
  if (!Number.isFinite(value.forecast_power_kw)) return [];
  return [{
    ...spanOf(value),
    powerKw: value.forecast_power_kw,
    p10Kw: finiteOrNull(value.p10_kw),
    p90Kw: finiteOrNull(value.p90_kw),
  }];
}

function spanOf(value: { start_utc: string; end_utc: string }): Span {
  return { startMs: milliseconds(value.start_utc), endMs: milliseconds(value.end_utc) };
}

function finiteOrNull(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

function total(periods: readonly PowerPeriod[]): number | null {
  return periods.length === 0 ? null : energyKwh(periods);
}

function peak<P extends PowerPeriod>(periods: readonly P[]): P | null {
  return periods.reduce<P | null>(
    (highest, period) => highest && highest.powerKw >= period.powerKw ? highest : period,
    null,
  );
}

function coverage(periods: readonly Span[], span: Span, nights: readonly Span[]): number {
  const wanted = daylightMs(span, nights);
  const missing = gaps(periods, span).reduce((sum, gap) => sum + daylightMs(gap, nights), 0);
  return wanted === 0 ? 1 : (wanted - missing) / wanted;
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

function newestRun(forecast: readonly DayForecastValue[]): ForecastRun | null {
  const newest = forecast.reduce<DayForecastValue | null>(
    (latest, value) =>
      latest && milliseconds(latest.timestamp_utc) >= milliseconds(value.timestamp_utc)
        ? latest
        : value,
    null,
  );
  return newest && {
    madeMs: milliseconds(newest.timestamp_utc),
    modelName: newest.model_name,
    modelVersion: newest.model_version,
  };
}
