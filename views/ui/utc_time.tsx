import { instantOf } from "../../domain/time/utc_text.ts";
import { shortDate } from "./day_text.ts";

/**
 * Shows a time as `21 Nov 2026, 08:07 UTC`, for pages that are about no single site and so have no
 * zone of their own. Shows `never` if there is no time.
 */
export function UtcTime({ at, never = "never" }: { at: string | null; never?: string }) {
  const time = instantOf(at)?.toZonedDateTimeISO("UTC");
  if (!time) return <>{at ?? never}</>;
  return (
    <time datetime={at ?? undefined}>
      {`${shortDate(time)}, ${time.toPlainTime().toString().slice(0, 5)} UTC`}
    </time>
  );
}
