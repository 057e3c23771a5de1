import type { RemovedRows, Retained } from "./retention.ts";

/** Formats what was removed, or would be, as lines. */
export function reportLines(retained: Retained, { dryRun = false } = {}): string[] {
  const kinds: [RemovedRows | undefined, (before: string) => string][] = [
    [retained.latest, (day) => `Latest forecasts of days before ${day}`],
    [retained.strayValues, (day) => `Forecast values before ${day} outside of those days`],
    [retained.forecasts, (day) => `Forecasts made before ${day} that have no values`],
    [retained.generation, (day) => `Generation before ${day}`],
    [retained.strayReadings, (day) => `Readings of loggers before ${day} outside of those months`],
    [retained.requests, (day) => `API requests before ${day}`],
    [retained.securityEvents, (day) => `Security events before ${day}`],
    [retained.positions, (day) => `Positions of vehicles before ${day} or not to be stored`],
    [retained.weather, (day) => `Runs of weather models issued before ${day}`],
  ];
  const verb = dryRun ? "would be removed" : "removed";
  const lines = kinds.flatMap(([rows, name]) =>
    rows ? [`${name(rows.before)}: ${rows.count.toLocaleString("en-US")} ${verb}.`] : []
  );
  if (retained.days) {
    lines.splice(1, 0, ...partLines("Days of forecast values", retained.days, dryRun));
  }
  if (retained.readings) {
    lines.push(...partLines("Days and months of readings", retained.readings, dryRun));
  }
  return lines;
}

/** Returns true when something was removed or could not be. */
export function hasChanges(retained: Retained): boolean {
  const { days, readings, ...kinds } = retained;
  return Object.values(kinds).some((rows) => rows && rows.count > 0) ||
    [days, readings].some((parts) => parts && parts.dropped.length + parts.waiting.length > 0);
}

function partLines(
  name: string,
  { before, dropped, waiting }: Retained["days"] & object,
  dryRun: boolean,
) {
  const verb = dryRun ? "would be dropped" : "dropped";
  const lines = [
    `${name} before ${before}: ${dropped.length} ${verb}${span(dropped)}.`,
  ];
  if (waiting.length === 0) return lines;
  return [
    ...lines,
    `${name} that could not be dropped now, because they are in use: ${waiting.length}${
      span(waiting)
    }. The next run tries again.`,
  ];
}

const span = (days: string[]) => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined) return "";
  return first === last ? ` (${first})` : ` (${first} to ${last})`;
};
