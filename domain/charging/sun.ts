import { type PowerPeriod, type Span, within } from "../generation/energy.ts";
import { HOUR, milliseconds } from "../time/time.ts";

/** The energy of a charging session at the charger, spread evenly over the time of charging. */
export interface Charge extends Span {
  energyKwh: number;
}

/** How much of a charge the site's own power covered. */
export interface SunShare {
  /** kWh, in the measured part of its time; null where less than half of it was measured. */
  sunKwh: number | null;
  /** The share of its time that was measured, 0 to 1. */
  known: number;
}

/** The columns of a session that say when it charged how much. */
export interface ChargeColumns {
  session_start_utc: string | null;
  session_end_utc: string | null;
  charge_duration_seconds: number | null;
  energy_kwh: number | null;
  evse_energy_kwh: number | null;
}

/** The share of its time that must be measured for a session to have a share of sun. */
export const LEAST_KNOWN = 0.5;
/** A session that charges for longer was entered wrongly, and has no share of sun. */
export const LONGEST_CHARGE = { hours: 31 * 24 };
const LONGEST_MS = LONGEST_CHARGE.hours * HOUR;

/**
 * Returns when a session charged how much: the energy at the charger, else that of the vehicle, over
 * the time of charging if that is shorter than the time from start to end. Null where energy or time
 * is unknown, and where it lasted longer than 31 days.
 */
export function chargeOf(session: ChargeColumns): Charge | null {
  const energyKwh = session.evse_energy_kwh ?? session.energy_kwh;
  if (energyKwh === null || session.session_start_utc === null) return null;
  const startMs = milliseconds(session.session_start_utc);
  const lengths = [
    session.session_end_utc === null ? 0 : milliseconds(session.session_end_utc) - startMs,
    Math.round((session.charge_duration_seconds ?? 0) * 1000),
  ].filter((ms) => ms > 0);
  const lengthMs = Math.min(...lengths);
  return lengthMs <= LONGEST_MS ? { startMs, endMs: startMs + lengthMs, energyKwh } : null;
}

/**
 * Returns the sun of charges at one site, in their order. In each period of `available`, which lie in
 * order and do not overlap, a charge gets its power or what is available, whichever is less. Charges
 * at the same time share what is available in proportion to their powers.
 */
export function sunOf(charges: readonly Charge[], available: readonly PowerPeriod[]): SunShare[] {
  const sums = charges.map((charge) => ({ charge, powerKw: powerOf(charge), sun: 0, knownMs: 0 }));
  let next = 0;
  for (const { startMs, endMs, active } of segments(sums)) {
    const totalKw = active.reduce((sum, { powerKw }) => sum + powerKw, 0);
    while (next < available.length && available[next]!.endMs <= startMs) next++;
    for (let at = next; at < available.length && available[at]!.startMs < endMs; at++) {
      const [part] = within([available[at]!], { startMs, endMs });
      const lengthMs = part!.endMs - part!.startMs;
      const share = totalKw === 0 ? 0 : Math.min(1, Math.max(0, part!.powerKw) / totalKw);
      for (const one of active) {
        one.sun += one.powerKw * share * lengthMs / HOUR;
        one.knownMs += lengthMs;
      }
    }
  }
  return sums.map(({ charge, sun, knownMs }) => shareOf(charge, sun, knownMs));
}

/** Returns the power of a charge in kW. */
export function powerOf({ startMs, endMs, energyKwh }: Charge): number {
  return energyKwh * HOUR / (endMs - startMs);
}

/** Rounds to the digits that are stored. The known share is rounded down: below half stays below. */
function shareOf({ startMs, endMs }: Charge, sun: number, knownMs: number): SunShare {
  const known = Math.floor(knownMs * 1e6 / (endMs - startMs)) / 1e6;
  return { sunKwh: known < LEAST_KNOWN ? null : Math.round(sun * 10_000) / 10_000, known };
}

/** Cuts the time at each start and end of a charge, and says which charge in each part; in order. */
function* segments<T extends { charge: Charge }>(all: readonly T[]): Generator<
  Span & { active: readonly T[] }
> {
  const waiting = all.toSorted((a, b) => b.charge.startMs - a.charge.startMs);
  const edges = all.flatMap(({ charge: { startMs, endMs } }) => [startMs, endMs]);
  const times = [...new Set(edges)].sort((a, b) => a - b);
  let active: T[] = [];
  for (const [at, startMs] of times.slice(0, -1).entries()) {
    active = active.filter(({ charge }) => charge.endMs > startMs);
    while (waiting.at(-1)?.charge.startMs === startMs) active.push(waiting.pop()!);
    if (active.length > 0) yield { startMs, endMs: times[at + 1]!, active };
  }
}

/** How much of a session the sun covered, as it is stored. */
interface StoredSun {
  sun_kwh: number | null;
  sun_known: number | null;
}

/** Returns true when at least half of a session's time was measured. */
export const isMeasured = ({ sun_kwh, sun_known }: StoredSun): boolean =>
  sun_kwh !== null && sun_known !== null && sun_known >= LEAST_KNOWN;

/**
 * Returns the share of a session's energy that was sun, 0 to 1: of what was charged in the measured
 * part of its time. Null where less than half of it was measured, or nothing was charged.
 */
export function sunShare(
  session: StoredSun & { energy_kwh: number | null; evse_energy_kwh?: number | null },
): number | null {
  const energyKwh = session.evse_energy_kwh ?? session.energy_kwh;
  if (!isMeasured(session) || !energyKwh) return null;
  return Math.min(1, session.sun_kwh! / (energyKwh * session.sun_known!));
}
