import { MINUTE } from "../time/time.ts";

const RADIANS = Math.PI / 180;
const DAY = 1440 * MINUTE;
/** Noon of 1 January 2000, the epoch of the series below. */
const J2000 = 946_728_000_000;
/** Refraction of 34′ and a radius of 16′: the upper limb touches the horizon, as NOAA counts. */
const SUNSET_ZENITH = 90.833;
/** Annual mean, as the Solar Position Algorithm (SPA) is usually run. */
const AIR_TEMPERATURE_C = 12;

/** Degrees; azimuth clockwise from north. `apparentZenith` includes refraction by the air. */
export interface SolarPosition {
  zenith: number;
  apparentZenith: number;
  azimuth: number;
}

/**
 * Computes the position of the sun's centre at an instant (milliseconds since 1970) for a place in
 * degrees (east and north are positive) and metres above sea level. Correct to 0.015° from 1990 to
 * 2050.
 *
 * Sources: Meeus, Astronomical Algorithms (2nd ed., 1998), chapters 12, 13 and 25 (lower
 * accuracy); the difference between dynamical and universal time is ignored.
 */
export function solarPosition(
  ms: number,
  latitude: number,
  longitude: number,
  altitudeM = 0,
): SolarPosition {
  const { declination, greenwichHourAngle } = equatorialPosition((ms - J2000) / DAY);
  const hourAngle = greenwichHourAngle + longitude * RADIANS;
  const phi = latitude * RADIANS;
  const alongMeridian = Math.cos(declination) * Math.cos(hourAngle);
  const east = -Math.cos(declination) * Math.sin(hourAngle);
  const north = Math.sin(declination) * Math.cos(phi) - alongMeridian * Math.sin(phi);
  const up = Math.sin(declination) * Math.sin(phi) + alongMeridian * Math.cos(phi);
  const zenith = Math.atan2(Math.hypot(east, north), up) / RADIANS;
  const azimuth = (Math.atan2(east, north) / RADIANS + 360) % 360;
  return { zenith, apparentZenith: zenith - refraction(90 - zenith, altitudeM), azimuth };
}

/** Parts of the unit vector from a place to the sun. */
export interface SunDirection {
  up: number;
  east: number;
  north: number;
}

/**
 * Returns a function that computes the direction of the sun's centre at instants (milliseconds since
 * 1970) around `middleMs`, for a place in degrees: many in the time of one, since only the hour angle
 * is taken to move. Correct to 0.01° within half an hour.
 */
export function sunDirections(
  middleMs: number,
  latitude: number,
  longitude: number,
): (ms: number) => SunDirection {
  const { declination, greenwichHourAngle } = equatorialPosition((middleMs - J2000) / DAY);
  const phi = latitude * RADIANS;
  const [sinPhi, cosPhi] = [Math.sin(phi), Math.cos(phi)];
  const [sinDelta, cosDelta] = [Math.sin(declination), Math.cos(declination)];
  const middle = greenwichHourAngle + longitude * RADIANS;
  return (ms) => {
    const hourAngle = middle + 2 * Math.PI * (ms - middleMs) / DAY;
    const alongMeridian = cosDelta * Math.cos(hourAngle);
    return {
      up: sinDelta * sinPhi + alongMeridian * cosPhi,
      east: -cosDelta * Math.sin(hourAngle),
      north: sinDelta * cosPhi - alongMeridian * sinPhi,
    };
  };
}

/** Computes equatorial coordinates in radians, of date, at days since J2000; names as in Meeus. */
function equatorialPosition(days: number) {
  const T = days / 36_525;
  const L0 = 280.46646 + T * (36_000.76983 + T * 0.0003032);
  const M = (357.52911 + T * (35_999.05029 - T * 0.0001537)) * RADIANS;
  const omega = (125.04 - 1934.136 * T) * RADIANS;
  const C = (1.914602 - T * (0.004817 + T * 0.000014)) * Math.sin(M) +
    (0.019993 - T * 0.000101) * Math.sin(2 * M) + 0.000289 * Math.sin(3 * M);
  const nutation = -0.00478 * Math.sin(omega);
  const lambda = (L0 + C - 0.00569 + nutation) * RADIANS;
  const epsilon = (23.4392911 - 0.0130042 * T + 0.00256 * Math.cos(omega)) * RADIANS;
  const rightAscension = Math.atan2(Math.cos(epsilon) * Math.sin(lambda), Math.cos(lambda));
  const siderealTime = 280.46061837 + 360.98564736629 * days + T * T * 0.000387933 +
    nutation * Math.cos(epsilon);
  return {
    declination: Math.asin(Math.sin(epsilon) * Math.sin(lambda)),
    greenwichHourAngle: siderealTime * RADIANS - rightAscension,
  };
}

/**
 * Returns the refraction in degrees at an elevation; 0 once the sun is fully below the horizon.
 * Source: Reda & Andreas, Solar Position Algorithm, NREL/TP-560-34302 (2008), equation 42.
 */
function refraction(elevation: number, altitudeM: number): number {
  if (90 - elevation > SUNSET_ZENITH) return 0;
  const density = (pressureHpa(altitudeM) / 1010) * (283 / (273 + AIR_TEMPERATURE_C));
  return density * 1.02 / (60 * Math.tan((elevation + 10.3 / (elevation + 5.11)) * RADIANS));
}

/**
 * Returns the mean air pressure in hPa at an altitude: troposphere of the U.S. Standard Atmosphere.
 */
export function pressureHpa(altitudeM: number): number {
  return ((44_331.514 - altitudeM) / 11_880.516) ** (1 / 0.1902632);
}

/**
 * More than the sun's fastest motion, 0.25° a minute: at so many degrees from the horizon it cannot
 * cross it within a minute.
 */
const DEGREES_A_MINUTE = 0.3;

/**
 * Returns the parts of `[startMs, endMs)` with the sun down (its centre more than 0.833° below the
 * horizon) as spans of whole minutes from `startMs`, each minute judged by its middle. Returns none
 * in polar day, and the whole span in polar night.
 */
export function nights(
  startMs: number,
  endMs: number,
  latitude: number,
  longitude: number,
): { startMs: number; endMs: number }[] {
  const found: { startMs: number; endMs: number }[] = [];
  for (let ms = startMs; ms < endMs;) {
    const depth = solarPosition(ms + MINUTE / 2, latitude, longitude).zenith - SUNSET_ZENITH;
    const minutes = Math.max(1, Math.floor(Math.abs(depth) / DEGREES_A_MINUTE));
    const partEnd = Math.min(ms + minutes * MINUTE, endMs);
    if (depth > 0) darken(found, ms, partEnd);
    ms = partEnd;
  }
  return found;
}

function darken(nights: { startMs: number; endMs: number }[], startMs: number, endMs: number) {
  const last = nights.at(-1);
  if (last?.endMs === startMs) last.endMs = endMs;
  else nights.push({ startMs, endMs });
}
