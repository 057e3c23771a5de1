/** Values of a site's day as periods, and what is computed from these. */
import { energyKwh, gaps, lengthMs, type PowerPeriod, type Span } from "../generation/energy.ts";
import type { GenerationValue } from "../generation/generation_value.ts";
import { milliseconds } from "../time/time.ts";
import { BASELINE_MODEL } from "./baseline_forecast.ts";
import type { DayForecastValue } from "./forecast_value.ts";

/** A forecast value as a span with its band, in kW, and the name of the model that made it. */
export interface ForecastPeriod extends PowerPeriod {
  p10Kw: number | null;
  p90Kw: number | null;
  modelName: string | null;
  /** When its run was made. */
  madeMs: number;
  /** Set where the baseline fills a gap of the model that the site shows. */
  isFilled?: true;
}

/** The newest forecast run that contributed to the day. */
export interface ForecastRun {
  madeMs: number;
  modelName: string | null;
  modelVersion: string | null;
}

/** Returns the milliseconds of a span with the sun up; all of it when nights are unknown. */
export function daylightMs(span: Span, nights: readonly Span[]): number {
  return lengthMs(gaps(nights, span));
}

/** Returns true when all values that overlap with the span are the baseline's, and there are any. */
export function isBaseline(
  forecast: readonly DayForecastValue[],
  { startMs, endMs }: Span,
): boolean {
  const shown = forecast.filter((value) =>
    milliseconds(value.end_utc) > startMs && milliseconds(value.start_utc) < endMs
  );
  return shown.length > 0 && shown.every(({ model_name }) => model_name === BASELINE_MODEL.name);
}

/** Returns no period for a value that is not finite (the Python SDK can store NaN): it is a gap. */
export function generationPeriod(value: GenerationValue): PowerPeriod[] {
  if (!Number.isFinite(value.generation_power_kw)) return [];
  return [{ ...spanOf(value), powerKw: value.generation_power_kw }];
}

/** Returns no period for a value that is not finite. */
export function forecastPeriod(value: DayForecastValue): ForecastPeriod[] {
  if (!Number.isFinite(value.forecast_power_kw)) return [];
  return [{
    ...spanOf(value),
    powerKw: value.forecast_power_kw,
    p10Kw: finiteOrNull(value.p10_kw),
    p90Kw: finiteOrNull(value.p90_kw),
    modelName: value.model_name,
    madeMs: milliseconds(value.timestamp_utc),
    ...value.is_filled && { isFilled: true as const },
  }];
}

function spanOf(value: { start_utc: string; end_utc: string }): Span {
  return { startMs: milliseconds(value.start_utc), endMs: milliseconds(value.end_utc) };
}

function finiteOrNull(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Returns the energy of periods in kWh; null without any. */
export function energyOf(periods: readonly PowerPeriod[]): number | null {
  return periods.length === 0 ? null : energyKwh(periods);
}

/** Returns the first period with the highest power; null without any. */
export function peak<P extends PowerPeriod>(periods: readonly P[]): P | null {
  return periods.reduce<P | null>(
    (highest, period) => highest && highest.powerKw >= period.powerKw ? highest : period,
    null,
  );
}

/** Returns the share of a span's daylight that periods cover, 0 to 1; 1 without daylight. */
export function coverage(periods: readonly Span[], span: Span, nights: readonly Span[]): number {
  const wanted = daylightMs(span, nights);
  const missing = gaps(periods, span).reduce((sum, gap) => sum + daylightMs(gap, nights), 0);
  return wanted === 0 ? 1 : (wanted - missing) / wanted;
}

/**
 * Returns the run with the newest issue time, of those that fill gaps only where there are no
 * others; null without values.
 */
export function newestRun(forecast: readonly DayForecastValue[]): ForecastRun | null {
  const own = forecast.filter(({ is_filled }) => !is_filled);
  const newest = (own.length > 0 ? own : forecast).reduce<DayForecastValue | null>(
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
