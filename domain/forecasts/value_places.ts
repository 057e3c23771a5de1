/**
 * Where values of a run are in a request, counted from 0: rows of a run (`forecast`), or rows, such
 * as lines, of which each tells the run that it belongs to.
 */
export interface ValuePlaces {
  forecast?: number;
  rows: number[];
}

/** Returns the paths of what is wrong with a run: one of the run, or one of each row. */
export function pathsOfRun({ forecast, rows }: ValuePlaces): PropertyKey[][] {
  if (forecast !== undefined) return [["forecasts", forecast]];
  return rows.map((row) => ["values", row]);
}

/** Returns the path of a value. */
export function pathOfValue({ forecast }: ValuePlaces, row: number): PropertyKey[] {
  return forecast === undefined ? ["values", row] : ["forecasts", forecast, "values", row];
}

/** Names the place of a value for people: `row 3 of forecast 2`, `row 3`. */
export function nameOfValue({ forecast }: ValuePlaces, row: number): string {
  return forecast === undefined ? `row ${row + 1}` : `row ${row + 1} of forecast ${forecast + 1}`;
}
