import type { DaylightFit } from "../../domain/imports/daylight_fit.ts";
import { count, counted } from "../../domain/plural.ts";

/** Minutes between the two ends of a day's power from which times look shifted. */
const UNEVEN = 90;

/** Says when power begins and ends by the sun; nothing without a day that is known as a whole. */
export function daylightText(fit: DaylightFit): string {
  const { days, beginsAfterSunrise, endsBeforeSunset, middleAfterNoon } = fit;
  if (days === 0) return "";
  const often = days === 1 ? "Power begins" : `Over ${count(days)} days, power begins on average`;
  return `${often} ${away(beginsAfterSunrise, "after", "before")} sunrise and ends ` +
    `${away(endsBeforeSunset, "before", "after")} sunset. The middle of its energy lies ` +
    `${away(middleAfterNoon, "after", "before")} the sun’s noon.`;
}

function away(minutes: number, towards: string, beyond: string): string {
  const rounded = Math.round(Math.abs(minutes) / 5) * 5;
  return rounded === 0 ? "at" : `${rounded} min ${minutes > 0 ? towards : beyond}`;
}

/** Says what speaks against the times of a file; undefined where nothing does. */
export function daylightDoubt(fit: DaylightFit): string | undefined {
  const { daysWithPower, daysInTheDark, beginsAfterSunrise, endsBeforeSunset } = fit;
  const shift = (beginsAfterSunrise - endsBeforeSunset) / 2;
  if (daysInTheDark > 0) {
    const on = daysWithPower === 1
      ? "There"
      : `On ${count(daysInTheDark)} of ${counted(daysWithPower, "day")} there`;
    return `${on} is power while the sun is down. ${LOOK}`;
  }
  if (Math.abs(shift) * 2 < UNEVEN) return undefined;
  const way = shift > 0 ? "late" : "early";
  return `Power lies about ${Math.round(Math.abs(shift) / 5) * 5} min ${way} between sunrise and ` +
    `sunset. ${LOOK} Modules that face east or west, and shade, shift it, too.`;
}

const LOOK = "Check the zone, and whether times are the start or the end of their periods.";
