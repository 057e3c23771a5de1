import { solarPosition } from "../../solar/sun.ts";
import { HOUR } from "../../time/time.ts";
import { hasCoordinates, type Site, zoneOf } from "../site.ts";
import { type DarkCause, type Hint, type MeasuredHour, statedCapacities } from "./hint.ts";

/**
 * Zenith in degrees of a sun that is surely down: 3° below the horizon, where no tilt, altitude or
 * refraction brings it back, and twilight gives no power that a meter tells from zero.
 */
const DARK_ZENITH = 93;
/** Share of the capacity that is taken for power: less may be a meter's offset or standby. */
const LEAST_POWER = 0.02;
/** A site with all facts right has no such hour: a few leave room for single wrong rows. */
const LEAST_SHARE = 0.02;
const LEAST_DAYS = 5;
/** Another fact explains the contradiction when it leaves at most this share in the dark … */
const EXPLAINED_SHARE = 0.01;
/** … and puts the middle of the energy within so many hours of noon, as east and west facing do. */
const NEAR_NOON = 1.5;

interface Place {
  latitude: number;
  longitude: number;
}

/**
 * Returns a hint when a PV site delivered power while the sun was down: a wrong place, or wrong
 * times. Names the facts that would explain it.
 */
export function energyInTheDark(site: Site, hours: readonly MeasuredHour[]): Hint | undefined {
  if (site.asset_type !== "pv" || !hasCoordinates(site)) return undefined;
  const capacityKw = Math.max(...statedCapacities(site)) || 0;
  const powered = hours.filter(({ kwh, coveredMs }) =>
    kwh > 0 && kwh / coveredMs * HOUR > LEAST_POWER * capacityKw
  );
  const dark = powered.filter((hour) => isDark(hour, site));
  const days = new Set(dark.map(({ startMs }) => Math.floor(startMs / (24 * HOUR)))).size;
  const share = shareOf(dark, powered);
  if (capacityKw <= 0 || share < LEAST_SHARE || days < LEAST_DAYS) return undefined;
  return { code: "energy_in_the_dark", figures: { share, days, causes: causesOf(site, powered) } };
}

function shareOf(part: readonly MeasuredHour[], all: readonly MeasuredHour[]): number {
  const sum = (hours: readonly MeasuredHour[]) => hours.reduce((kwh, hour) => kwh + hour.kwh, 0);
  return all.length === 0 ? 0 : sum(part) / sum(all);
}

function isDark({ startMs, endMs }: MeasuredHour, { latitude, longitude }: Place): boolean {
  return [startMs, (startMs + endMs) / 2, endMs].every((ms) =>
    solarPosition(ms, latitude, longitude).zenith > DARK_ZENITH
  );
}

function causesOf(site: Site & Place, hours: readonly MeasuredHour[]): DarkCause[] {
  const { latitude, longitude } = site;
  const here = { latitude, longitude };
  const others: [DarkCause, Place, (hour: MeasuredHour) => MeasuredHour][] = [
    ["longitude_sign", { latitude, longitude: -longitude }, (hour) => hour],
    ["latitude_sign", { latitude: -latitude, longitude }, (hour) => hour],
    ["local_times", here, (hour) => fromLocal(hour, zoneOf(site))],
  ];
  if (Math.abs(longitude) <= 90) {
    const swapped = { latitude: longitude, longitude: latitude };
    others.push(["swapped_coordinates", swapped, (hour) => hour]);
  }
  return others.filter(([, place, moved]) => {
    const times = hours.map(moved);
    return Math.abs(hoursFromNoon(times, place)) <= NEAR_NOON &&
      shareOf(times.filter((hour) => isDark(hour, place)), times) <= EXPLAINED_SHARE;
  }).map(([cause]) => cause);
}

/** Returns how long after the solar noon of a place the middle of the energy is, -12 to 12 hours. */
function hoursFromNoon(hours: readonly MeasuredHour[], { longitude }: Place): number {
  const angle = ({ startMs, endMs }: MeasuredHour) =>
    ((startMs + endMs) / 2 / HOUR - 12 + longitude / 15) * Math.PI / 12;
  const sum = (of: (angle: number) => number) =>
    hours.reduce((total, hour) => total + hour.kwh * of(angle(hour)), 0);
  return Math.atan2(sum(Math.sin), sum(Math.cos)) * 12 / Math.PI;
}

/** Returns the hour at its true time if its times, stored as UTC, are those of the zone's clock. */
function fromLocal(hour: MeasuredHour, zone: string): MeasuredHour {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(hour.startMs)
    .toZonedDateTimeISO(zone);
  const offsetMs = offsetNanoseconds / 1e6;
  return { ...hour, startMs: hour.startMs - offsetMs, endMs: hour.endMs - offsetMs };
}
