import { log } from "./log.ts";

/**
 * Runs `work` now and then at every whole multiple of `minutes` (UTC) until the signal aborts. Turns
 * never overlap: one that takes longer than its slot skips the missed ones. A failed turn is logged,
 * and the next one comes all the same. Resolves after the last turn has ended.
 */
export async function everyMinutes(
  minutes: number,
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) log.error("{name} failed: {error}", { name, error });
    }
    await pause(untilNext(minutes), signal);
  }
}

/**
 * Runs `work` each day at that time (UTC, by `now`) until the signal aborts; not at the start. A failed
 * turn is logged. Resolves after the last turn has ended.
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

/** Milliseconds, at least 1, until the clock in UTC next says `time`. */
export function untilTime(time: Temporal.PlainTime, now: Temporal.Instant): number {
  const here = now.toZonedDateTimeISO("UTC");
  const today = here.withPlainTime(time);
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 });
  return Math.ceil(here.until(next).total("milliseconds"));
}

function untilNext(minutes: number): number {
  const step = minutes * 60_000;
  return step - (Temporal.Now.instant().epochMilliseconds % step);
}

/** Resolves after that time, or when the signal aborts. */
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
