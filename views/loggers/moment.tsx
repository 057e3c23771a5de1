import { momentText } from "../../domain/time/moment_text.ts";
import { instantOf } from "../../domain/time/utc_text.ts";

/** Shows a time in a zone to the second, as `22 Nov 2026, 08:15:07`. */
export function Moment({ utc, zone }: { utc: string; zone: string }) {
  const instant = instantOf(utc);
  if (!instant) return <>{utc}</>;
  const second = String(instant.toZonedDateTimeISO(zone).second).padStart(2, "0");
  return <time datetime={utc}>{`${momentText(instant, zone)}:${second}`}</time>;
}
