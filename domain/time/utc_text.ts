/**
 * Returns the instant of a time of the database; undefined for null, for infinities, and for years
 * outside of RFC 3339, all of which other writers can store.
 */
export function instantOf(text: string | null): Temporal.Instant | undefined {
  if (!text || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return undefined;
  return Temporal.Instant.from(text);
}
