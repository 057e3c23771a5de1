import { HOUR } from "../../time/time.ts";

/** What sessions are compared by. */
export interface Compared {
  startMs: number | null;
  place: string | null;
  energyKwh: number | null;
}

/** Share of the earlier session's energy by which the other one may differ. */
const TOLERANCE = 0.1;

/** Returns a name as it is compared: case and blanks around it count for nothing. */
export const placeKey = (place: string | null): string => place?.trim().toLowerCase() ?? "";

/**
 * Returns whether a session may be the same as one that is stored or stands earlier in the file: it
 * starts at most an hour away, at the same place or both at none, and with an energy within 10 % of
 * the other's, or both without one.
 */
export function isNear(session: Compared, earlier: Compared): boolean {
  const { startMs, place, energyKwh } = session;
  if (startMs === null || earlier.startMs === null) return false;
  if (Math.abs(startMs - earlier.startMs) > HOUR) return false;
  return placeKey(place) === placeKey(earlier.place) && isNearEnergy(energyKwh, earlier.energyKwh);
}

function isNearEnergy(energy: number | null, earlier: number | null): boolean {
  if (energy === null || earlier === null) return energy === earlier;
  // 20 × 0.1 and 22 − 20 are not the same number in binary: a millionth does not decide.
  return Math.abs(energy - earlier) <= Math.abs(earlier) * TOLERANCE + 1e-9;
}

/**
 * Returns whether a session looks like another one that was read by the clock of another zone: the
 * same place and energy, a whole number of quarter hours away, and at most 14 hours.
 */
export function isShifted(session: Compared, earlier: Compared): boolean {
  const { startMs, place, energyKwh } = session;
  if (startMs === null || earlier.startMs === null || energyKwh === null) return false;
  const apart = Math.abs(startMs - earlier.startMs);
  return apart > 0 && apart <= 14 * HOUR && apart % (HOUR / 4) === 0 &&
    placeKey(place) === placeKey(earlier.place) && energyKwh === earlier.energyKwh;
}
