import { COUNTER_UNITS, type FeedUnit, POWER_UNITS } from "./kilowatts.ts";
import { type LineName, lineName } from "./line_name.ts";
import { editedMapping, type Mapping, NOTHING } from "./mapping.ts";
import { seriesName } from "./series.ts";

export const PRESETS = ["evcc", "home-assistant", "openevse"] as const;
export type Preset = typeof PRESETS[number];

/** What pages call a preset. */
export const PRESET_LABELS: Record<Preset, string> = {
  evcc: "evcc",
  "home-assistant": "Home Assistant",
  openevse: "OpenEVSE",
};

/** What a preset proposes that a variable feeds. */
export interface Proposal extends Mapping {
  variable: string;
}

const feed = (variable: string, feeds: Mapping["feeds"], unit: FeedUnit, includes?: boolean) => ({
  ...editedMapping(NOTHING, { feeds, feed_unit: unit, includes_charger: includes ?? null }),
  variable,
});

/**
 * Returns what a preset proposes for the variables of a logger, in their order. Of several variables
 * that are one series, the first is proposed: the others follow it.
 */
export function propose(preset: Preset, variables: readonly string[]): Proposal[] {
  return PROPOSE[preset](variables);
}

/** Returns the presets that propose something for these variables, the one with most first. */
export function fittingPresets(variables: readonly string[]): Preset[] {
  const found = PRESETS.map((preset) => ({ preset, n: propose(preset, variables).length }));
  return found.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n).map(({ preset }) => preset);
}

const PROPOSE: Record<Preset, (variables: readonly string[]) => Proposal[]> = {
  evcc: proposeEvcc,
  "home-assistant": proposeHomeAssistant,
  openevse: proposeOpenEvse,
};

/** evcc sends watts; its homePower is without what is charged. The sum of all meters has no tag. */
function proposeEvcc(variables: readonly string[]): Proposal[] {
  const series = new Set<string>();
  return variables.flatMap((variable) => {
    const line = lineName(variable);
    if (line?.field !== "value") return [];
    if (line.tags.size === 0 && line.measurement === "pvPower") {
      return [feed(variable, "generation", "W")];
    }
    if (line.tags.size === 0 && line.measurement === "homePower") {
      return [feed(variable, "consumption", "W", false)];
    }
    const isNew = !series.has(seriesName(variable));
    if (line.measurement !== "chargePower" || !line.tags.has("loadpoint") || !isNew) return [];
    series.add(seriesName(variable));
    return [feed(variable, "charger", "W")];
  });
}

/** What words of an entity's name say that it measures; the first that fits. */
const ENTITY_WORDS: [Mapping["feeds"], RegExp][] = [
  ["nothing", /grid|battery|batterie|akku|import|export|feed_?in|einspeis|netz|forecast|prognose/],
  ["charger", /charg|wallbox|evse|(^|_)(ev|car)(_|$)|lade/],
  ["generation", /solar|(^|_)pv|photovolt|inverter|generation|production|erzeug|wechselrichter/],
  ["consumption", /consum|(^|_)(home|house|load)(_|$)|verbrauch|haus/],
];
const TOTAL = /total|sum|gesamt/;
const UNITS: readonly string[] = [...POWER_UNITS, ...COUNTER_UNITS];
const CLASSES: Record<string, readonly string[]> = { power: POWER_UNITS, energy: COUNTER_UNITS };

/**
 * Home Assistant's measurement is the unit, and the tag entity_id names what is measured; the device
 * class is a tag where its configuration says so. Powers are proposed where there are some, else
 * counters, and of several a total alone.
 */
function proposeHomeAssistant(variables: readonly string[]): Proposal[] {
  const found = variables.flatMap((variable) => {
    const line = lineName(variable);
    const entity = line?.tags.get("entity_id")?.toLowerCase();
    if (!line || line.field !== "value" || !entity) return [];
    const unit = unitOf(line);
    const feeds = ENTITY_WORDS.find(([, words]) => words.test(entity))?.[0] ?? "nothing";
    return unit && feeds !== "nothing" ? [{ ...feed(variable, feeds, unit), entity }] : [];
  });
  const best = (["generation", "consumption", "charger"] as const).flatMap((feeds) => {
    const all = found.filter((one) => one.feeds === feeds);
    const powers = all.filter(({ measures }) => measures === "power");
    const some = powers.length > 0 ? powers : all;
    const total = some.find(({ entity }) => TOTAL.test(entity));
    return total ? [total] : some;
  });
  return found.filter((one) => best.includes(one)).map(({ entity: _, ...proposal }) => proposal);
}

function unitOf({ measurement, tags }: LineName): FeedUnit | undefined {
  const deviceClass = tags.get("device_class");
  const units = deviceClass === undefined ? UNITS : CLASSES[deviceClass] ?? [];
  return units.includes(measurement) ? measurement as FeedUnit : undefined;
}

/** OpenEVSE sends its current (amp) with its power where its version has it, else a counter in Wh. */
function proposeOpenEvse(variables: readonly string[]): Proposal[] {
  const names = new Set(variables);
  return variables.flatMap((variable) => {
    const [, node, key] = /^(.+)\/([^/]+)$/s.exec(variable) ?? [];
    if (node === undefined || !names.has(`${node}/amp`)) return [];
    if (key === "power") return [feed(variable, "charger", "W")];
    return key === "wh" && !names.has(`${node}/power`) ? [feed(variable, "charger", "Wh")] : [];
  });
}
