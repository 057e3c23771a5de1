import type { RemovedRows, Retained } from "./retention.ts";

/** Lines that tell what was removed, or what would be. */
export function reportLines(retained: Retained, { dryRun = false } = {}): string[] {
  const kinds: [RemovedRows | undefined, (before: string) => string][] = [
    [retained.latest, (day) => `Latest forecasts of days before ${day}`],
    [retained.strayValues, (day) => `Forecast values before ${day} outside of those days`],
    [retained.forecasts, (day) => `Forecasts made before ${day} that have no values`],
    [retained.generation, (day) => `Generation before ${day}`],
    [retained.requests, (day) => `API requests before ${day}`],
  ];
  const verb = dryRun ? "would be removed" : "removed";
  const lines = kinds.flatMap(([gone, name]) =>
    gone ? [`${name(gone.before)}: ${gone.count.toLocaleString("en-US")} ${verb}.`] : []
  );
  if (retained.days) lines.splice(1, 0, ...dayLines(retained.days, dryRun));
  return lines.length > 0 ? lines : [NO_LIMIT];
}

/** Whether there is anything worth a line in the log. */
export function hasChanges(retained: Retained): boolean {
  const { days, ...gone } = retained;
  return Object.values(gone).some((one) => one && one.count > 0) ||
    (days !== undefined && days.dropped.length + days.waiting.length > 0);
}

const NO_LIMIT = "Everything is kept for ever: none of RETAIN_FORECAST_DAYS, RETAIN_LATEST_DAYS, " +
  "RETAIN_GENERATION_DAYS and RETAIN_REQUEST_DAYS is set.";

function dayLines({ before, dropped, waiting }: Retained["days"] & object, dryRun: boolean) {
  const verb = dryRun ? "would be dropped" : "dropped";
  const lines = [
    `Days of forecast values before ${before}: ${dropped.length} ${verb}${span(dropped)}.`,
  ];
  if (waiting.length === 0) return lines;
  return [
    ...lines,
    `Days that could not be dropped now, as the values are in use: ${waiting.length}${
      span(waiting)
    }. The next run tries again.`,
  ];
}

const span = (days: string[]) => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined) return "";
  return first === last ? ` (${first})` : ` (${first} to ${last})`;
};
