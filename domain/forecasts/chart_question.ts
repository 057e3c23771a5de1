/**
 * Which forecast the chart of a site's day shows: the choices, and the conditions that each means
 * for its values.
 */
import type { ChartLine } from "./chart_lines.ts";
import type { ForecastQuestion } from "./forecast_question.ts";

/**
 * The choice of a forecast: the newest for each time, as forecast by 9:00 of the day before, as
 * made at a time on the site's clock, made at least so many hours ahead, or the newest of a model.
 */
export type ForecastChoice =
  | { forecast: "newest" | "day-ahead" }
  | { forecast: "as-made-at"; made: Temporal.PlainDateTime }
  | { forecast: "ahead"; ahead: number }
  | { forecast: "model"; model: string };

/** The choice, and what is drawn beside it. */
export type ChartQuestion = ForecastChoice & {
  /** Draws the baseline, chosen in the same way. */
  baseline?: "yes";
  /** Another forecast to lay over the chosen one; without it see `comparedChoice`. */
  compare?: ForecastChoice | "none";
  /** The lines that are switched off. */
  hide?: readonly ChartLine[];
  /** Stops the page from refreshing itself. */
  pause?: "yes";
};

/**
 * Returns the forecast that is laid over the chosen one: beside the newest the day-ahead one, which
 * people could act on, unless something else is named; null for none, or for the same once more.
 */
export function comparedChoice(question: ChartQuestion): ForecastChoice | null {
  const compared = question.compare ??
    (question.forecast === "newest" ? { forecast: "day-ahead" as const } : "none");
  return compared === "none" || isSame(compared, question) ? null : compared;
}

function isSame(one: ForecastChoice, other: ForecastChoice): boolean {
  const key = ({ forecast, ...more }: Record<string, unknown>) =>
    [forecast, String(more.made), String(more.ahead), String(more.model)].join(" ");
  return key(one) === key(other);
}

/** Day-ahead forecasts are those made by this hour, in the site's zone, of the day before. */
export const DAY_AHEAD_HOUR = 9;

/**
 * Returns the conditions that the forecasts of a day must meet. The deadline of a day-ahead
 * forecast is an instant, not hours before each target time: those would be wrong on days of 23 and
 * 25 hours.
 */
export function forecastQuestion(
  question: ForecastChoice,
  day: Temporal.PlainDate,
  zone: string,
): ForecastQuestion {
  switch (question.forecast) {
    case "newest":
      return {};
    case "as-made-at":
      return { made_before: madeAt(question.made, zone).instant.toString() };
    case "ahead":
      return { min_horizon_minutes: question.ahead * 60 };
    case "model":
      return { model_name: question.model };
    case "day-ahead":
      return { made_before: dayAheadDeadline(day, zone).toString() };
  }
}

/** Returns until when a forecast of a day counts as day-ahead. */
export function dayAheadDeadline(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  const plainTime = { hour: DAY_AHEAD_HOUR };
  return day.subtract({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
}

/** An issue time that was given on a zone's clock. */
export interface MadeAt {
  instant: Temporal.Instant;
  /**
   * Set where clocks change: a skipped time is moved to a later one; of a time that comes twice the
   * first is taken.
   */
  change: "skipped" | "twice" | null;
}

/** Returns the instant at which the zone's clock shows a time. */
export function madeAt(time: Temporal.PlainDateTime, zone: string): MadeAt {
  const [taken, other] = (["compatible", "later"] as const)
    .map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  const skipped = !taken!.toPlainDateTime().equals(time);
  const twice = !taken!.equals(other!);
  return { instant: taken!.toInstant(), change: skipped ? "skipped" : twice ? "twice" : null };
}
