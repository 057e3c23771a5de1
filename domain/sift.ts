import type { z } from "zod";
import { type Fault, unknownNames } from "./unknown_names.ts";

/** The valid rows of a body, what is wrong with the others, and where the valid ones were. */
export interface Sifted<T, P> {
  /** The body with its valid rows; undefined when it has none. */
  data?: T;
  faults: Fault[];
  /** Whether a fault is in no row, so that nothing can be stored. */
  isWhole?: boolean;
  places: P[];
}

/** The place of a run in a body, and of its rows; all counted from 0. */
export interface RunPlace {
  forecast: number;
  rows: number[];
}

type Body = Record<string, unknown>;

/** Splits a body of `values` by what its schema, and the names that it declares, say of each row. */
export function siftValues<S extends z.ZodType>(
  schema: S,
  body: unknown,
): Sifted<z.output<S>, number> {
  const { data, faults } = checked(schema, body);
  const list = listIn(body, "values");
  if (data !== undefined) return { data, faults, places: [...list.keys()] };
  if (faults.some(({ path: [name, row] }) => name !== "values" || typeof row !== "number")) {
    return { faults, isWhole: true, places: [] };
  }
  const bad = new Set(faults.map(({ path }) => path[1]));
  const places = [...list.keys()].filter((row) => !bad.has(row));
  if (places.length === 0) return { faults, places };
  const good = { ...body as Body, values: places.map((row) => list[row]) };
  return { data: schema.parse(good), faults, places };
}

/** Does the same for a body of `forecasts`: a fault of a run, not of a row, is one of all its rows. */
export function siftRuns<S extends z.ZodType>(
  schema: S,
  body: unknown,
): Sifted<z.output<S>, RunPlace> {
  const { data, faults } = checked(schema, body);
  const runs = listIn(body, "forecasts");
  const all = runs.map((run, forecast) => ({ forecast, rows: [...listIn(run, "values").keys()] }));
  if (data !== undefined) return { data, faults, places: all };
  if (faults.some(({ path: [name, run] }) => name !== "forecasts" || typeof run !== "number")) {
    return { faults, isWhole: true, places: [] };
  }
  const bad = new Set(
    faults.map(({ path: [, run, values, row] }) =>
      values === "values" && typeof row === "number" ? `${String(run)} ${row}` : `${String(run)}`
    ),
  );
  const places = all.filter(({ forecast }) => !bad.has(`${forecast}`)).map((
    { forecast, rows },
  ) => ({
    forecast,
    rows: rows.filter((row) => !bad.has(`${forecast} ${row}`)),
  })).filter(({ rows }) => rows.length > 0);
  if (places.length === 0) return { faults, places };
  const forecasts = places.map(({ forecast, rows }) => {
    const run = runs[forecast] as Body;
    return { ...run, values: rows.map((row) => listIn(run, "values")[row]) };
  });
  return { data: schema.parse({ ...body as Body, forecasts }), faults, places };
}

function checked<S extends z.ZodType>(schema: S, body: unknown) {
  const result = schema.safeParse(body);
  const faults: Fault[] = unknownNames(schema, body);
  if (!result.success) faults.push(...result.error.issues);
  return faults.length === 0 ? { data: result.data, faults } : { data: undefined, faults };
}

function listIn(body: unknown, name: string): unknown[] {
  const list = body !== null && typeof body === "object" ? (body as Body)[name] : undefined;
  return Array.isArray(list) ? list : [];
}
