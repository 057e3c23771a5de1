/** `21 Nov 2026, 08:07 UTC`, for what hangs on no site and so on no zone; words for no time. */
export function UtcTime({ at, never = "never" }: { at: string | null; never?: string }) {
  if (!at?.endsWith("Z")) return <>{at ?? never}</>;
  const time = Temporal.Instant.from(at).toZonedDateTimeISO("UTC");
  const date = time.toPlainDate().toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return <time datetime={at}>{`${date}, ${time.toPlainTime().toString().slice(0, 5)} UTC`}</time>;
}
