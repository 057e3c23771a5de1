import { LineFault, unescape, unescaped } from "./line_fault.ts";

/** The longest measurement with its tags, as in InfluxDB. */
const LONGEST_KEY = 65_535;

/**
 * Returns the name of a series, `measurement,tag=value`, with its tags sorted by their keys and
 * without escapes. Throws LineFault for what InfluxDB refuses; `isAtEnd` says that nothing follows.
 */
export function seriesName(key: string, isAtEnd: boolean): string {
  if (key === "" || key.startsWith(",")) throw new LineFault("missing measurement");
  const end = unescaped(key, ",", 1);
  const tags = end < 0 ? [] : tagsOf(key, end + 1, isAtEnd);
  if (isAtEnd) throw new LineFault("missing fields");
  if (key.length > LONGEST_KEY) {
    throw new LineFault(`max key length exceeded: ${key.length} > ${LONGEST_KEY}`);
  }
  const measurement = unescape(end < 0 ? key : key.slice(0, end));
  if (tags.length === 0) return measurement;
  tags.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  if (tags.some(([name], at) => name === tags[at + 1]?.[0])) throw new LineFault("duplicate tags");
  return `${measurement},${tags.map(([name, value]) => `${name}=${value}`).join()}`;
}

/** Returns the names and values of tags, without escapes. */
function tagsOf(key: string, start: number, isAtEnd: boolean): [string, string][] {
  const tags: [string, string][] = [];
  for (let at = start; at >= 0;) {
    if (at >= key.length || key[at] === "," || key[at] === "=") {
      throw new LineFault("missing tag key");
    }
    const comma = unescaped(key, ",", at + 1);
    const equals = unescaped(key, "=", at + 1);
    if (equals < 0 || (comma >= 0 && comma < equals)) throw new LineFault("missing tag value");
    tags.push([unescape(key.slice(at, equals)), unescape(valueAt(key, equals + 1, isAtEnd))]);
    const next = unescaped(key, ",", equals + 2);
    at = next < 0 ? -1 : next + 1;
  }
  return tags;
}

function valueAt(key: string, start: number, isAtEnd: boolean): string {
  if (start >= key.length || key[start] === ",") throw new LineFault("missing tag value");
  const comma = unescaped(key, ",", start + 1);
  const end = comma < 0 ? key.length : comma;
  const equals = unescaped(key, "=", start + 1);
  if (equals >= 0 && equals < end) throw new LineFault("invalid tag format");
  if (comma < 0 && isAtEnd) throw new LineFault("missing fields");
  return key.slice(start, end);
}
