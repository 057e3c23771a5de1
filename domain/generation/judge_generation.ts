import type { Fault } from "../unknown_names.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import { milliseconds } from "../time/time.ts";
import { faultOf, NO_SITE, type Wrong } from "../value_limits.ts";
import { type Warning, WarningList } from "../warnings.ts";
import { addDoubts, type PlacedPower } from "./generation_doubts.ts";
import { wrongGeneration } from "./generation_limits.ts";
import { NEAR_LIMIT } from "./plausible.ts";
import type { NewGeneration } from "./generation_value.ts";

/** Measured values that are good, with their places, and what is wrong with the others. */
export interface JudgedGeneration {
  values: NewGeneration[];
  places: number[];
  faults: Fault[];
}

/** Values that are judged before other work gets its turn. */
const PIECE = 1000;

/**
 * Judges measured values, each at its place in the request, by the facts of their sites. Yields now
 * and then, for other work to be done.
 */
export function* judgeGeneration(
  values: readonly NewGeneration[],
  places: readonly number[],
  facts: ReadonlyMap<string, SiteFacts>,
  nowMs: number,
): Generator<void, JudgedGeneration> {
  const judged: JudgedGeneration = { values: [], places: [], faults: [] };
  const first = new Map<string, { kw: number | null; place: number }>();
  for (const [i, value] of values.entries()) {
    if (i % PIECE === 0) yield;
    const place = places[i]!;
    const site = facts.get(value.site_uuid);
    const wrong = site
      ? wrongGeneration(value, site.largest_capacity_kw, nowMs) ??
        contradiction(first, value, place)
      : NO_SITE;
    if (wrong) judged.faults.push(faultOf(wrong, ["values", place], value));
    else {
      judged.values.push(value);
      judged.places.push(place);
    }
  }
  return judged;
}

/** A period has one value in a request; the same value twice is harmless. */
function contradiction(
  first: Map<string, { kw: number | null; place: number }>,
  value: NewGeneration,
  place: number,
): Wrong | undefined {
  const { site_uuid, start_utc, end_utc, generation_power_kw: kw } = value;
  const key = `${site_uuid} ${milliseconds(start_utc)} ${milliseconds(end_utc)}`;
  const before = first.get(key);
  if (!before) first.set(key, { kw, place });
  if (!before || before.kw === kw) return undefined;
  const message = `row ${before.place + 1} has another value for this period.`;
  return { field: "generation_power_kw", message };
}

/** What looking for doubts needs of the service. */
export interface Around {
  /** Looks up the highest values of sites that were measured before a time, all or of some days. */
  highest: (siteUuids: string[], beforeMs: number, days?: number) => Promise<Map<string, number>>;
  /** Does work that yields in turns with other work. */
  inTurns: <T>(work: Generator<void, T>) => Promise<T>;
}

/** Days in whose highest value a plant may be held by curtailment. */
const HELD_DAYS = 30;
/** Multiple of the highest measured value, above which a site without a capacity gets a warning. */
const FAR_ABOVE = 10;

/**
 * Returns what is odd about good values. Asks for the highest stored values only where a meter
 * seems stuck (of 30 days) and of sites without a capacity.
 */
export async function doubtsOfGeneration(
  { values, places }: Pick<JudgedGeneration, "values" | "places">,
  facts: ReadonlyMap<string, SiteFacts>,
  around: Around,
): Promise<Warning[]> {
  const warnings = new WarningList();
  await addAllDoubts(warnings, await around.inTurns(bySite(values, places)), facts, around);
  return warnings.list();
}

/** Adds what is odd about good values to `warnings`; those of each site are in order of time. */
export async function addAllDoubts(
  warnings: WarningList,
  all: ReadonlyMap<string, PlacedPower[]>,
  facts: ReadonlyMap<string, SiteFacts>,
  { highest, inTurns }: Around,
): Promise<void> {
  const stuck = new Map<string, PlacedPower[][]>();
  const unlimited = new Map<string, PlacedPower[]>();
  const firstMs = Math.min(...[...all.values()].map(([first]) => first!.startMs));
  for (const [uuid, periods] of all) {
    const site = facts.get(uuid)!;
    const found = await inTurns(addDoubts(warnings, periods, site));
    if (found.length > 0) stuck.set(uuid, found);
    if (site.largest_capacity_kw === null) unlimited.set(uuid, periods);
  }
  await addStuck(warnings, stuck, (uuids) => highest(uuids, firstMs, HELD_DAYS));
  const known = unlimited.size === 0 ? new Map() : await highest([...unlimited.keys()], firstMs);
  for (const [uuid, periods] of unlimited) {
    const mostKw = known.has(uuid) ? FAR_ABOVE * known.get(uuid) : Infinity;
    const far = periods.filter(({ powerKw }) => powerKw > mostKw);
    for (const period of far) warnings.add("far_above_measured", period);
  }
}

/** A value within 2 % of the highest of the last days is one that a curtailed plant holds. */
async function addStuck(
  warnings: WarningList,
  stuck: ReadonlyMap<string, PlacedPower[][]>,
  highestOf: (siteUuids: string[]) => Promise<Map<string, number>>,
) {
  const known = stuck.size === 0 ? new Map() : await highestOf([...stuck.keys()]);
  for (const [uuid, stretches] of stuck) {
    const limitKw = known.get(uuid) ?? 0;
    for (const stretch of stretches) {
      if (Math.abs(stretch[0]!.powerKw - limitKw) <= NEAR_LIMIT * limitKw) continue;
      for (const period of stretch) warnings.add("stuck", period);
    }
  }
}

/** Returns the measured periods of each site, in order of time. Yields now and then. */
export function* bySite(
  values: readonly NewGeneration[],
  places: readonly number[],
): Generator<void, Map<string, PlacedPower[]>> {
  const found = new Map<string, PlacedPower[]>();
  for (const [i, value] of values.entries()) {
    if (i % PIECE === 0) yield;
    if (value.generation_power_kw === null) continue;
    const period = {
      row: places[i]!,
      startMs: milliseconds(value.start_utc),
      endMs: milliseconds(value.end_utc),
      powerKw: value.generation_power_kw,
    };
    const of = found.get(value.site_uuid);
    if (of) of.push(period);
    else found.set(value.site_uuid, [period]);
  }
  for (const periods of found.values()) periods.sort((a, b) => a.startMs - b.startMs);
  return found;
}
