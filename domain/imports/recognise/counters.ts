import { HOUR } from "../../time/time.ts";
import type { Shape } from "../reading.ts";
import { DAY_WORDS, LIFETIME_WORDS } from "./header_words.ts";
import { hasWord } from "./names.ts";

/** What numbers of energy are; `isSure` is false where the lines are too few to tell. */
export interface EnergyShape {
  shape: Shape;
  isSure: boolean;
}

/** Readings of one inverter in the order of time; NaN where there is none. */
export interface Readings {
  ms: number[];
  values: number[];
}

/**
 * Returns whether numbers of energy are those of periods or readings of a counter: readings hardly
 * ever fall but at resets, and stay where nothing is produced.
 */
export function energyShape(lists: Readings[], plainName: string): EnergyShape {
  const rises = lists.map(riseOf).filter(({ count }) => count > 1);
  const seen = rises.filter(({ ups, falls }) => ups + falls > 0);
  if (seen.length > 0 && !isRising(seen)) return { shape: "energy", isSure: true };
  const shape = counterShape(seen.length > 0 ? seen : rises, plainName);
  const isLifetime = hasWord(plainName, LIFETIME_WORDS);
  if (rises.some(({ stepHours }) => stepHours >= LONG_STEP)) {
    return { shape: isLifetime ? shape : "energy", isSure: isLifetime || seen.length === 0 };
  }
  const isNamed = hasWord(plainName, `${LIFETIME_WORDS}|${DAY_WORDS}`);
  if (isNamed || seen.some(isCounter)) return { shape, isSure: true };
  if (seen.length > 0) return { shape: "energy", isSure: seen.every(({ ups }) => ups < 3) };
  // A night has zeros in every column of energy; one number all night is a counter's.
  const isAbove = rises.some(({ last }) => last > 0);
  return { shape: isAbove ? "lifetime_counter" : "energy", isSure: !isAbove };
}

/**
 * Returns which counter numbers look like that are named as power: they only rise, or rise each day
 * and fall at its end, as power does not. Null for those that rise and fall as power.
 */
export function risingAs(
  lists: Readings[],
  plainName: string,
): "day_counter" | "lifetime_counter" | null {
  const rises = lists.map(riseOf).filter(({ ups, falls }) => ups + falls > 0);
  if (rises.length === 0 || !isRising(rises)) return null;
  return rises.some((rise) => rise.ups >= FEW_RISES && (isCounter(rise) || isHighRise(rise)))
    ? counterShape(rises, plainName)
    : null;
}

/** Power that is zero but for some moments rises as seldom as it falls. */
const FEW_RISES = 5;

/** A lifetime is much longer than what a file shows of it. */
const isHighRise = ({ falls, first, last }: Rise) => falls === 0 && first > last / 2;

function counterShape(
  rises: Rise[],
  plainName: string,
): "day_counter" | "lifetime_counter" {
  if (hasWord(plainName, LIFETIME_WORDS)) return "lifetime_counter";
  const isDay = hasWord(plainName, DAY_WORDS) || rises.some(({ resets }) => resets > 0) ||
    rises.every(({ first }) => first === 0);
  return isDay ? "day_counter" : "lifetime_counter";
}

interface Rise {
  count: number;
  ups: number;
  falls: number;
  /** Falls to a small part of what was there. */
  resets: number;
  /** Hours from the first rise to the last. */
  hours: number;
  /** Hours between two readings, as a mean. */
  stepHours: number;
  first: number;
  last: number;
  /** Readings above zero at the start and at the end that stay equal. */
  flatAtStart: number;
  flatAtEnd: number;
}

/** Some series may be of a night alone, so all of them are looked at together. */
function isRising(rises: Rise[]): boolean {
  const sum = (of: (rise: Rise) => number) => rises.reduce((all, rise) => all + of(rise), 0);
  const [count, ups] = [sum((rise) => rise.count), sum((rise) => rise.ups)];
  const [falls, resets] = [sum((rise) => rise.falls), sum((rise) => rise.resets)];
  return falls - resets <= Math.max(1, count * 0.01) && falls <= Math.max(1, count * 0.1) &&
    ups >= 2 * falls;
}

/** Some days can be brighter one after the other; only shorter steps tell a counter. */
const LONG_STEP = 6;

/** No plant gives more in each period than in the one before for so many hours. */
const LONG_RISE = 9;

/** Energy of periods begins at night with zeros; it ends so, or in a clipped noon. */
const isCounter = ({ resets, falls, hours, flatAtStart, flatAtEnd }: Rise) =>
  flatAtStart >= 3 || flatAtEnd >= 12 || (hours >= LONG_RISE && falls <= 1 + resets);

function riseOf({ ms, values }: Readings): Rise {
  const at = values.flatMap((value, i) => Number.isFinite(value) ? [i] : []);
  const list = at.map((i) => values[i]!);
  const rises: number[] = [];
  let [falls, resets] = [0, 0];
  for (let i = 1; i < list.length; i++) {
    const [before, now] = [list[i - 1]!, list[i]!];
    if (now > before) rises.push(ms[at[i]!]!);
    if (now < before) falls++;
    if (now < before && now <= before * 0.2) resets++;
  }
  const [first, last] = [list[0] ?? 0, list.at(-1) ?? 0];
  return {
    count: list.length,
    ups: rises.length,
    falls,
    resets,
    hours: rises.length > 0 ? (rises.at(-1)! - rises[0]!) / HOUR : 0,
    stepHours: at.length > 1 ? (ms[at.at(-1)!]! - ms[at[0]!]!) / HOUR / (at.length - 1) : 0,
    first,
    last,
    flatAtStart: first > 0 ? flat(list) : 0,
    flatAtEnd: last > 0 ? flat(list.toReversed()) : 0,
  };
}

/** Returns how many numbers at the start of a list are equal. */
function flat(list: number[]): number {
  const other = list.findIndex((number) => number !== list[0]);
  return other < 0 ? list.length : other;
}

/** Returns the smallest step that numbers are written with: 0.01 for "12.25", 1 for "12". */
export function quantumOf(cells: readonly string[], decimal: "." | ","): number {
  const digits = cells.map((cell) => /[eE]/.test(cell) ? 0 : cell.split(decimal)[1]?.length ?? 0);
  return 10 ** -Math.max(0, ...digits);
}
