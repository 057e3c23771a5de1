import { LiveSeries } from "./live_series.ts";
import type { Mapping } from "./mapping.ts";
import type { Points } from "./transforms.ts";

/** A variable as the live page shows it. */
export interface LiveVariable {
  variable_id: string;
  name: string;
  label: string | null;
  unit: string | null;
  feeds: Mapping["feeds"];
  /** Time of its newest reading (RFC 3339, UTC); null: none, or hidden. */
  last_utc: string | null;
  last_value: number | null;
}

/** Readings of a variable, by time. */
export interface VariablePoints {
  variable_id: string;
  /** Microseconds since 1970. */
  times: number[];
  values: number[];
}

/** Returns a container with the newest points of each variable, by time. */
export function seriesOf(newest: readonly VariablePoints[]): LiveSeries {
  const series = new LiveSeries();
  for (const { variable_id, times, values } of newest) series.push(variable_id, times, values);
  return series;
}

/**
 * Splits points, by time, wherever two follow each other after more than `gap` microseconds: what was
 * between is not known.
 */
export function splitAtGaps({ x, y }: Points, gap: number): { x: number[]; y: number[] }[] {
  const parts: { x: number[]; y: number[] }[] = [];
  x.forEach((time, at) => {
    if (at === 0 || time - x[at - 1]! > gap) parts.push({ x: [], y: [] });
    const part = parts.at(-1)!;
    part.x.push(time);
    part.y.push(y[at]!);
  });
  return parts;
}
