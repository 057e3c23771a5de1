import type { z } from "zod";
import { type Fault, unknownNames } from "./unknown_names.ts";

/** The valid rows of a body, what is wrong with the others, and where the valid ones were. */
export interface Sifted<T, P> {
  /** The body with its valid rows; undefined when it has none. */
  data?: T;
  /** The first fault of each row that is refused; those of one piece when no row is skipped. */
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

/** A part of a body, with the places of its first run and of its first row in the body. */
export interface Piece {
  start: number;
  forecast: number;
  part: unknown;
}

/** What is left of a piece without its bad rows. */
interface Left<P> {
  places: P[];
  part: unknown;
}

type Body = Record<string, unknown>;

/** Checks one piece. With `isSkipping`, its good rows are checked once more, without the bad ones. */
export function siftPiece<S extends z.ZodType, P>(
  schema: S,
  part: unknown,
  isSkipping: boolean,
  without: (part: unknown, faults: readonly Fault[]) => Left<P> | undefined,
): Sifted<z.output<S>, P> {
  const { data, error } = schema.safeParse(part);
  const unknown = unknownNames(schema, part, { most: Infinity, inEach: 1 });
  const faults = byRow([...unknown, ...error?.issues ?? []]);
  const left = without(part, faults);
  if (!left) return { faults, isWhole: true, places: [] };
  if (faults.length === 0) return { data, faults, places: left.places };
  if (!isSkipping || left.places.length === 0) return { faults, places: [] };
  const again = schema.safeParse(left.part);
  if (again.error) return { faults: again.error.issues, isWhole: true, places: [] };
  return { data: again.data, faults, places: left.places };
}

/** Leaves out the rows of a body of values that have faults; undefined when a fault is in no row. */
export function badRows(part: unknown, faults: readonly Fault[]): Left<number> | undefined {
  if (!faults.every(({ path: [name, row] }) => name === "values" && typeof row === "number")) {
    return;
  }
  const list = listIn(part, "values");
  const bad = new Set(faults.map(({ path }) => path[1]));
  const places = [...list.keys()].filter((row) => !bad.has(row));
  return { places, part: { ...part as Body, values: places.map((row) => list[row]) } };
}

/** Does the same for a body of runs; a run with a fault in no row is left out whole. */
export function badRowsOfRuns(part: unknown, faults: readonly Fault[]): Left<RunPlace> | undefined {
  if (!faults.every(({ path: [name, run] }) => name === "forecasts" && typeof run === "number")) {
    return;
  }
  const runs = listIn(part, "forecasts");
  const bad = new Set(faults.map(rowKey));
  const places = [...runs.keys()].filter((forecast) => !bad.has(`${forecast}`)).map((forecast) => ({
    forecast,
    rows: [...listIn(runs[forecast], "values").keys()].filter((row) =>
      !bad.has(`${forecast} ${row}`)
    ),
  })).filter(({ rows }) => rows.length > 0);
  const forecasts = places.map(({ forecast, rows }) => {
    const run = runs[forecast] as Body;
    return { ...run, values: rows.map((row) => listIn(run, "values")[row]) };
  });
  return { places, part: { ...part as Body, forecasts } };
}

/** Keeps the first fault of each row, and of what is in no row: that is what it is refused for. */
function byRow(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) {
    const key = rowKey(fault);
    if (!first.has(key)) first.set(key, fault);
  }
  return [...first.values()];
}

/** Names the row of a fault, or its run when it is in no row. */
function rowKey({ path: [name, first, values, row] }: Fault): string {
  const isInRow = name === "forecasts" && values === "values" && typeof row === "number";
  if (isInRow) return `${String(first)} ${row}`;
  return typeof first === "number" ? `${first}` : String(name);
}

/** Returns a list in a body; an empty one where there is none. */
export function listIn(body: unknown, name: string): unknown[] {
  const list = body !== null && typeof body === "object" ? (body as Body)[name] : undefined;
  return Array.isArray(list) ? list : [];
}
