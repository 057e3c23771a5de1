/** Returns the whole seconds since 1970 of an ISO 8601 time, in UTC unless it has an offset. */
export function instantOf(text: string): number | undefined {
  const time = text.trim().replace(/ (?=\d\d:)/, "T").replace(/ (?=\d\d:?\d\d$)/, "+");
  for (const zone of ["", "Z"]) {
    try {
      return Math.floor(Temporal.Instant.from(time + zone).epochMilliseconds / 1000);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return undefined;
}
