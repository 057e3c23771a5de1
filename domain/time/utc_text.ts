/**
 * The instant of a time as the database gives it; undefined for none, for infinities and for years
 * that RFC 3339 cannot write (others write these tables, too).
 */
export function instantOf(text: string | null): Temporal.Instant | undefined {
  if (!text || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return undefined;
  return Temporal.Instant.from(text);
}
