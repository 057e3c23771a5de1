import { log } from "./log.ts";

/** What turns are timed by; tests have a clock of their own. */
export interface Clock {
  now: () => Temporal.Instant;
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const SYSTEM: Clock = { now: Temporal.Now.instant, pause };

/** The longest pause at once: timers stand still while a machine is suspended, and its clock may jump. */
const LOOK_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Runs `work` at once and then at every whole multiple of `minutes` (UTC), until the signal aborts.
 * Runs never overlap: one that takes too long skips the times that it missed. Logs a failed run and
 * goes on. A clock that jumped is noticed within a minute. Resolves after the last run has ended.
 */
export async function everyMinutes(
  minutes: number,
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
  clock = SYSTEM,
): Promise<void> {
  await everySeconds(minutes * 60, name, signal, work, clock);
}

/** The same with seconds. Below a minute only the first of several failed turns in a row is logged. */
export async function everySeconds(
  seconds: number,
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
  clock = SYSTEM,
): Promise<void> {
  const step = seconds * 1000;
  let failing = false;
  while (!signal.aborted) {
    try {
      await work();
      failing = false;
    } catch (error) {
      if (!signal.aborted && !failing) log.error("{name} failed: {error}", { name, error });
      failing = seconds < 60;
    }
    const now = clock.now().epochMilliseconds;
    await pauseUntil(now + step - (now % step), step, clock, signal);
  }
}

interface DayClock extends Partial<Clock> {
  now: Clock["now"];
  signal: AbortSignal;
}

/**
 * Runs `work` each day at `time` (UTC, by the clock `now`), not at the start, until the signal
 * aborts; at most a minute late when the clock jumped. Logs a failed run and goes on. Resolves after
 * the last run has ended.
 */
export async function everyDay(
  time: Temporal.PlainTime,
  name: string,
  { now, signal, pause = SYSTEM.pause }: DayClock,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const start = now();
    const due = start.epochMilliseconds + untilTime(time, start);
    if (!await pauseUntil(due, DAY_MS, { now, pause }, signal)) continue;
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) log.error("{name} failed: {error}", { name, error });
    }
  }
}

/** Returns the milliseconds, at least 1, until the next `time` of day in UTC. */
export function untilTime(time: Temporal.PlainTime, now: Temporal.Instant): number {
  const here = now.toZonedDateTimeISO("UTC");
  const today = here.withPlainTime(time);
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 });
  return Math.ceil(here.until(next).total("milliseconds"));
}

/**
 * Waits until the clock shows `due` (milliseconds since 1970), and looks at it every minute. Returns
 * false when the signal aborted, and when the clock was set back, so that more than `longestMs` are
 * left.
 */
async function pauseUntil(
  due: number,
  longestMs: number,
  { now, pause }: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  let left = due - now().epochMilliseconds;
  while (left > LOOK_MS && left <= longestMs && !signal.aborted) {
    await pause(LOOK_MS, signal);
    left = due - now().epochMilliseconds;
  }
  if (left > longestMs || signal.aborted) return false;
  await pause(Math.max(0, left), signal);
  return !signal.aborted;
}

/** Resolves after the time has passed, or when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
