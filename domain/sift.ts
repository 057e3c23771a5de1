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

/** Whether bad rows are skipped: if not, nothing after the first piece with faults is checked. */
interface Skipping {
  isSkipping: boolean;
}

/** Splits a body of `values` by what its schema, and the names that it declares, say of each row. */
export function siftValues<S extends z.ZodType>(
  schema: S,
  body: unknown,
  { isSkipping }: Skipping,
): Sifted<z.output<S>, number> {
  const pieces = piecesOf(body, 1, (part) => part);
  const { data, faults } = checked(schema, body, pieces, isSkipping);
  const list = listIn(body, "values");
  if (data !== undefined) return { data, faults, places: [...list.keys()] };
  if (faults.some(({ path: [name, row] }) => name !== "values" || typeof row !== "number")) {
    return { faults, isWhole: true, places: [] };
  }
  const bad = new Set(faults.map(({ path }) => path[1]));
  const places = [...list.keys()].filter((row) => !bad.has(row));
  if (places.length === 0) return { faults, places };
  const good = { ...body as Body, values: places.map((row) => list[row]) };
  return kept(schema, good, faults, places);
}

/** Does the same for a body of `forecasts`: a fault of a run, not of a row, is one of all its rows. */
export function siftRuns<S extends z.ZodType>(
  schema: S,
  body: unknown,
  { isSkipping }: Skipping,
): Sifted<z.output<S>, RunPlace> {
  const { data, faults } = checked(schema, body, piecesOfRuns(body), isSkipping);
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
  return kept(schema, { ...body as Body, forecasts }, faults, places);
}

/** Returns the good rows, unless the schema refuses them together. */
function kept<S extends z.ZodType, P>(
  schema: S,
  good: unknown,
  faults: Fault[],
  places: P[],
): Sifted<z.output<S>, P> {
  const { data, error } = schema.safeParse(good);
  return error ? { faults: error.issues, isWhole: true, places: [] } : { data, faults, places };
}

/**
 * Checks a body in pieces of a bounded number of rows: Zod passes all faults of a list as arguments
 * of one call, of which JavaScript allows some 100,000 (RangeError).
 */
function checked<S extends z.ZodType>(
  schema: S,
  body: unknown,
  pieces: Piece[],
  isSkipping: boolean,
) {
  const faults: Fault[] = [];
  let result: z.ZodSafeParseResult<z.output<S>> | undefined;
  for (const { part, originalPath } of pieces) {
    result = schema.safeParse(part);
    const found = [...unknownNames(schema, part), ...result.error?.issues ?? []];
    for (const fault of found) faults.push({ ...fault, path: originalPath(fault.path) });
    if (faults.length > 0 && !isSkipping) break;
  }
  if (faults.length > 0) return { data: undefined, faults };
  // What the schema says of all rows together is seen in the whole body alone.
  const whole = pieces.length === 1 ? result! : schema.safeParse(body);
  return { data: whole.data, faults: whole.error?.issues ?? [] };
}

/** Rows of a piece. */
const PIECE = 10_000;

/** A part of a body, and what leads from a path in it to the path in the body. */
interface Piece {
  part: unknown;
  originalPath: (path: PropertyKey[]) => PropertyKey[];
}

/** Splits a body, or a run, by its `values`. `depth` is where in paths the place of a value is. */
function piecesOf(whole: unknown, depth: number, around: (part: unknown) => unknown): Piece[] {
  const list = listIn(whole, "values");
  const starts = Array.from({ length: Math.ceil(list.length / PIECE) }, (_, i) => i * PIECE);
  if (starts.length <= 1) return [{ part: around(whole), originalPath: (path) => path }];
  return starts.map((start) => ({
    part: around({ ...whole as Body, values: list.slice(start, start + PIECE) }),
    originalPath: (path) => {
      const row = path[depth];
      return typeof row === "number" ? path.with(depth, row + start) : path;
    },
  }));
}

/** Splits a body by its runs, and each run by its values. */
function piecesOfRuns(body: unknown): Piece[] {
  const runs = listIn(body, "forecasts");
  const count = runs.reduce<number>((sum, run) => sum + 1 + listIn(run, "values").length, 0);
  if (count <= PIECE) return [{ part: body, originalPath: (path) => path }];
  return runs.flatMap((run, forecast) =>
    piecesOf(run, 3, (part) => ({ ...body as Body, forecasts: [part] })).map((piece) => ({
      part: piece.part,
      originalPath: (path: PropertyKey[]) => {
        const found = piece.originalPath(path);
        return found[0] === "forecasts" && found.length > 1 ? found.with(1, forecast) : found;
      },
    }))
  );
}

function listIn(body: unknown, name: string): unknown[] {
  const list = body !== null && typeof body === "object" ? (body as Body)[name] : undefined;
  return Array.isArray(list) ? list : [];
}
