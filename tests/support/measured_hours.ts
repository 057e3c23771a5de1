import type { MeasuredHour } from "../../domain/sites/hints/hint.ts";
import { pvArrayOf } from "../../domain/sites/pv_array.ts";
import type { Site } from "../../domain/sites/site.ts";
import { clearSky } from "../../domain/solar/clear_sky.ts";
import { HOUR, milliseconds, MINUTE } from "../../domain/time/time.ts";
import { noise } from "./baseline.ts";
import { BARE_SITE } from "./site_day.ts";

const DAY = 24 * HOUR;

/** Makes a PV site at a place, facing `orientation` at 35°, of 10 kW unless stated. */
export const siteAt = (
  latitude: number,
  longitude: number,
  orientation: number,
  other: Partial<Site> = {},
): Site => ({
  ...BARE_SITE,
  latitude,
  longitude,
  orientation,
  tilt: 35,
  capacity_kw: 10,
  inverter_capacity_kw: 10,
  module_capacity_kw: 10,
  ...other,
});

/**
 * Makes 60 days of quarter hours that a plant with these facts would measure, in hours: every third
 * day of its solar time is clear, the others have clouds that change from quarter hour to quarter hour. `shiftMs` is
 * added to all times, `offsetKw` to all powers.
 */
export function hoursOf(
  plant: Site,
  firstDay: string,
  { shiftMs = 0, offsetKw = 0 } = {},
): MeasuredHour[] {
  const found = pvArrayOf(plant);
  if ("reason" in found) throw new Error(found.reason);
  const first = milliseconds(`${firstDay}T00:00:00Z`);
  return Array.from({ length: 60 * 24 }, (_, index) => {
    const startMs = first + index * HOUR;
    const powers = [0, 1, 2, 3].map((quarter) => {
      const isClear = Math.floor((startMs + plant.longitude! / 15 * HOUR) / DAY) % 3 === 0;
      const clouds = isClear ? 0.95 : 0.2 + 0.7 * noise(index * 4 + quarter);
      const middle = startMs + (quarter + 0.5) * 15 * MINUTE;
      return offsetKw + clouds * clearSky(middle, found.array).ac_kw;
    });
    return {
      startMs: startMs + shiftMs,
      endMs: startMs + shiftMs + HOUR,
      kwh: powers.reduce((sum, kw) => sum + kw / 4, 0),
      coveredMs: HOUR,
      highestKw: Math.max(...powers),
    };
  });
}
