import { areForecasts } from "../forecasts/forecast_columns.ts";
import { UNITS, type WrongKind } from "../reading.ts";
import type { SeenColumn } from "./columns.ts";
import type { Facts } from "./file_sample.ts";
import { siteOf } from "./identity.ts";
import { hasWord } from "./names.ts";
import { REFUSALS } from "./refusals.ts";
import type { Table } from "./table.ts";
import { isPowerOrEnergy, unitOf } from "./units.ts";
import { timeKindOf } from "./cell_kinds.ts";

/** Columns that only logs of charging have, and none of them with a unit of power. */
const CHARGING =
  "vehicle|*fahrzeug|vehicul|veicol|voertuig|veiculo|charge point|chargepoint|charger$|charger id|charger name|" +
  "charging station|rfid|session|connector|*ladepunkt|*ladevorgang|*ladestation|borne|plug in|plugged|laadpaal|" +
  "laadpunt|car$|evse|ev name|colonnina|punto de recarga|*wallbox name|charging start|charge start";
const PERIOD_NUMBER = "hour|hora|heure|*stunde|ora|uur|he|period|sp|settlement period|mtu|interval";

/** Returns why a table is refused, by its columns alone; null where it can hold measurements. */
export function wrongKindOf(
  columns: SeenColumn[],
  table: Table,
  { sites }: Facts,
): WrongKind | null {
  if (hasSplitNumbers(table)) return REFUSALS.splitNumbers;
  const has = (role: string) => columns.some((column) => column.role === role);
  const hasTime = columns.some(({ time }) => time !== null && !time.startsWith("clock"));
  const places = columns.filter(({ role }) => role === "place").length;
  if (places >= 2 && !hasTime) return REFUSALS.sites;
  if (columns.some((column) => isOfCharging(column))) return REFUSALS.ev;
  if (areForecasts(columns)) return REFUSALS.forecast;
  if (!hasTime) return withoutTime(table, has("place"));
  if (columns.some(hasSeveralUnits)) return REFUSALS.twoUnits;
  const named = columns.filter(({ name, isNumeric }) => isNumeric && siteOf(name, sites));
  if (named.length > 1) return REFUSALS.siteColumns;
  return ofDates(columns, table);
}

/** Returns whether most lines go on behind the header with whole numbers: decimals behind a comma. */
function hasSplitNumbers({ delimiter, header, segments }: Table): boolean {
  if (delimiter !== "," || !header) return false;
  const rows = segments.flat();
  const wider = rows.filter((row) => row.slice(header.length).some((cell) => /^\d+$/.test(cell)));
  return wider.length > rows.length / 2;
}

const isOfCharging = ({ plain, unit, time }: SeenColumn) =>
  !isPowerOrEnergy(unit) && time === null && hasWord(plain, CHARGING) && !/solar|pv\b/.test(plain);

/** Returns whether a column names the unit of each line, and not always the same. */
const hasSeveralUnits = ({ distinct }: SeenColumn) =>
  distinct.size > 1 && distinct.size <= UNITS.length &&
  [...distinct].every((cell) => isPowerOrEnergy(unitOf(cell)));

function withoutTime(table: Table, hasPlace: boolean): WrongKind {
  if (hasPlace) return REFUSALS.sites;
  const [first] = table.segments;
  if (!first || first.length === 0) return REFUSALS.noRows;
  return REFUSALS.noTime;
}

/** A date alone is enough for values of days; for shorter ones there must be a time of day. */
function ofDates(columns: SeenColumn[], table: Table): WrongKind | null {
  const isTimed = columns.some(({ time }) => time !== null && time !== "date");
  const date = columns.find(({ time }) => time === "date");
  if (isTimed || !date) return null;
  const clocks = table.header?.filter((cell) => timeKindOf(cell) === "clock").length ?? 0;
  if (clocks > 10 || columns.filter(({ isNumeric }) => isNumeric).length >= 24) {
    return REFUSALS.matrix;
  }
  const repeats = date.filled.length / date.distinct.size;
  if (repeats < 3) return null;
  const isNumbered = columns.some(({ plain, isNumeric, distinct }) =>
    isNumeric && distinct.size <= 100 && hasWord(plain, PERIOD_NUMBER)
  );
  return isNumbered ? REFUSALS.periodNumber : repeats > 10 ? REFUSALS.noTimeOfDay : null;
}

/** Returns whether numbers stand beside their unit in the cells of some column: "850 W". */
export const hasUnitsInCells = (columns: SeenColumn[]): boolean =>
  columns.some(({ filled }) =>
    filled.length > 0 &&
    filled.filter((cell) => /^-?[\d.,]+ ?(?:[kM]?Wh?|watts?)$/i.test(cell)).length >
      filled.length * 0.5
  );
