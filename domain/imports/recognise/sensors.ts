import type { WrongKind } from "../reading.ts";
import type { SeenColumn } from "./columns.ts";
import type { Role } from "./header_words.ts";
import { TOTAL_WORDS } from "./header_words.ts";
import type { Identity } from "./identity.ts";
import { hasWord, plainName, roleOf } from "./names.ts";
import { REFUSALS } from "./refusals.ts";

const SENSOR =
  "entity|sensor|measurement|metric|parameter|variable|quantity|topic|channel|register|data point|messwert";

/** Why a sensor that is not of generation is refused. */
const REFUSED: Partial<Record<Role, WrongKind>> = {
  consumption: REFUSALS.consumption,
  battery: REFUSALS.consumption,
  vehicle: REFUSALS.ev,
  import: REFUSALS.importMeter,
  net: REFUSALS.netMeter,
  temperature: REFUSALS.weather,
  irradiance: REFUSALS.weather,
  wind_speed: REFUSALS.weather,
  forecast: REFUSALS.forecast,
};

/**
 * Returns the columns, that of values named after the sensor that a column names in each line; or
 * why the lines cannot be added up: they are of several things.
 */
export function namedSensor(
  columns: SeenColumn[],
  { inverter }: Identity,
): { columns: SeenColumn[] } | WrongKind {
  if (!inverter) return { columns };
  const names = [...inverter.distinct].map(plainName);
  if (!hasWord(inverter.plain, SENSOR)) {
    const totals = names.filter(isNoInverter);
    return totals.length > 0 && totals.length < names.length
      ? REFUSALS.totalsAmongInverters
      : { columns };
  }
  const stems = new Set(names.map((name) => name.replace(/\d+/g, "")));
  if (stems.size > 1) return REFUSALS.severalSensors;
  const role = roleOf(names[0]!, null);
  const refused = role === null ? undefined : REFUSED[role];
  if (refused) return refused;
  return {
    columns: columns.map((column) =>
      column.role === "generic" && column.isNumeric
        ? { ...column, role: role ?? "generic", plain: names[0]! }
        : column
    ),
  };
}

const isNoInverter = (name: string) =>
  hasWord(name, `${TOTAL_WORDS}|meter|*zahler|compteur|contador|contatore|grid`);
