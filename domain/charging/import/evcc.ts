/**
 * Sessions as evcc exports them: as CSV with names in the language of its user, and as JSON of its
 * API (https://docs.evcc.io). Times of charging are nanoseconds in JSON and texts like 1h5m0s in CSV.
 */
const NAMES: Record<string, readonly string[]> = {
  session_start_utc: ["created", "startzeit", "start time"],
  session_end_utc: ["finished", "endzeit", "end time"],
  location_name: ["loadpoint", "charging point", "ladepunkt"],
  device_id: ["vehicle", "fahrzeug"],
  "energy_kwh:kWh": [
    "chargedenergy",
    "charged energy (kwh)",
    "energy (kwh)",
    "energie (kwh)",
    "geladene energie (kwh)",
  ],
  "charge_duration_seconds:clock": ["charge duration", "duration", "ladedauer"],
  "charge_duration_seconds:ns": ["chargeduration"],
  start_soc: ["socstart", "soc start (%)"],
  end_soc: ["socstop", "soc stop (%)"],
  cost: ["price", "preis"],
};
const TARGETS = new Map(
  Object.entries(NAMES).flatMap(([target, names]) => names.map((name) => [name, target])),
);

/** Columns that only these files have together. */
const OWN = ["session_start_utc", "session_end_utc", "location_name", "energy_kwh:kWh"];

/**
 * Returns what the columns of a file of evcc hold; null for another file. Its own share of the sun is
 * left out, since it is computed from what the site generated.
 */
export function evccTargets(header: readonly string[]): (string | null)[] | null {
  const targets = header.map((name) => TARGETS.get(name.trim().toLowerCase()) ?? null);
  const isOne = OWN.every((target) => targets.includes(target)) &&
    header.some((name) => /^(?:created|startzeit|created at)$/i.test(name.trim())) &&
    header.some((name) => /^(?:loadpoint|charging point|ladepunkt)$/i.test(name.trim()));
  return isOne ? targets : null;
}
