import { createHash } from "node:crypto";
import { uuidText } from "./uuid_text.ts";

/** What a session is told apart by, where the file has no number of its own. */
interface SessionKey {
  startMs: number | null;
  /** The name as it is written: another case is another session. */
  place: string | null;
  energyKwh: number | null;
}

/**
 * Returns the UUID of a session without one: the MD5 of start, place and energy, as LightningROD
 * makes it. The same row has the same one, in whichever file it is.
 */
export function sessionIdOf({ startMs, place, energyKwh }: SessionKey): string {
  const key = `${startMs === null ? "" : isoText(startMs)}|${place ?? ""}|${numberText(energyKwh)}`;
  return uuidText(createHash("md5").update(key).digest("hex"));
}

/** Writes a time as `datetime.isoformat` of Python does: 2025-01-07T10:00:00+00:00. */
function isoText(ms: number): string {
  const text = Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: "second" });
  const part = ((ms % 1000) + 1000) % 1000;
  return text.replace("Z", `${part ? `.${String(part).padStart(3, "0")}000` : ""}+00:00`);
}

/** Writes a number as `str` of Python does: 12 as 12.0, 0.00001 as 1e-05. */
function numberText(value: number | null): string {
  if (value === null) return "";
  const size = Math.abs(value);
  if (size >= 1e16 || size > 0 && size < 1e-4) {
    return value.toExponential().replace(/e([+-])(\d)$/, (_, sign, digit) => `e${sign}0${digit}`);
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
