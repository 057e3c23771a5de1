import { log } from "./log.ts";

/**
 * Runs `work` at once and then at every whole multiple of `minutes` (UTC), until the signal aborts.
 * Runs never overlap: one that takes too long skips the times that it missed. Logs a failed run and
 * goes on. Resolves after the last run has ended.
 */
export async function everyMinutes(
  minutes: number,
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  await everySeconds(minutes * 60, name, signal, work);
}

/** The same with seconds. Below a minute only the first of several failed turns in a row is logged. */
export async function everySeconds(
  seconds: number,
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  let failing = false;
  while (!signal.aborted) {
    try {
      await work();
      failing = false;
    } catch (error) {
      if (!signal.aborted && !failing) log.error("{name} failed: {error}", { name, error });
      failing = seconds < 60;
    }
    await pause(untilNext(seconds), signal);
  }
}

/**
 * Runs `work` each day at `time` (UTC, by the clock `now`), not at the start, until the signal
 * aborts. Logs a failed run and goes on. Resolves after the last run has ended.
 */
export async function everyDay(
  time: Temporal.PlainTime,
  name: string,
  { now, signal }: { now: () => Temporal.Instant; signal: AbortSignal },
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await pause(untilTime(time, now()), signal);
    if (signal.aborted) return;
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

function untilNext(seconds: number): number {
  const step = seconds * 1000;
  return step - (Temporal.Now.instant().epochMilliseconds % step);
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
