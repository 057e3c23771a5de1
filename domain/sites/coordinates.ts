/** Coordinates as people copy them: from maps, their links, leaflets and other programs. */

export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** Degrees, or degrees and minutes, or these and seconds, each with its sign and a decimal mark. */
const ANGLE = String.raw`([-+−]?\d{1,3}(?:[.,]\d+)?)\s*°?` +
  String
    .raw`(?:\s*(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|''|′′|’’))?)?`;
const SIDES_AFTER = new RegExp(`^${ANGLE}\\s*([NSEWO])?[\\s,;/]+${ANGLE}\\s*([NSEWO])?$`, "i");
const SIDES_BEFORE = new RegExp(`^([NSEWO])\\s*${ANGLE}[\\s,;/]+([NSEWO])\\s*${ANGLE}$`, "i");
/** Degrees, minutes and seconds with nothing but blanks between them: `51 30 26 N 0 7 39 W`. */
const BLANKS =
  /^(\d{1,3}) (\d{1,2}) (\d{1,2}(?:\.\d+)?) ?([NS])[ ,;]+(\d{1,3}) (\d{1,2}) (\d{1,2}(?:\.\d+)?) ?([EWO])$/i;

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** Where links of maps have coordinates, the place that was marked before the middle of the map. */
const LINKS = [
  `!3d${NUMBER}!4d${NUMBER}`,
  `[?&]mlat=${NUMBER}&mlon=${NUMBER}`,
  `[?&](?:q|ll|query|destination|daddr|center)=${NUMBER}(?:,|%2C)[+ ]*${NUMBER}`,
  `^geo:${NUMBER},${NUMBER}`,
  `@${NUMBER},${NUMBER}`,
  String.raw`#map=[\d.]+/${NUMBER}/${NUMBER}`,
].map((pattern) => new RegExp(pattern, "i"));

/**
 * Reads latitude and longitude in degrees, north and east positive, from `51.5, -0.12`,
 * `51,5; -0,12`, `51.5° N, 0.12° W`, `51°30'26"N 0°7'39"W`, `W 0.12 N 51.5` and from links of maps.
 * Returns undefined for other text, for angles out of range, and where it is not clear what a comma
 * means.
 */
export function parseCoordinates(text: string): Coordinates | undefined {
  const tidy = text.trim().replace(/\s+/g, " ").replace(/^\((.*)\)$/, "$1");
  const found = fromLink(tidy) ?? fromBlanks(tidy) ?? fromPair(tidy);
  if (!found) return undefined;
  const isOnEarth = Math.abs(found.latitude) <= 90 && Math.abs(found.longitude) <= 180;
  return isOnEarth ? found : undefined;
}

function fromLink(text: string): Coordinates | undefined {
  for (const link of LINKS) {
    const match = link.exec(text);
    if (match) return { latitude: Number(match[1]), longitude: Number(match[2]) };
  }
}

function fromBlanks(text: string): Coordinates | undefined {
  const match = BLANKS.exec(text);
  if (!match) return undefined;
  const [, d1, m1, s1, north, d2, m2, s2, east] = match;
  const [latitude, longitude] = [degrees(d1!, m1, s1), degrees(d2!, m2, s2)];
  if (latitude === undefined || longitude === undefined) return undefined;
  return { latitude: latitude * sign(north), longitude: longitude * sign(east) };
}

/** The parts of an angle as they were written. */
interface Written {
  whole: string;
  minutes?: string;
  seconds?: string;
  side?: string;
}

function fromPair(text: string): Coordinates | undefined {
  if (isAmbiguous(text)) return undefined;
  const after = SIDES_AFTER.exec(text);
  if (after) {
    const [, d1, m1, s1, side1, d2, m2, s2, side2] = after;
    return placed({ whole: d1!, minutes: m1, seconds: s1, side: side1 }, {
      whole: d2!,
      minutes: m2,
      seconds: s2,
      side: side2,
    });
  }
  const before = SIDES_BEFORE.exec(text);
  if (!before) return undefined;
  const [, side1, d1, m1, s1, side2, d2, m2, s2] = before;
  return placed({ whole: d1!, minutes: m1, seconds: s1, side: side1 }, {
    whole: d2!,
    minutes: m2,
    seconds: s2,
    side: side2,
  });
}

function placed(one: Written, other: Written): Coordinates | undefined {
  const [first, second] = [one, other].map(({ whole, minutes, seconds, side }) => {
    const angle = degrees(whole, minutes, seconds);
    return angle !== undefined && !(side && angle < 0) ? angle * sign(side) : undefined;
  });
  if (first === undefined || second === undefined) return undefined;
  if (!one.side && !other.side) return { latitude: first, longitude: second };
  if (!one.side || !other.side || isNorthSouth(one.side) === isNorthSouth(other.side)) {
    return undefined;
  }
  return isNorthSouth(one.side)
    ? { latitude: first, longitude: second }
    : { latitude: second, longitude: first };
}

/** `51,5` could be a pair of whole numbers or a decimal comma: a blank after a comma tells. */
function isAmbiguous(text: string): boolean {
  const commas = text.match(/,(?! )/g)?.length ?? 0;
  return commas > 0 && !/[ ;/]/.test(text) && !text.includes(".");
}

const isNorthSouth = (side: string) => /^[NS]$/i.test(side);

/** South and west are negative; O is the west of French, Spanish, Portuguese and Italian. */
const sign = (side: string | undefined) => /^[SWO]$/i.test(side ?? "") ? -1 : 1;

/** Returns an angle in degrees; undefined where minutes or seconds reach 60. */
function degrees(whole: string, minutes = "0", seconds = "0"): number | undefined {
  const number = (text: string) => Number(text.replace(",", ".").replace("−", "-"));
  const [d, m, s] = [number(whole), number(minutes), number(seconds)];
  if (m >= 60 || s >= 60) return undefined;
  const isNegative = /^[-−]/.test(whole);
  return d + (isNegative ? -1 : 1) * (m / 60 + s / 3600);
}
