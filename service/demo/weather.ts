/**
 * Made-up weather of the demo. Every value is a function of seed and time alone: a range that is
 * computed in pieces, or after a restart, has the same values.
 */
import { HOUR, MINUTE } from "../../domain/time/time.ts";

/** Mixes a seed and a number to a value from 0 to 1 (the finalizer of MurmurHash3). */
function hash(seed: number, n: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n | 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Returns a number for a text, to be used as a seed. */
export function seedOf(text: string): number {
  return [...text].reduce((seed, char) => Math.imul(seed ^ char.codePointAt(0)!, 0x01000193), 7);
}

/** Returns a smooth curve from 0 to 1 through a random value at each multiple of `scaleMs`. */
function noise(seed: number, ms: number, scaleMs: number): number {
  const at = ms / scaleMs;
  const step = Math.floor(at);
  const share = at - step;
  const eased = share * share * (3 - 2 * share);
  return hash(seed, step) * (1 - eased) + hash(seed, step + 1) * eased;
}

/** Stretches a value around 0.5, and keeps it from 0 to 1. */
const stretched = (value: number, factor: number) =>
  Math.min(1, Math.max(0, 0.5 + factor * (value - 0.5)));

/**
 * Returns the clear-sky index, from 0.05 to 1.05: fronts of days that a region shares, clouds of
 * hours, and where the sky is half covered the flicker of single clouds.
 */
export function skyIndex(region: number, site: number, ms: number): number {
  const front = 0.6 * noise(region, ms, 40 * HOUR) + 0.2 * noise(region + 1, ms, 13 * HOUR);
  const clear = stretched(front + 0.2 * noise(site, ms, 3 * HOUR), 2.1);
  const flicker = 0.6 * noise(site + 1, ms, 25 * MINUTE) + 0.4 * noise(site + 2, ms, 9 * MINUTE);
  const broken = 4 * clear * (1 - clear);
  return Math.min(1.05, Math.max(0.05, 0.1 + 0.9 * clear + 0.5 * broken * (flicker - 0.5)));
}

/** Returns the wind speed at hub height, m/s: lows that a region shares, and gusts of its own. */
export function windSpeed(region: number, site: number, ms: number): number {
  const low = 0.65 * noise(region + 5, ms, 31 * HOUR) + 0.25 * noise(region + 6, ms, 9 * HOUR);
  return 18 * stretched(low + 0.1 * noise(site, ms, 40 * MINUTE), 1.6);
}

/** Returns the share of its capacity that a turbine gives: from 3 m/s, all from 12.5 m/s. */
export function windShare(speed: number): number {
  if (speed < 3 || speed > 25) return 0;
  return Math.min(1, (speed ** 3 - 27) / (12.5 ** 3 - 27));
}
