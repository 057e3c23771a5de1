import type { Point } from "../../sites/distance.ts";
import { HOURLY_UNITS, QUARTER_UNITS } from "./columns.ts";

/** Today and three more days (UTC): at 23:59 there are 72 hours ahead. */
const FORECAST_DAYS = 4;
/** The days before today that the API has at most. */
export const MOST_PAST_DAYS = 92;
/** A request has quarter hours up to so many past days: three months would be a megabyte. */
const QUARTER_DAYS = 2;

/** A request to the API. */
export interface Question {
  places: readonly Point[];
  /** Days before today, 0 to 92. */
  pastDays: number;
}

/** Returns whether a request has quarter hours, too. */
export const asksForQuarters = ({ pastDays }: Question) => pastDays <= QUARTER_DAYS;

/**
 * Returns the address of a question. `base`: where the API is, without `/v1/forecast`. The key is
 * part of the address, which therefore belongs into no log.
 */
export function addressOf(question: Question, base: string, key?: string): URL {
  const url = new URL(`${base.replace(/\/+$/, "")}/v1/forecast`);
  const ask = (name: string, value: string | number) => url.searchParams.set(name, `${value}`);
  ask("latitude", question.places.map(({ latitude }) => latitude).join(","));
  ask("longitude", question.places.map(({ longitude }) => longitude).join(","));
  ask("hourly", Object.keys(HOURLY_UNITS).join(","));
  if (asksForQuarters(question)) ask("minutely_15", Object.keys(QUARTER_UNITS).join(","));
  ask("wind_speed_unit", "ms");
  ask("timezone", "UTC");
  ask("forecast_days", FORECAST_DAYS);
  ask("past_days", Math.min(question.pastDays, MOST_PAST_DAYS));
  if (key !== undefined) ask("apikey", key);
  return url;
}
