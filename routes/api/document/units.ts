import { type Schema, walk } from "./document.ts";

/** What the names of fields say of their units. */
const UNITS: [name: RegExp, unit: string][] = [
  [/kwh_per_k[wW]p?$/, "kWh per kW"],
  [/_kwh$/, "kWh"],
  [/_kw$/, "kW, the mean over a period"],
  [/_per_minute$/, "Requests a minute"],
  [/_minutes$/, "Minutes"],
  [/_hours$/, "Hours"],
  [/_seconds$/, "Seconds"],
  [/_share$/, "A share of 1"],
  [/_m$/, "Metres"],
  [/^(latitude|longitude)/, "Degrees (WGS 84)"],
  [/^tilt$/, "Degrees from horizontal"],
  [/^(start|end|\w+)_utc$/, "UTC, RFC 3339"],
];

/** Gives fields and parameters that say nothing of themselves the unit that their name has. */
export function describeUnits(document: unknown): void {
  walk(document, ({ properties, parameters }) => {
    for (const [name, field] of Object.entries(properties ?? {})) describeUnit(name, field);
    if (!Array.isArray(parameters)) return;
    for (const parameter of parameters) describeUnit(parameter.name, parameter);
  });
}

function describeUnit(name: string, field: Pick<Schema, "description" | "$ref">): void {
  if (field.description !== undefined || field.$ref !== undefined) return;
  const [, unit] = UNITS.find(([pattern]) => pattern.test(name)) ?? [];
  if (unit) field.description = unit;
}

/** What patterns of numbers in a query string mean to programs. */
const NUMBERS: Record<string, Partial<Schema>> = {
  "^([1-9]\\d{0,2}|1000)$": { type: "integer", minimum: 1, maximum: 1000 },
  "^[1-9]\\d{0,3}$": { type: "integer", minimum: 1, maximum: 9999 },
  "^[1-9]\\d{0,4}$": { type: "integer", minimum: 1, maximum: 99_999 },
  "^\\d{1,10}$": { type: "integer", minimum: 0, maximum: 2 ** 31 - 1 },
  "^[-+]?(\\d+\\.?\\d*|\\.\\d+)$": { type: "number" },
  "^-?\\d{1,6}(\\.\\d{1,4})?$": { type: "number" },
};

/**
 * Writes numbers with at most three decimals, so that each value that the description allows is
 * allowed, patterns without the flags that a program's regular expressions have, and patterns of
 * numbers as numbers, which is what clients are made of.
 */
export function tidySchemas(document: unknown): void {
  walk(document, (schema) => {
    if (typeof schema.minimum === "number") schema.minimum = Math.ceil(schema.minimum * 1e3) / 1e3;
    if (typeof schema.maximum === "number") schema.maximum = Math.floor(schema.maximum * 1e3) / 1e3;
    if (typeof schema.pattern !== "string") return;
    const pattern = schema.pattern.replace(/\/[a-z]*$/, "");
    schema.pattern = pattern;
    const number = NUMBERS[pattern];
    if (!number || schema.type !== "string") return;
    delete schema.pattern;
    Object.assign(schema, number);
    if (schema.default !== undefined) schema.default = Number(schema.default);
  });
}
