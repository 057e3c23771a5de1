import type { StoredRun, StoredValue } from "./quartz.ts";

/** What the contract of the site API says about windows of forecasts, written down over arrays. */

export interface Window {
  /** Minutes after the base of the runs. */
  start: number;
  now: number;
  end?: number;
}

type Value = StoredValue & { run: number };
type Allows = (site: string, value: StoredValue) => boolean;

const isFinite = ({ kw }: StoredValue) => typeof kw === "number";

/** Of each issue time of a site's history, the values of which exactly one is shown; by issue time. */
export function historyOf(
  runs: readonly StoredRun[],
  site: string,
  { start, now, end = Infinity }: Window,
  allows: Allows,
): Value[][] {
  const stop = Math.min(now, end);
  const byTime = new Map<number, Value[]>();
  for (const [run, one] of runs.entries()) {
    if (one.site !== site || one.time < start || one.time >= stop) continue;
    const found = one.values.filter((value) =>
      value.horizon === 0 && value.start >= start && value.start < stop && isFinite(value) &&
      allows(site, value)
    );
    const before = byTime.get(one.time) ?? [];
    byTime.set(one.time, [...before, ...found.map((value) => ({ ...value, run }))]);
  }
  return [...byTime].filter(([, values]) => values.length > 0).sort(([a], [b]) => a - b)
    .map(([, values]) => values);
}

/** The values of a site's newest run that are in the window, by start. */
export function newestOf(
  runs: readonly StoredRun[],
  site: string,
  { start, end = Infinity }: Window,
  allows: Allows,
): Value[] {
  // Of several runs of one time the one that was written last.
  const newest = runs.reduce(
    (best, { site: of, time }, run) =>
      of === site && (best < 0 || time >= runs[best]!.time) ? run : best,
    -1,
  );
  if (newest < 0) return [];
  return runs[newest]!.values
    .filter((value) =>
      value.start >= start && value.start + value.minutes >= start && value.start <= end &&
      value.start + value.minutes <= end && isFinite(value) && allows(site, value)
    )
    .map((value) => ({ ...value, run: newest }))
    .sort((a, b) => a.start - b.start || a.minutes - b.minutes);
}
