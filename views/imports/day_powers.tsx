import type { SunDay } from "../../domain/imports/daylight_fit.ts";
import type { PreviewDay } from "../../domain/imports/import.ts";
import { MINUTE } from "../../domain/time/time.ts";

/** Minutes across the picture, by the clock: an hour that occurs twice is drawn over itself. */
export const WIDTH = 1440;
const HALF_HOUR = 30;
const LEVELS = 6;
/** Share of the highest power below which a half hour is drawn as none. */
const NOTHING = 0.005;

/** A day with half hours, as the picture draws it. */
export type DrawnDay = PreviewDay & {
  half_hours: (number | null)[];
  row: number;
  sun: SunDay | null;
  /** Returns the minutes that the clock shows at an instant of the day. */
  clock: (ms: number) => number;
  startMs: number;
};

interface PowersProps {
  days: readonly DrawnDay[];
  highest: number;
}

/** Draws a bar for each half hour, and a line at the bottom for one without power; none for a gap. */
export function Bars({ days, highest }: PowersProps) {
  const [bars, none] = [[], []] as string[][];
  for (const day of days) {
    for (const [index, kw] of day.half_hours.entries()) {
      const level = levelOf(kw, highest);
      const height = level ? 0.94 * Math.min(1, kw! / highest) : 0.03;
      if (level !== null) (level ? bars! : none!).push(span(day, index, index, height));
    }
  }
  return (
    <>
      <path class="none" d={none!.join("")} />
      <path class="power level-6" d={bars!.join("")} />
    </>
  );
}

/** Draws half hours as shades, a path for each level of power, and one for the gaps. */
export function Shades({ days, highest }: PowersProps) {
  const paths = new Map<string, string>();
  for (const day of days) {
    const levels = day.half_hours.map((kw) => levelOf(kw, highest));
    for (let first = 0; first < levels.length;) {
      const level = levels[first];
      let last = first;
      while (last + 1 < levels.length && levels[last + 1] === level) last++;
      const name = level === null ? "gap" : `power level-${level}`;
      if (level !== 0) paths.set(name, (paths.get(name) ?? "") + span(day, first, last, 1));
      first = last + 1;
    }
  }
  return <>{[...paths].map(([name, d]) => <path class={name} d={d} />)}</>;
}

/** Returns a box on the bottom of a day's row, from a half hour to the end of another one. */
function span({ clock, startMs, row }: DrawnDay, first: number, last: number, height: number) {
  const at = (index: number) => clock(startMs + index * HALF_HOUR * MINUTE);
  return box(at(first), Math.min(WIDTH, at(last) + HALF_HOUR), row + 1 - height, row + 1);
}

/** Returns 0 without power, up to `LEVELS`, and null for a gap; finer where power is low. */
function levelOf(kw: number | null, highest: number): number | null {
  if (kw === null) return null;
  const share = kw / highest;
  return share > NOTHING ? Math.max(1, Math.ceil(Math.sqrt(Math.min(1, share)) * LEVELS)) : 0;
}

/** Returns the path of a box in the coordinates of the picture. */
export const box = (left: number, right: number, top: number, bottom: number) =>
  `M${left},${round(top)}H${right}V${round(bottom)}H${left}Z`;

const round = (value: number) => Number(value.toFixed(2));
