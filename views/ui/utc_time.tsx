import { instantOf } from "../../domain/time/utc_text.ts";

/** `21 Nov 2026, 08:07 UTC`, for what hangs on no site and so on no zone; words for no time. */
export function UtcTime({ at, never = "never" }: { at: string | null; never?: string }) {
  const time = instantOf(at)?.toZonedDateTimeISO("UTC");
  if (!time) return <>{at ?? never}</>;
  const date = time.toPlainDate().toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return (
    <time datetime={at ?? undefined}>
      {`${date}, ${time.toPlainTime().toString().slice(0, 5)} UTC`}
    </time>
  );
}
