import { HOUR } from "../../time/time.ts";

/** Short names of zones beside times: how far they are ahead of UTC in hours, and whose clock has them. */
const SINGLE: Record<string, readonly [number, string]> = {
  ...{ wet: [0, "Europe/Lisbon"], west: [1, "Europe/Lisbon"], bst: [1, "Europe/London"] },
  ...{ cet: [1, "Europe/Berlin"], cest: [2, "Europe/Berlin"] },
  ...{ mez: [1, "Europe/Berlin"], mesz: [2, "Europe/Berlin"] },
  ...{ eet: [2, "Europe/Athens"], eest: [3, "Europe/Athens"] },
  ...{ est: [-5, "America/New_York"], edt: [-4, "America/New_York"] },
  ...{ cst: [-6, "America/Chicago"], cdt: [-5, "America/Chicago"] },
  ...{ mst: [-7, "America/Denver"], mdt: [-6, "America/Denver"] },
  ...{ pst: [-8, "America/Los_Angeles"], pdt: [-7, "America/Los_Angeles"] },
  ...{ aest: [10, "Australia/Sydney"], aedt: [11, "Australia/Sydney"] },
  ...{ acst: [9.5, "Australia/Adelaide"], acdt: [10.5, "Australia/Adelaide"] },
  ...{ nzst: [12, "Pacific/Auckland"], nzdt: [13, "Pacific/Auckland"] },
};

/** Both names of a clock, beside each time of the year. */
const BOTH: Record<string, readonly [string, string]> = {
  ...{ "cet/cest": ["cet", "cest"], "mez/mesz": ["mez", "mesz"], "eet/eest": ["eet", "eest"] },
  ...{ "wet/west": ["wet", "west"] },
};
const NAMES = [...Object.keys(BOTH), ...Object.keys(SINGLE)];
const AT_END = new RegExp(`(?<=\\d[:.]\\d\\d.*) ?\\(?\\b(${NAMES.join("|")})\\)?$`, "i");

/** The short name of a zone beside a time. */
export interface ZoneWord {
  word: string;
  /** How far it can be ahead of UTC, in milliseconds. */
  offsetsMs: number[];
  /** The zone whose clock has it, as far as one is known best. */
  zone: string;
}

/** Returns the word for a zone that a time ends with, as "CEST"; null without one. */
export function zoneWordOf(text: string): ZoneWord | null {
  if (!/[a-z)]$/i.test(text)) return null; // as the times of most files, which this spares the pattern
  const word = AT_END.exec(text)?.[1]?.toUpperCase();
  if (!word) return null;
  const found = (BOTH[word.toLowerCase()] ?? [word.toLowerCase()]).map((name) => SINGLE[name]!);
  return { word, offsetsMs: found.map(([hours]) => hours * HOUR), zone: found[0]![1] };
}

export const withoutZoneWord = (text: string): string => text.replace(AT_END, "");
