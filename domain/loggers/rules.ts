import type { Reading } from "./reading.ts";

export const RULE_KINDS = ["above", "below", "rate", "silent"] as const;
export type RuleKind = typeof RULE_KINDS[number];

/** When a rule raises an alarm, and when it clears it. */
export interface Limits {
  /**
   * above, below: of the value. rate: of its change per minute, up or down. silent: of the time
   * since anything came.
   */
  kind: RuleKind;
  /** What a value must be beyond; the same unit as the values, for a rate per minute. */
  threshold: number;
  /** How far back from the threshold a value must come before the alarm is cleared; 0 or more. */
  hysteresis: number;
  /** How long values must stay beyond it first; silent: how long nothing must come. */
  for_seconds: number;
}

/** What a rule remembers between two looks. Times are microseconds since 1970 UTC, as in readings. */
export interface RuleState {
  /** The newest reading that was judged; null before the first. */
  time: number | null;
  value: number | null;
  /** The first of the readings that are beyond the threshold without a break; null: none is. */
  since: number | null;
  /** When the open alarm was raised; null without one. */
  raised: number | null;
}

/** What a rule found: `value` is the reading, or the change per minute, that showed it. */
export interface RuleEvent {
  kind: "raised" | "cleared";
  time: number;
  value: number | null;
}

export interface Judged {
  state: RuleState;
  events: RuleEvent[];
}

export const NEW_STATE: RuleState = { time: null, value: null, since: null, raised: null };

const SECOND = 1_000_000;

/**
 * Judges readings of one variable in order of time. Readings that are not newer than the last one
 * judged change nothing: what a rule has found stays found when a device sends late. A value that
 * stands beyond the threshold raises an alarm with the first reading that shows it to have been so
 * for `for_seconds`. A silence that has ended before anybody looked raises nothing. The result is
 * the same however the readings are split over calls.
 */
export function judge(
  limits: Limits,
  state: RuleState,
  readings: readonly Pick<Reading, "time" | "value">[],
  holdSeconds: number,
): Judged {
  const events: RuleEvent[] = [];
  let now = state;
  for (const reading of readings) {
    if (now.time !== null && reading.time <= now.time) continue;
    const passed = limits.kind === "silent"
      ? { state: now, events: [] }
      : passTime(limits, now, reading.time, holdSeconds);
    const next = step(limits, passed.state, reading);
    events.push(...passed.events, ...next.events);
    now = next.state;
  }
  return { state: now, events };
}

/**
 * Judges that nothing came until `time`. A silent rule raises its alarm `for_seconds` after the
 * last reading. Devices that send changes alone say nothing while a value stands, so one beyond a
 * threshold raises its alarm, too, once nothing has contradicted it for `holdSeconds` longer than
 * it must last: until then a reading can be on its way.
 */
export function passTime(
  limits: Limits,
  state: RuleState,
  time: number,
  holdSeconds: number,
): Judged {
  const due = dueTime(limits, state, holdSeconds);
  if (due === null || time < due) return { state, events: [] };
  const value = limits.kind === "silent" ? null : state.value;
  return { state: { ...state, raised: due }, events: [{ kind: "raised", time: due, value }] };
}

/** Returns when a rule raises an alarm if nothing comes until then; null: never. */
export function dueTime(limits: Limits, state: RuleState, holdSeconds: number): number | null {
  if (state.raised !== null) return null;
  const wait = limits.for_seconds * SECOND;
  if (limits.kind === "silent") return state.time === null ? null : state.time + wait;
  if (limits.kind === "rate" || state.since === null) return null;
  return state.since + wait + holdSeconds * SECOND;
}

function step(
  limits: Limits,
  state: RuleState,
  { time, value }: Pick<Reading, "time" | "value">,
): Judged {
  const excess = excessOf(limits, state, { time, value });
  const since = excess > 0 ? state.since ?? time : null;
  const seen = { ...state, time, value, since };
  const shown = limits.kind === "rate" ? rateOf(state, { time, value }) : value;
  if (state.raised !== null) {
    if (!isBack(limits, excess)) return { state: seen, events: [] };
    return { state: { ...seen, raised: null }, events: [{ kind: "cleared", time, value: shown }] };
  }
  if (since === null || time - since < limits.for_seconds * SECOND || limits.kind === "silent") {
    return { state: seen, events: [] };
  }
  return { state: { ...seen, raised: time }, events: [{ kind: "raised", time, value: shown }] };
}

/** Returns true as far back as the hysteresis says; 0.3 − 0.1 is 0.2 here, unlike in binary. */
function isBack({ hysteresis }: Limits, excess: number): boolean {
  return excess <= -hysteresis + hysteresis * 1e-9;
}

/** Returns how far a reading is beyond the threshold; any reading ends a silence. */
function excessOf(
  { kind, threshold }: Limits,
  state: RuleState,
  reading: Pick<Reading, "time" | "value">,
): number {
  if (kind === "above") return reading.value - threshold;
  if (kind === "below") return threshold - reading.value;
  if (kind === "silent") return -Infinity;
  const rate = rateOf(state, reading);
  return rate === null ? -Infinity : Math.abs(rate) - threshold;
}

function rateOf(state: RuleState, { time, value }: Pick<Reading, "time" | "value">) {
  if (state.time === null || state.value === null) return null;
  return (value - state.value) / ((time - state.time) / (60 * SECOND));
}
