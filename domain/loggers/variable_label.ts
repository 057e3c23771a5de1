import { type LineName, lineName } from "./line_name.ts";

/**
 * Returns what a variable is called on pages: its own label, else its name with spaces for
 * underscores and a capital at the start of each word: `adc_channel_one` is `Adc Channel One`. Of a
 * name of the line protocol the words that tell variables apart are left, and of one of Home Assistant
 * its entity alone: `W,domain=sensor,entity_id=pv_power.value` is `Pv Power`.
 */
export function variableLabel({ name, label }: { name: string; label: string | null }): string {
  const given = label?.trim();
  if (given) return given;
  const line = lineName(name);
  const words = line && /^[\p{L}_]/u.test(line.field) ? lineWords(line) : name;
  return words.replaceAll("_", " ").replace(/(^|\s)\p{Ll}/gu, (start) => start.toUpperCase());
}

function lineWords({ measurement, tags, field }: LineName): string {
  const entity = tags.get("entity_id");
  const words = entity === undefined ? [measurement, ...tags.values()] : [entity];
  return [...words, ...field === "value" ? [] : [field]].join(" ").replace(/\\(.)/g, "$1");
}

/** Longest measurement that is taken for a unit: `kWh/m²`, `mm/h`. */
const LONGEST_UNIT = 8;

/**
 * Returns the unit in which values of a variable are shown: its own, else the measurement of one of
 * Home Assistant, which is the unit of the entity where that has one.
 */
export function variableUnit({ name, unit }: { name: string; unit: string | null }): string | null {
  if (unit !== null) return unit;
  const line = lineName(name);
  if (!line?.tags.has("entity_id") || line.field !== "value") return null;
  const { measurement } = line;
  const isUnit = measurement.length <= LONGEST_UNIT && !/[.]|^(state|units)$/.test(measurement);
  return isUnit ? measurement.replace(/\\(.)/g, "$1") : null;
}
