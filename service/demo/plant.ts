import { standInDay } from "../../domain/time/calendar_mirror.ts";
import type { GenerationValue } from "../../domain/generation/generation_value.ts";
import { dayOf, type Period } from "../../domain/time/time.ts";

/** The year of the measurements, and the offset of La Réunion, which has no summer time. */
const YEAR = 2021;
const ZONE = "+04:00";

/** A day is complete with at least this many of the 78 periods from 06:00 to 19:00. */
const LEAST_PERIODS = 70;
const DAYLIGHT = [6 * 6, 19 * 6] as const;

/** Mean power in kW of the 144 ten-minute periods of a day; undefined is a gap. */
type DayOfPowers = (number | undefined)[];

/** The demo's plant: its measurements of 2021, shown as those of any other year. */
export interface DemoPlant {
  /**
   * Returns the mean power of the ten-minute periods within `[start, end)` by time, as measured on
   * the same calendar day of 2021 (UTC+4), or on the nearest complete day. Leaves gaps out.
   */
  production(start: Temporal.Instant, end: Temporal.Instant): GenerationValue[];
  /** Returns the day of 2021 that is shown on a calendar day (UTC+4); 29 February as 28. */
  sourceDay(day: Temporal.PlainDate): Temporal.PlainDate;
}

/** Loads the compact copy of the measurements; its first lines describe the format. */
export async function loadPlant(): Promise<DemoPlant> {
  const file = new URL("../../tasks/demo/enerpos_2021.csv", import.meta.url);
  return plantOf(readDays(await Deno.readTextFile(file)));
}

function readDays(text: string): DayOfPowers[] {
  const lines = text.trimEnd().split(/\r?\n/).filter((line) => !line.startsWith("#"));
  return lines.map((line) => line.split(",").slice(1).flatMap(readCell));
}

function readCell(text: string): DayOfPowers {
  const [value = "", count = "1"] = text.split("*");
  return new Array(Number(count)).fill(powerKw(value));
}

function powerKw(value: string): number | undefined {
  if (value === "") return undefined;
  return value.endsWith("W") ? Number(value.slice(0, -1)) / 1000 : Number(value) * 6 / 10;
}

function isComplete(powers: DayOfPowers): boolean {
  return powers.slice(...DAYLIGHT).filter((power) => power !== undefined).length >= LEAST_PERIODS;
}

function plantOf(days: DayOfPowers[]): DemoPlant {
  const completeDays = days.flatMap((powers, index) => isComplete(powers) ? [index + 1] : []);
  const newYear = new Temporal.PlainDate(YEAR, 1, 1);

  function sourceDay(day: Temporal.PlainDate): Temporal.PlainDate {
    const sameDay = day.with({ year: YEAR }, { overflow: "constrain" }).dayOfYear;
    return newYear.add({ days: standInDay(sameDay, completeDays) - 1 });
  }

  function powerOf(start: Temporal.Instant): number | undefined {
    const { hour, minute } = start.toZonedDateTimeISO(ZONE);
    return days[sourceDay(dayOf(start, ZONE)).dayOfYear - 1]?.[hour * 6 + minute / 10];
  }

  function production(start: Temporal.Instant, end: Temporal.Instant): GenerationValue[] {
    return wholePeriods(start, end).flatMap(({ start, end }) => {
      const power = powerOf(start);
      if (power === undefined) return [];
      return [{
        start_utc: start.toString(),
        end_utc: end.toString(),
        generation_power_kw: power,
      }];
    });
  }

  return { production, sourceDay };
}

/** Returns the whole ten-minute periods between two instants. */
function wholePeriods(start: Temporal.Instant, end: Temporal.Instant): Period[] {
  const grid = { smallestUnit: "minute", roundingIncrement: 10 } as const;
  const first = start.round({ ...grid, roundingMode: "ceil" });
  const count = Math.floor(first.until(end).total("minutes") / 10);
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    start: first.add({ minutes: 10 * index }),
    end: first.add({ minutes: 10 * (index + 1) }),
  }));
}
