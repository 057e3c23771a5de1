import leven from "leven";

/** What other systems call the things that are sent here; the first one that is known counts. */
const SYNONYMS: Record<string, readonly string[]> = {
  alt: ["altitude_m"],
  aspect: ["orientation"],
  azimuth: ["orientation"],
  begin: ["start_utc", "start"],
  count: ["limit"],
  data: ["values"],
  date: ["start_utc", "start", "timestamp_utc"],
  datetime: ["start_utc", "start", "timestamp_utc"],
  elevation: ["altitude_m"],
  finish: ["end_utc", "end"],
  from: ["start_utc", "start"],
  heading: ["orientation"],
  height: ["altitude_m"],
  id: ["site_uuid", "client_site_id"],
  inclination: ["tilt"],
  init_time: ["timestamp_utc"],
  init_time_utc: ["timestamp_utc"],
  issue_time: ["timestamp_utc"],
  kw: ["generation_power_kw", "forecast_power_kw"],
  kwp: ["module_capacity_kw"],
  lng: ["longitude"],
  name: ["client_site_name", "model_name"],
  offset: ["cursor"],
  output: ["generation_power_kw", "forecast_power_kw"],
  overwrite: ["replace"],
  page: ["cursor"],
  page_size: ["limit"],
  peak_power: ["module_capacity_kw"],
  power: ["generation_power_kw", "forecast_power_kw"],
  power_kw: ["generation_power_kw", "forecast_power_kw"],
  readings: ["values"],
  rows: ["values"],
  run_time: ["timestamp_utc"],
  since: ["start_utc", "start"],
  slope: ["tilt"],
  technology: ["asset_type"],
  time: ["start_utc", "start", "timestamp_utc"],
  to: ["end_utc", "end"],
  tz: ["time_zone"],
  until: ["end_utc", "end"],
  upsert: ["replace"],
  uuid: ["site_uuid"],
  value: ["generation_power_kw", "forecast_power_kw"],
};

/** Words of other names for words of ours, where a name has several. */
const WORDS: Record<string, string> = { ac: "inverter", dc: "module", plevel: "p", quantile: "p" };

/**
 * Returns the known name that a wrong one most likely stands for; undefined when none is near. By
 * what other systems call it, else the nearest in length that holds it or is held by it, else the
 * nearest by edit distance (Levenshtein), of at most half of its letters.
 */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const name = inOurStyle(wrong);
  const synonym = SYNONYMS[name]?.find((one) => known.includes(one));
  if (synonym) return synonym;
  const nearest = (names: readonly string[]) =>
    names.toSorted((a, b) => distance(name, a) - distance(name, b))[0];
  const kin = known.filter((one) => holds(one, name) || holds(name, one));
  if (kin.length > 0) return nearest(kin);
  const one = nearest(known);
  return one !== undefined && distance(name, one) <= name.length / 2 ? one : undefined;
}

const distance = (a: string, b: string) => leven(a, b);

/** Letters of a name that tell enough to be looked for in others. */
const LEAST_TELLING = 3;

function holds(long: string, short: string): boolean {
  return short.length >= LEAST_TELLING && long.includes(short);
}

/** Writes `startUtc` and `Start-UTC` as `start_utc`, and its words as ours. */
function inOurStyle(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z\d]+/);
  return words.map((word) => WORDS[word] ?? word).join("_").replace(/^p_(\d)/, "p$1");
}
