const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * Returns the instant of a local time like `2026-06-21T06:00` in a zone; undefined for other text.
 * Of two times that a clock shows when it is put back, the first; of those that it skips, the same
 * time by the clock of before.
 */
export function instantOfLocal(text: string, zone: string): Temporal.Instant | undefined {
  if (!LOCAL.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(zone)
      .toInstant();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns an instant by the clock of a zone: `2026-06-21T06:00`. */
export function localOf(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}
