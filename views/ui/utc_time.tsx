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

/** Shows a time of today (UTC) as `22:45 UTC`, another one with its day, `none` if there is none. */
export function ShortUtcTime({ at, now }: { at: string | null; now: Temporal.Instant }) {
  const [time, today] = [instantOf(at), now].map((one) => one?.toZonedDateTimeISO("UTC"));
  const isToday = time && today && time.toPlainDate().equals(today.toPlainDate());
  if (!isToday) return <UtcTime at={at} never="none" />;
  return <time datetime={at!}>{time.toPlainTime().toString().slice(0, 5)} UTC</time>;
}
