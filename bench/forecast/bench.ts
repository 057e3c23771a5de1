import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import { type BenchSite, parseArguments } from "./arguments.ts";
import { energyLines, energyScores } from "./energy_score.ts";
import { historyOf } from "./history.ts";
import { forecasts } from "./ours.ts";
import type { Reading } from "./plant.ts";
import { lastIndexes, rowsOf, sunUpOf } from "./references.ts";
import { type Score, scoreOf } from "./score.ts";
import { readFile } from "./series_file.ts";
import { speed } from "./speed.ts";
import { table } from "./table.ts";

const HOURS = [1, 3, 6, 12, 24, 36];
/** The first day of the measurements whose rows count: earlier forecasts have too little history. */
const FIRST_DAY = 60;

/**
 * Scores the baseline and the references by horizon, on the same rows, from what was known at issue
 * time. Throws when no row has every reference.
 */
export function bench(measured: PowerPeriod[], site: BenchSite, hours = HOURS): Score[] {
  const history = historyOf(measured, site);
  const from = history.first + (FIRST_DAY - 1) * QUARTERS_A_DAY;
  const horizons = hours.map((hour) => hour * 4);
  const last = lastIndexes(history);
  const rows = horizons.map((horizon) => rowsOf(history, last, horizon, from));
  if (rows.some(({ length }) => length === 0)) {
    const days = Math.ceil(history.count / QUARTERS_A_DAY);
    throw new Error(
      `There is nothing to compare: the ${days} days of the file have no row with every reference ` +
        `from day ${FIRST_DAY} on.`,
    );
  }
  const sunUp = sunUpOf(history, from);
  const firstIssue = from - Math.max(...horizons);
  const made = forecasts(history, horizons, firstIssue, history.first + history.count);
  return hours.map((hour, i) => scoreOf(hour, rows[i]!, sunUp, made.get(horizons[i]!)!));
}

function readingText({ rows, measured, fromEnergy, fromSamples }: Reading): string {
  const [all, energy, samples, dropped] = [rows, fromEnergy, fromSamples, rows - measured.length]
    .map((count) => count.toLocaleString("en"));
  return `${all} rows were read: ${energy} from energy, ${samples} from samples, ${dropped} dropped.`;
}

if (import.meta.main) {
  try {
    const { csv, site, json } = parseArguments(Deno.args);
    const start = performance.now();
    const reading = await readFile(csv);
    console.log(readingText(reading));
    const { measured } = reading;
    const scores = bench(measured, site);
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    for (const line of table(scores)) console.log(line);
    const energies = energyScores(historyOf(measured, site));
    for (const line of energyLines(energies)) console.log(line);
    const taken = speed(measured, site);
    for (const [kind, { fit_ms, forecast_ms }] of Object.entries(taken)) {
      console.log(
        `1,000 ${kind} sites take ${fit_ms} s of a core for fits of 60 days, ` +
          `${forecast_ms} s for forecasts.`,
      );
    }
    console.log(`The bench took ${seconds} s.`);
    const report = { seconds, speed: taken, scores, energies };
    if (json) await Deno.writeTextFile(json, JSON.stringify(report, null, 2) + "\n");
  } catch (error) {
    console.error(`Sitecast: ${(error as Error).message}`);
    Deno.exit(1);
  }
}
