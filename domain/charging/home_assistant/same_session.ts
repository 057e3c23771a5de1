import type { Facts } from "./sensors.ts";

/** Share of the stored energy by which two energies of one session may differ. */
const TOLERANCE = 0.1;

interface Compared {
  session_start_utc: string;
  energy_kwh?: number | null;
}

/**
 * Returns true when a stored session and one that was sent, of one vehicle and half an hour apart at
 * most, are the same: with the same start, or with energies that differ by at most 10 %, or of which
 * one is not known.
 */
export function isSameSession(stored: Facts, { session_start_utc, energy_kwh }: Compared): boolean {
  if (isEqual(stored.session_start_utc, session_start_utc)) return true;
  const known = stored.energy_kwh;
  if (typeof known !== "number" || energy_kwh == null) return true;
  return Math.abs(energy_kwh - known) <= known * TOLERANCE + 1e-9;
}

/** Where a session was: it is taken as a whole, or not at all. */
const PLACE = ["location_id", "location_name", "location_type", "address", "latitude", "longitude"];
/** What the first message about a session decides. */
const FIXED = new Set(["session_id", "device_id", "source_system", "session_start_utc"]);

/**
 * Returns what a message adds to a stored session: what it lacks, and with `isNewer` what differs.
 * What is in `edited` stays, also where it was emptied: others than Home Assistant have decided it.
 * The place of a session that has one, or whose place was edited, stays.
 */
export function sessionChanges(
  stored: Facts,
  sent: Facts,
  { isNewer, edited }: { isNewer: boolean; edited: readonly string[] },
): Facts {
  const hasPlace = stored.location_id != null || stored.location_name != null ||
    PLACE.some((name) => edited.includes(name));
  const changes = Object.entries(sent).filter(([name, value]) => {
    if (value == null || FIXED.has(name) || edited.includes(name)) return false;
    if (hasPlace && PLACE.includes(name)) return false;
    const before = stored[name] ?? null;
    return before === null || (isNewer && !isEqual(before, value));
  });
  return Object.fromEntries(changes);
}

const TIME = /^\d{4}-\d\d-\d\dT/;

function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one === "string" && typeof other === "string" && TIME.test(one) && TIME.test(other)) {
    return Temporal.Instant.compare(one, other) === 0;
  }
  return one === other;
}
