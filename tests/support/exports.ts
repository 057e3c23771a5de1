import { clockText } from "../../domain/time/zone_clock.ts";
import { MINUTE } from "../../domain/time/time.ts";

/** A moment of a made-up day of a plant. */
export interface Moment {
  /** `2026-06-14`, `14/06/2026` and `06/14/2026`, with the parts divided by `-`, `/` or `.`. */
  ymd: string;
  dmy: string;
  mdy: string;
  dotted: string;
  /** `00:15` of this moment, and of a step later. */
  clock: string;
  later: string;
  hour: number;
  index: number;
  /** Power as a share of the highest, energy since the day began in hours of the highest power. */
  power: number;
  energy: number;
}

const two = (number: number) => String(number).padStart(2, "0");
/** Clouds: shares that look like chance, the same in each run. */
const cloud = (index: number) => 0.6 + 0.4 * Math.abs(Math.sin(index * 12.9898) * 43758.5453 % 1);

/** Returns the moments of 14 June 2026 and the days after it, every `step` minutes. */
export function moments(step: number, days = 1, day = 14, month = 6): Moment[] {
  const perDay = 1440 / step;
  let energy = 0;
  return Array.from({ length: perDay * days }, (_, index) => {
    const minute = (index % perDay) * step;
    if (minute === 0) energy = 0;
    const sun = Math.sin((minute / 60 - 6) / 12 * Math.PI);
    const power = sun > 0.01 ? sun * cloud(index) : 0;
    energy += power * step / 60;
    const [m, d] = [two(month), two(day + Math.floor(index / perDay))];
    return {
      ymd: `2026-${m}-${d}`,
      dmy: `${d}/${m}/2026`,
      mdy: `${m}/${d}/2026`,
      dotted: `${d}.${m}.2026`,
      clock: clockText(minute * MINUTE),
      later: clockText((minute + step) * MINUTE),
      hour: minute / 60,
      index,
      power,
      energy,
    };
  });
}

/** Returns a file with these lines above the values, and a line for each moment. */
export const exported = (head: string, all: Moment[], line: (moment: Moment) => string) =>
  [head, ...all.map(line)].join("\n") + "\n";

/** Returns a number with a decimal comma. */
export const comma = (number: number, digits = 3) => number.toFixed(digits).replace(".", ",");
