import type { z } from "@hono/zod-openapi";
import { inTurns, turnTaker } from "../../../db/turns.ts";
import type { SentForecast } from "../../../domain/forecasts/sent_forecast.ts";
import { plainForecast } from "../../../domain/forecasts/plain_forecast.ts";
import { pathsOfRun, type ValuePlaces } from "../../../domain/forecasts/value_places.ts";
import { siftRuns } from "../../../domain/sift.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import type { RunOfLines } from "./runs_of_lines.ts";

/** Runs that passed their schema, with the places of their values, and the faults of the others. */
export interface SiftedLines {
  runs: SentForecast[];
  places: ValuePlaces[];
  faults: Fault[];
}

type Schema = z.ZodType<{ forecasts: { values: unknown[] }[] }>;

/** Splits runs of lines by what their schema says. Where all values are plain, it sees one of each run. */
export async function siftLines(
  schema: Schema,
  runs: readonly RunOfLines[],
): Promise<SiftedLines> {
  const sifted: SiftedLines = { runs: [], places: [], faults: [] };
  const turn = turnTaker();
  for (const { run, place } of runs) {
    await turn();
    const { values } = run;
    const isPlain = plainForecast(values);
    const sent = isPlain ? { ...run, values: values.slice(0, 1) } : run;
    // Each row is skipped in the end, or ends the upload: all faults are wanted.
    const { data, places, faults } = await inTurns(
      siftRuns(schema, { forecasts: [sent] }, { isSkipping: true }),
    );
    for (const fault of faults) sifted.faults.push(...placed(fault, place));
    const [good] = (data?.forecasts ?? []) as SentForecast[];
    if (!good) continue;
    sifted.runs.push(isPlain ? { ...good, values } : good);
    const rows = isPlain ? place.rows : places[0]!.rows.map((row) => place.rows[row]!);
    sifted.places.push({ ...place, rows });
  }
  return sifted;
}

/** Returns a fault of a run at its place in the upload; one for each line where a line is a value. */
function placed(fault: Fault, place: ValuePlaces): Fault[] {
  const [, , list, row, ...rest] = fault.path;
  if (list === "values" && typeof row === "number") {
    const at = place.forecast === undefined ? ["values"] : ["forecasts", place.forecast, "values"];
    return [{ ...fault, path: [...at, place.rows[row]!, ...rest] }];
  }
  return pathsOfRun(place).map((path) => ({ ...fault, path: [...path, ...fault.path.slice(2)] }));
}
