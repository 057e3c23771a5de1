/** A zone that a file names, and the words it does so with. */
export interface FoundZone {
  zone: string;
  words: string;
}

const OFFSET = /\b(?:utc|gmt)\s*([+\-\u2212])\s*(\d{1,2})(?::?([0-5]\d))?\b/i;
const UTC = /\b(?:utc|gmt|zulu|greenwich)\b(?!\s*(?:time )?offset)|\(z\)/i;
const NAMED =
  /\b(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?\b/;

/** As Windows lists zones, where the offset is that of winter only: "(UTC+01:00) Berlin, Rome". */
const OF_CITIES = /\((?:utc|gmt)[^)]*\)\s*\p{L}{4,}/iu;
const ABOUT_ZONES = /zone|fuseau|huso|fuso|all times|times (?:are )?in|zeiten in|heures? en/i;

/** Returns the zone that a line above the header names; when a file was made says nothing. */
export const zoneAbove = (line: string): FoundZone | null =>
  ABOUT_ZONES.test(line) ? zoneIn(line) : null;

/**
 * Returns the zone that a text names: an IANA name, an offset of whole hours, or UTC, as GMT is; null
 * where it names none. "CET" and the like are the clock of a country, with or without summer time.
 */
export function zoneIn(text: string): FoundZone | null {
  if (OF_CITIES.test(text)) return null;
  const plain = text.replaceAll("_", " ");
  const named = NAMED.exec(text)?.[0];
  if (named && isZone(named)) return { zone: named, words: named };
  const [words, sign, hours, minutes] = OFFSET.exec(plain) ?? [];
  if (words && Number(hours) <= 14) {
    if (Number(hours) === 0) return { zone: "UTC", words };
    // POSIX counts the other way: Etc/GMT-1 is one hour ahead.
    if (!Number(minutes)) {
      return { zone: `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`, words };
    }
    return null;
  }
  const utc = UTC.exec(plain)?.[0];
  return utc ? { zone: "UTC", words: utc } : null;
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
