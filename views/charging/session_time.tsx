import { dayOf } from "../../domain/time/time.ts";
import { shortDate } from "../ui/day_text.ts";
import { clock } from "../ui/time.tsx";

/** Returns a moment in a zone as `21 Nov 2026, 14:10`. */
export function sessionTime(ms: number, zone: string): string {
  const day = dayOf(Temporal.Instant.fromEpochMilliseconds(ms), zone);
  return `${shortDate(day)}, ${clock(ms, zone)}`;
}
