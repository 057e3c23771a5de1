/** Returns an RFC 3339 text as microseconds since 1970. Throws RangeError for others. */
export function microseconds(utc: string): number {
  const { epochNanoseconds } = Temporal.Instant.from(utc);
  return Number(epochNanoseconds / 1000n);
}

/** Returns whole microseconds since 1970 as RFC 3339 text with `Z`. */
export function microText(micros: number): string {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(micros) * 1000n).toString();
}
