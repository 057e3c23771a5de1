import { HOUR } from "../time/time.ts";
import { type Columns, QUANTITIES, type Quantities, type Quantity } from "./quantities.ts";

/** A period, in milliseconds since 1970, and what was given of it. */
export interface PeriodWeather {
  startMs: number;
  endMs: number;
  of: Quantities;
}

/** Whole hours, one after the other from the first one that has a number to the last one. */
export interface HourlyWeather {
  firstHourMs: number;
  hourCount: number;
  /** Places of hours that have no number, from 0. */
  gaps: number[];
  columns: Columns;
}

/** Of an hour so far: its sum and the milliseconds that it is of; of a direction, both sums. */
interface Sums {
  sum: number;
  cross: number;
  ms: number;
}

/** Rounding of clocks: an hour that lacks less than a second is whole. */
const WHOLE = HOUR - 1000;
const RADIANS = Math.PI / 180;

/**
 * Returns the hours of a run's periods, which do not overlap: means by time; of gusts the highest, of
 * precipitation the sum, of directions that of the mean of unit vectors. A longer period is the same
 * in each of its hours, and its precipitation is spread over them. An hour has a number where periods
 * that have one fill it.
 */
export function hourlyMeans(periods: readonly PeriodWeather[]): HourlyWeather {
  const first = Math.floor(Math.min(...periods.map(({ startMs }) => startMs)) / HOUR);
  const last = Math.ceil(Math.max(...periods.map(({ endMs }) => endMs)) / HOUR);
  const columns: Columns = {};
  for (const quantity of QUANTITIES) {
    if (!periods.some(({ of }) => isNumber(of[quantity]))) continue;
    columns[quantity] = hoursOf(quantity, periods, first, last - first);
  }
  return trimmed(columns, first, last - first);
}

const isNumber = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined;

function hoursOf(
  quantity: Quantity,
  periods: readonly PeriodWeather[],
  first: number,
  count: number,
): (number | null)[] {
  const hours = Array.from({ length: count }, (): Sums => ({ sum: 0, cross: 0, ms: 0 }));
  for (const { startMs, endMs, of } of periods) {
    const value = of[quantity];
    if (!isNumber(value)) continue;
    for (let hour = Math.floor(startMs / HOUR); hour * HOUR < endMs; hour++) {
      const ms = Math.min(endMs, (hour + 1) * HOUR) - Math.max(startMs, hour * HOUR);
      add(hours[hour - first]!, quantity, value, ms, endMs - startMs);
    }
  }
  return hours.map((sums) => sums.ms < WHOLE ? null : numberOf(sums, quantity));
}

function add(sums: Sums, quantity: Quantity, value: number, ms: number, length: number): void {
  if (quantity === "precipitation_mm") sums.sum += value * ms / length;
  else if (quantity === "gusts_m_s") sums.sum = Math.max(sums.sum, value);
  else if (quantity === "wind_direction_degrees") {
    sums.sum += Math.cos(value * RADIANS) * ms;
    sums.cross += Math.sin(value * RADIANS) * ms;
  } else sums.sum += value * ms;
  sums.ms += ms;
}

function numberOf({ sum, cross, ms }: Sums, quantity: Quantity): number {
  if (quantity === "precipitation_mm" || quantity === "gusts_m_s") return sum;
  if (quantity !== "wind_direction_degrees") return sum / ms;
  return (Math.atan2(cross, sum) / RADIANS + 360) % 360;
}

/** Cuts hours without a number off both ends. */
function trimmed(columns: Columns, first: number, count: number): HourlyWeather {
  const lists = Object.values(columns);
  const isEmpty = (hour: number) => lists.every((list) => list[hour] === null);
  let [start, end] = [0, count];
  while (start < end && isEmpty(start)) start++;
  while (end > start && isEmpty(end - 1)) end--;
  const gaps: number[] = [];
  for (let hour = start; hour < end; hour++) if (isEmpty(hour)) gaps.push(hour - start);
  const cut = Object.entries(columns).map(([name, list]) => [name, list.slice(start, end)]);
  return {
    firstHourMs: (first + start) * HOUR,
    hourCount: end - start,
    gaps,
    columns: Object.fromEntries(cut),
  };
}
