const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** Which of two times that a clock shows when it is put back. */
export type Which = "first" | "second";

/** A time of a clock, or why it is none. */
export type LocalMoment =
  | { instant: Temporal.Instant; problem?: undefined }
  | { instant?: undefined; problem: "not a time" | "skipped" | "twice" };

/**
 * Returns the instant of a local time like `2026-06-21T06:00` in a zone. A time that the clock skips
 * when it is put forward is none; one that it shows twice is none without saying which.
 */
export function localMoment(text: string, zone: string, which?: Which): LocalMoment {
  if (!LOCAL.test(text)) return { problem: "not a time" };
  const local = plainTime(text);
  if (!local) return { problem: "not a time" };
  const [earlier, later] = (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation })
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (earlier.equals(later)) return { instant: earlier.toInstant() };
  if (!earlier.toPlainDateTime().equals(local)) return { problem: "skipped" };
  if (which === undefined) return { problem: "twice" };
  return { instant: (which === "first" ? earlier : later).toInstant() };
}

function plainTime(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Returns an instant on the clock of a zone, as `localMoment` reads it, and which of two times it is
 * where the clock shows it twice.
 */
export function onClock(instant: Temporal.Instant, zone: string): { text: string; which?: Which } {
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  const isWhole = local.second === 0 && local.millisecond === 0 && local.microsecond === 0;
  const text = isWhole ? local.toString({ smallestUnit: "minute" }) : local.toString();
  if (localMoment(text, zone).problem !== "twice") return { text };
  const isFirst = localMoment(text, zone, "first").instant!.equals(instant);
  return { text, which: isFirst ? "first" : "second" };
}
