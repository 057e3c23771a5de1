import { HOUR } from "../../time/time.ts";
import { instantsOf } from "../read/wall_clock.ts";
import type { Question } from "../reading.ts";
import { commonest, differences, type Series } from "./series.ts";

/**
 * Asks for the zone where the times contradict that of the site: a whole hour of lines that its clock
 * skips, or one hour of lines where it shows that hour twice. Then they are of a clock without summer
 * time. Returns null where they agree or show nothing.
 */
export function contradiction(series: Series[], zone: string): Question | null {
  const found = series.map((one) => contradictionIn(one, zone)).find((text) => text !== null);
  if (!found) return null;
  const standard = standardZone(zone, series[0]!.startMs[0]!);
  const choices = [
    { value: zone, text: `${zone}, as the clock shows it` },
    ...(standard ? [{ value: standard, text: `Winter time of ${zone} all year` }] : []),
    { value: "UTC", text: "UTC" },
  ];
  const rest = standard === "UTC" ? choices.slice(0, -1) : choices;
  return { field: "zone", text: `${found} In which zone are the times?`, choices: rest };
}

function contradictionIn({ startMs }: Series, zone: string): string | null {
  const step = commonest(differences(startMs))?.value ?? 0;
  if (step === 0 || step > HOUR) return null;
  const perHour = HOUR / step;
  const [skipped, twice]: [number[], Map<number, number>] = [[], new Map()];
  for (const ms of startMs) {
    const instants = instantsOf(ms, zone, { isEnd: false });
    if (instants === "skipped_hour") skipped.push(ms);
    else if (instants.laterMs !== null) twice.set(ms, (twice.get(ms) ?? 0) + 1);
  }
  if (skipped.length >= perHour && new Set(skipped).size === skipped.length) {
    return `There are lines of an hour that clocks in ${zone} skip.`;
  }
  const isOnce = twice.size >= perHour && [...twice.values()].every((count) => count === 1);
  return isOnce && goesOn(startMs, step, [...twice.keys()])
    ? `An hour that clocks in ${zone} show twice is in the file once.`
    : null;
}

/** Returns whether there are lines of the hours before and after, too, so that nothing was cut off. */
function goesOn(startMs: number[], step: number, twice: number[]): boolean {
  const all = new Set(startMs);
  return all.has(Math.min(...twice) - step) && all.has(Math.max(...twice) + step);
}

/**
 * Returns whether times that are even otherwise leave out an hour that the clock of a zone skips, or
 * have one twice that it shows twice.
 */
export function showsChange(clockMs: number[], zone: string): boolean {
  const times = clockMs.filter(Number.isFinite);
  const steps = differences(times);
  const step = commonest(steps)?.value ?? Infinity;
  return step <= HOUR && steps.some((between, i) => {
    const before = times[i]!;
    if (between === HOUR + step) {
      return instantsOf(before + step, zone, { isEnd: false }) === "skipped_hour";
    }
    if (between !== step - HOUR) return false;
    const again = instantsOf(before + between, zone, { isEnd: false });
    return again !== "skipped_hour" && again.laterMs !== null;
  });
}

/** Returns the zone of a clock that stays at a zone's winter time; null for other than whole hours. */
function standardZone(zone: string, ms: number): string | null {
  const year = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const offsets = [1, 7].map((month) =>
    year.with({ month, day: 1 }).offsetNanoseconds / 1e6 / HOUR
  );
  const hours = Math.min(...offsets);
  if (!Number.isInteger(hours)) return null;
  if (hours === 0) return "UTC";
  return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}
