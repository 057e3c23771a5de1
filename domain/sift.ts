import type { z } from "zod";
import {
  badRows,
  badRowsOfRuns,
  listIn,
  type Piece,
  type RunPlace,
  type Sifted,
  siftPiece,
} from "./sift_piece.ts";
import type { Fault } from "./unknown_names.ts";

type Values = { values: unknown[] };
type Runs = { forecasts: Values[] };

/** Whether bad rows are skipped: if not, nothing after the first piece with faults is checked. */
interface Skipping {
  isSkipping: boolean;
}

/**
 * Rows that are checked at a time. Zod passes all faults of a list as arguments of one call, of which
 * JavaScript allows some 100,000 (RangeError), and a large body would occupy the program for seconds.
 */
const PIECE = 500;

/**
 * Splits a body of `values` by what its schema, and the names that it declares, say of each row.
 * Yields after each piece, for other work to be done. The schema sees the rows in pieces: it must not
 * compare them.
 */
export function* siftValues<S extends z.ZodType<Values>>(
  schema: S,
  body: unknown,
  { isSkipping }: Skipping,
): Generator<void, Sifted<z.output<S>, number>> {
  const all: Sifted<Values, number> = { faults: [], places: [] };
  for (const { start, part } of piecesOf(body)) {
    const { data, faults, isWhole, places } = siftPiece(schema, part, isSkipping, badRows);
    for (const fault of faults) all.faults.push(moved(fault, 1, start));
    if (isWhole) return { faults: all.faults, isWhole, places: [] };
    if (faults.length > 0 && !isSkipping) return { faults: all.faults, places: [] };
    if (data) all.data = { ...data, values: append(all.data?.values, data.values) };
    for (const row of places) all.places.push(row + start);
    yield;
  }
  return all as Sifted<z.output<S>, number>;
}

/** Does the same for a body of `forecasts`: a fault of a run, not of a row, is one of all its rows. */
export function* siftRuns<S extends z.ZodType<Runs>>(
  schema: S,
  body: unknown,
  { isSkipping }: Skipping,
): Generator<void, Sifted<z.output<S>, RunPlace>> {
  const all: Sifted<Runs, RunPlace> = { faults: [], places: [] };
  for (const { forecast, start, part } of piecesOfRuns(body)) {
    const { data, faults, isWhole, places } = siftPiece(schema, part, isSkipping, badRowsOfRuns);
    for (const fault of faults) addFault(all.faults, moved(moved(fault, 3, start), 1, forecast));
    if (isWhole) return { faults: all.faults, isWhole, places: [] };
    if (faults.length > 0 && !isSkipping) return { faults: all.faults, places: [] };
    const found = places.map((place) => ({
      forecast: place.forecast + forecast,
      rows: place.rows.map((row) => row + start),
    }));
    if (data) all.data = { ...data, forecasts: joinRuns(all, data.forecasts, found) };
    yield;
  }
  return all as Sifted<z.output<S>, RunPlace>;
}

/** Adds a fault, unless it is the one before: a fault of a whole run is in each of its pieces. */
function addFault(faults: Fault[], fault: Fault): void {
  const last = faults.at(-1);
  const isSame = last?.message === fault.message && String(last.path) === String(fault.path);
  if (!isSame) faults.push(fault);
}

/** Appends runs to those before; the next rows of the last run to that one. */
function joinRuns(all: Sifted<Runs, RunPlace>, runs: Values[], places: RunPlace[]): Values[] {
  const joined = all.data?.forecasts ?? [];
  for (const [i, run] of runs.entries()) {
    const place = places[i]!;
    const last = all.places.at(-1);
    if (last?.forecast === place.forecast) {
      append(joined.at(-1)!.values, run.values);
      append(last.rows, place.rows);
    } else {
      joined.push(run);
      all.places.push(place);
    }
  }
  return joined;
}

function append<T>(list: T[] = [], more: readonly T[]): T[] {
  for (const item of more) list.push(item);
  return list;
}

/** Moves a fault of a piece to its place in the body, where that part of the path is a place. */
function moved({ path, message }: Fault, depth: number, by: number): Fault {
  const place = path[depth];
  return { path: typeof place === "number" ? path.with(depth, place + by) : path, message };
}

/** Splits a body, or a run, by its `values`; one that has none is a piece by itself. */
function piecesOf(body: unknown): Piece[] {
  const list = listIn(body, "values");
  if (list.length <= PIECE) return [{ start: 0, forecast: 0, part: body }];
  return Array.from({ length: Math.ceil(list.length / PIECE) }, (_, i) => i * PIECE).map((
    start,
  ) => ({
    start,
    forecast: 0,
    part: { ...body as object, values: list.slice(start, start + PIECE) },
  }));
}

/** Splits a body by its runs, and each run by its values. */
function piecesOfRuns(body: unknown): Piece[] {
  const runs = listIn(body, "forecasts");
  const count = runs.reduce<number>((sum, run) => sum + 1 + listIn(run, "values").length, 0);
  if (count <= PIECE) return [{ start: 0, forecast: 0, part: body }];
  return runs.flatMap((run, forecast) =>
    piecesOf(run).map(({ start, part }) => ({
      start,
      forecast,
      part: { ...body as object, forecasts: [part] },
    }))
  );
}
