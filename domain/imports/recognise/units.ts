import { type Unit, UNITS } from "../reading.ts";

/** Ways to write units of power and energy, in small letters and without blanks. */
const NAMES: Record<string, Unit> = {
  ...Object.fromEntries(UNITS.map((unit) => [unit.toLowerCase(), unit])),
  ...{ watt: "W", watts: "W", kilowatt: "kW", kilowatts: "kW", megawatt: "MW", megawatts: "MW" },
  ...{ watthours: "Wh", watthour: "Wh", wattstunden: "Wh", "w.h": "Wh", "w·h": "Wh" },
  ...{ kilowatthours: "kWh", kilowatthour: "kWh", "kw.h": "kWh", "kw·h": "kWh", "kw*h": "kWh" },
  ...{ kilowattstunden: "kWh", megawatthours: "MWh", megawattstunden: "MWh", "mw·h": "MWh" },
  ...{ kwac: "kW", wac: "W", mwac: "MW", "w(ac)": "W", mwel: "MW", kwel: "kW" },
};

/** Units of other things, so that "W/m²" is no W and "kWp" no kW. */
const OTHERS = new RegExp(
  "^(?:%|°|°?[cfk]|deg(?:rees)?|celsius|fahrenheit|m/?s|mph|km/?h|kn|knots|v|kv|mv|volts?|a|ma|amps?|hz|" +
    "va|kva|mva|var|kvar|mvar|varh|kvarh|vah|kvah|(?:k|m)?wh?(?:/|p?er)m(?:2|²|\\^2)|wm-?2|kwp|wp|mwp|kwdc|" +
    "j|mj|gj|gw|gwh|m3|m³|l|kg|t|g|kgco2|gco2|lux|hpa|mbar|bar|pa|mm|cm|m|h|hrs?|hours?|min|minutes|s|sec|" +
    "seconds|ms|rpm|€|eur|euro|£|gbp|p|pence|\\$|usd|aud|chf|ct|cents?|€/k?wh|p/k?wh|(?:eur|gbp|usd|ct)/m?k?wh|pu|ohm|kohm|db|dbm)$",
  "i",
);

const plainUnit = (text: string) =>
  text.replace(/[\s_-]+/g, "").replace(/[\s.:]+$/, "").toLowerCase();

/** Returns the unit that a text is, brackets around it left away; null for other text. */
export function unitOf(text: string): string | null {
  const inside = text.trim().replace(/^[[({<|]\s*(.*?)\s*[\])}>|]?$/, "$1");
  if (inside === "" || inside.length > 16) return null;
  const plain = plainUnit(inside);
  return NAMES[plain] ?? (OTHERS.test(plain) ? inside : null);
}

/** Returns whether a text is a unit of power or energy. */
export const isPowerOrEnergy = (unit: string | null): unit is Unit =>
  UNITS.some((known) => known === unit);

export const isEnergy = (unit: Unit): boolean => unit.endsWith("Wh");

const IN_BRACKETS = /[[({|]\s*([^\])}|]+?)\s*[\])}|]/g;
const AT_END = /(?:[\s_,:/-]| in )([a-zA-Zµ°%€£$·.²/]{1,15}\d?)[\s.]*$/;
const WORDS = /\b(?:kilo|mega)?watts?[ -]?(?:hours?|stunden)?\b/i;

/** Returns the unit in the name of a column, and the name without it: "AC Power (kW)", "generation_Wh". */
export function splitUnit(name: string): { name: string; unit: string | null } {
  for (const [whole, inside] of name.matchAll(IN_BRACKETS)) {
    const unit = unitOf(inside!) ?? unitOf(inside!.split(/[\s,;/]+/).at(-1)!);
    if (unit !== null) return { name: name.replace(whole, " ").trim(), unit };
  }
  const end = AT_END.exec(name);
  const unit = end && endingUnit(end[1]!);
  if (end && unit) return { name: name.slice(0, end.index).trim(), unit };
  const words = WORDS.exec(name)?.[0];
  const inWords = words ? unitOf(words) : null;
  if (words && inWords) return { name: name.replace(words, " ").trim(), unit: inWords };
  const alone = unitOf(name);
  return alone === null ? unitWithin(name) : { name, unit: alone };
}

/** What makes another unit of the one before it: "kWh per kWp", "W m2". */
const OF_SOMETHING = /^(?:per|pro|par|por|m2|m²|sqm|kwp|wp|p|peak)$/i;

/** Returns the unit that stands between other words: "ac_energy_kwh_total", "pac.kw.avg", "acPowerKwMean". */
function unitWithin(name: string): { name: string; unit: string | null } {
  const words = name.replaceAll("kW", "KW").replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}²]+/u);
  const at = words.findIndex((word, i) =>
    /^(?:[km]wh?|wh)$/i.test(word) ||
    (/^w$/i.test(word) && /^(?:p|pac|pdc)$|power/i.test(words[i - 1] ?? ""))
  );
  if (at < 0 || OF_SOMETHING.test(words[at + 1] ?? "")) return { name, unit: null };
  const isHours = /^h$/i.test(words[at + 1] ?? ""); // "kW_h"
  const others = words.filter((_, i) => i !== at && !(isHours && i === at + 1));
  return { name: others.join(" "), unit: unitOf(words[at]! + (isHours ? "h" : "")) };
}

/** A single letter at the end is a unit only where it is W, as in "P_W"; "Inverter A" has none. */
function endingUnit(text: string): string | null {
  if (text.length === 1 && !/[W%]/.test(text)) return null;
  const unit = unitOf(text);
  return unit !== null &&
      /^(?:min|h|hours?|m|l|t|g|p|ms|pa|sec|seconds|minutes|k|c|f|deg)$/i.test(text)
    ? null
    : unit;
}
