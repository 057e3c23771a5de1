import { AppError } from "../../errors.ts";
import type { ForecastRow } from "./forecast_row.ts";

/** Models that a file may name: one with a wrong column must not make thousands. */
const MOST_MODELS = 20;
/** Runs of a file; each is remembered while it is read. */
const MOST_RUNS = 1_000_000;

/** Numbers the runs of a file, which are known by site, model, version and time. */
export class Runs {
  /** By site, model and version: the numbers of runs by the time at which they were made. */
  readonly #runs = new Map<string, Map<number, number>>();
  readonly #models = new Set<string>();
  #count = 0;

  /** Returns the number of a run, from 0. Throws "invalid" for more models or runs than a file may have. */
  numberOf(siteUuid: string, { model, version, madeMs }: ForecastRow): number {
    const name = `${model}\0${version}`;
    const key = `${siteUuid}\0${name}`;
    let runs = this.#runs.get(key);
    if (!runs) {
      this.#addModel(name);
      this.#runs.set(key, runs = new Map());
    }
    const known = runs.get(madeMs);
    if (known !== undefined) return known;
    if (this.#count >= MOST_RUNS) {
      throw new AppError("invalid", `The file has more than ${MOST_RUNS} runs. Split it.`);
    }
    runs.set(madeMs, this.#count);
    return this.#count++;
  }

  #addModel(name: string): void {
    if (this.#models.add(name).size <= MOST_MODELS) return;
    const message =
      `The file names more than ${MOST_MODELS} models and versions. Look whether the ` +
      "right columns are read as model and version.";
    throw new AppError("invalid", message);
  }
}
