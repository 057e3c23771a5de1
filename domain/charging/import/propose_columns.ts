import { IMPORT_FIELDS } from "./fields.ts";
import { evccTargets } from "./evcc.ts";

/** Other names of a column, without blanks, `_` and `-`. */
const ALIASES: Record<string, string> = {
  starttime: "session_start_utc",
  sessionstart: "session_start_utc",
  endtime: "session_end_utc",
  sessionend: "session_end_utc",
  durationminutes: "charge_duration_seconds:min",
  energyconsumedkwh: "energy_kwh",
  chargerkwh: "energy_kwh",
  averagepowerkw: "charging_kw",
  startsocpercent: "start_soc",
  endsocpercent: "end_soc",
  costtotal: "cost",
  chargertype: "charge_type",
  chargingtype: "charge_type",
  network: "network_name",
  networkid: "network_name",
  chargingnetwork: "network_name",
  vin: "device_id",
  locationaddress: "address",
  sessionnotes: "note",
  distanceadded: "miles_added:km",
};

/** Words that a name has all of, and what it then means; the first rule that fits counts. */
const RULES: readonly (readonly [words: readonly string[], target: string])[] = [
  [["start", "time"], "session_start_utc"],
  [["start", "utc"], "session_start_utc"],
  [["end", "time"], "session_end_utc"],
  [["end", "utc"], "session_end_utc"],
  [["evse", "energy"], "evse_energy_kwh"],
  [["energy", "kwh"], "energy_kwh"],
  [["energy", "consumed"], "energy_kwh"],
  [["kwh"], "energy_kwh"],
  [["duration", "min"], "charge_duration_seconds:min"],
  [["avg", "power"], "charging_kw"],
  [["average", "power"], "charging_kw"],
  [["max", "power"], "max_power"],
  [["min", "power"], "min_power"],
  [["start", "soc"], "start_soc"],
  [["end", "soc"], "end_soc"],
  [["cost", "total"], "cost"],
  [["miles"], "miles_added:mi"],
  [["voltage"], "charging_voltage"],
  [["amperage"], "charging_amperage"],
  [["location", "name"], "location_name"],
  [["location", "type"], "location_type"],
  [["network"], "network_name"],
  [["charge", "type"], "charge_type"],
  [["charger", "type"], "charge_type"],
  [["charging", "type"], "charge_type"],
  [["is", "free"], "is_free"],
  [["is", "complete"], "is_complete"],
  [["recorded"], "recorded_at"],
  [["location", "address"], "address"],
  [["latitude"], "latitude"],
  [["longitude"], "longitude"],
  [["evse", "kw"], "evse_kw"],
  [["evse", "max"], "evse_max_power_kw"],
];

/**
 * Columns of the older formats, of whose names a part is enough where it is in one of them only. Some
 * hold nothing to store, and keep a part of their name from meaning another one.
 */
const PARTIAL = [
  ...IMPORT_FIELDS.map(({ field }) => field).filter((name) =>
    ![
      "plugged_in_duration_seconds",
      "estimated_end_utc",
      "original_timestamp",
      "plug_status",
      "charging_status",
      "station_status",
      "charger_rated_kw",
      "currency",
      "network_name",
      "note",
    ].includes(name)
  ),
  "network_id",
  "location_id",
  "stall_id",
  "source_system",
];

/** Columns of known files that hold nothing to store, or a key of another system. */
const LEFT_OUT = new Set([
  "id",
  "locationid",
  "stallid",
  "sourcesystem",
  "ingestedat",
  "estimatedmilesadded",
  "actualefficiencymiperkwh",
  "efficiencymilesperkwh",
  "odometerstartmiles",
  "costpermile",
  "costperkwh",
]);

const plain = (name: string) => name.toLowerCase().replace(/[_\-\s\ufeff]/g, "");
const EXACT = new Map([
  ...IMPORT_FIELDS.map(({ field }) => [plain(field), field] as const),
  ...Object.entries(ALIASES),
]);

/**
 * Proposes what each column of a header holds: by known names, then by the words in a name, then by a
 * part of one field's name. null: nothing is proposed, and the column is left out unless a person
 * chooses. Where two columns would hold one field, the more exact name keeps it. Keys are those of
 * `targetKey`; a unit that no name says is `?`.
 */
export function proposeColumns(header: readonly string[]): (string | null)[] {
  const known = evccTargets(header);
  if (known) return known;
  return withoutParts(header.map(proposeColumn));
}

/** `rank` says by what a name was known: 2 the whole of it, 1 its words, 0 a part. */
interface Proposed {
  target: string;
  rank: 0 | 1 | 2;
}

function proposeColumn(header: string): Proposed | null {
  const name = plain(header);
  if (name === "" || LEFT_OUT.has(name) || name.startsWith("ll")) return null;
  const exact = EXACT.get(name);
  if (exact) return { target: withUnit(exact, name), rank: 2 };
  const words = byWords(name);
  if (words) return { target: withUnit(words, name), rank: 1 };
  const part = byPart(name);
  return part ? { target: withUnit(part, name), rank: 0 } : null;
}

function byWords(name: string): string | undefined {
  if (name.includes("evse") && name.includes("kwh") && !name.includes("energy")) return undefined;
  if (/(?:per|\/)kwh/.test(name)) return undefined; // a price or a range of each kWh
  return RULES.find(([words]) => words.every((word) => name.includes(word)))?.[1];
}

function byPart(name: string): string | undefined {
  if (name.includes("evse")) return undefined;
  const [found, ...others] = PARTIAL.map(plain).filter((field) =>
    field.includes(name) || name.includes(field)
  );
  return found && others.length === 0 && !LEFT_OUT.has(found) ? EXACT.get(found) : undefined;
}

const MEASURED = new Map(
  IMPORT_FIELDS.filter(({ units }) => units).map(({ field, units }) => [
    field,
    Object.keys(units!),
  ]),
);

/** Adds the unit that a name says; the stored unit where its field's name has it. */
function withUnit(target: string, name: string): string {
  const units = MEASURED.get(target);
  if (!units) return target;
  if (units.includes("s")) return `${target}:${timeUnit(name)}`;
  if (units.includes("mi")) return `${target}:${/km|kilomet/.test(name) ? "km" : "mi"}`;
  if (units.includes("Wh")) return `${target}:${/(?<!k)wh/.test(name) ? "Wh" : "kWh"}`;
  return `${target}:${/(?:\(|in|power)w\)?$/.test(name) ? "W" : "kW"}`;
}

function timeUnit(name: string): string {
  if (/sec|\(s\)/.test(name)) return "s";
  if (/min/.test(name)) return "min";
  return /hour|\(h\)/.test(name) ? "h" : "?";
}

/**
 * Leaves a field to the columns that are named for it where another one has but a part of its name. Of
 * several that are named for it a person chooses: they may differ.
 */
function withoutParts(proposed: (Proposed | null)[]): (string | null)[] {
  const fieldOf = ({ target }: Proposed) => target.split(":")[0]!;
  const named = new Set(
    proposed.filter((one) => one !== null).filter(({ rank }) => rank > 0).map(fieldOf),
  );
  return proposed.map((one) =>
    one && (one.rank > 0 || !named.has(fieldOf(one))) ? one.target : null
  );
}
