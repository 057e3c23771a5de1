import { HOUR, MINUTE } from "../../time/time.ts";
import type { ForecastReading, Moment, Reading } from "../reading.ts";
import { ClockOrder } from "../read/clock_order.ts";
import { type MomentFault, parseMoment } from "../read/moment.ts";
import { momentText, timesOf, type TimeTexts } from "../read/moment_text.ts";
import type { Instants } from "../read/wall_clock.ts";

/** A reading of forecasts. */
export type ReadingOfForecasts = Reading & { forecast: ForecastReading };

/** When a run was made, and the period of a value, in milliseconds since 1970. */
export interface Times {
  madeMs: number;
  startMs: number;
  endMs: number;
}

/** A time that a line does not have, and the columns of the time. */
export interface TimesFault {
  fault: MomentFault | "no_horizon" | "no_period";
  moment: Moment;
}

/** What a line says besides its times, by which runs are told apart. */
interface Line {
  cells: readonly string[];
  site: string | null;
  model: string;
  /** Time from the run to the start; null without one. */
  horizonMs: number | null;
}

const DAY = 24 * HOUR;
/** Runs whose order of lines is remembered: those of a file mostly come one after another. */
const MOST_RUNS = 20_000;

/** Reads when runs were made and which periods their values are about. */
export class RunTimes {
  readonly #reading: ReadingOfForecasts;
  readonly #isByHorizon: boolean;
  readonly #orders = new Map<string, ClockOrder>();

  constructor(reading: ReadingOfForecasts) {
    this.#reading = reading;
    this.#isByHorizon = isByHorizon(reading);
  }

  /** Returns the times of a line, or what is wrong with the first wrong one. */
  read(line: Line): Times | TimesFault {
    const { time, end_time, label, zone, forecast: { run_time, run_zone } } = this.#reading;
    const made = run_time &&
      parseMoment(momentText(line.cells, run_time), run_time.form, run_zone ?? zone);
    if (typeof made === "string") return { fault: made, moment: run_time! };
    if (line.horizonMs === null && (this.#isByHorizon || !made)) {
      return { fault: "no_horizon", moment: time };
    }
    if (this.#isByHorizon) {
      const startMs = made!.ms + line.horizonMs!;
      return { madeMs: made!.ms, startMs, endMs: startMs + this.#stepMs };
    }
    const texts = timesOf(line.cells, this.#reading);
    const own = parseMoment(texts.start, time.form, zone, { isEnd: label === "end" && !end_time });
    if (typeof own === "string") return { fault: own, moment: time };
    const { startMs, madeMs } = this.#startOf(own, made, line);
    if (!end_time) return { madeMs, startMs, endMs: startMs + this.#stepMs };
    const end = parseMoment(texts.end!, end_time.form, zone, { isEnd: true });
    if (typeof end === "string") return { fault: end, moment: end_time };
    const endMs = this.#endAfter(startMs, end, texts);
    if (endMs <= startMs) return { fault: "no_period", moment: end_time };
    return { madeMs, startMs, endMs };
  }

  get #stepMs(): number {
    return this.#reading.step_minutes * MINUTE;
  }

  /** Where clocks are put back, the horizon tells which of two times it is, else the order of lines. */
  #startOf(own: Instants, made: Instants | null, line: Line) {
    const { label, end_time } = this.#reading;
    const shift = label === "end" && !end_time ? this.#stepMs : 0;
    const ms = this.#inOrder(own, made, line);
    const { horizonMs } = line;
    if (!made) return { startMs: ms - shift, madeMs: ms - shift - horizonMs! };
    const isFit = (start: number, run: number) => start - shift - run === horizonMs;
    if (horizonMs !== null && !isFit(ms, made.ms)) {
      for (const start of both(own)) {
        const run = both(made).find((run) => isFit(start, run));
        if (run !== undefined) return { startMs: start - shift, madeMs: run };
      }
    }
    return { startMs: ms - shift, madeMs: made.ms };
  }

  #inOrder(own: Instants, made: Instants | null, { site, model }: Line): number {
    if (this.#reading.zone === "UTC") return own.ms;
    const key = `${site}\0${model}\0${made?.ms}`;
    let order = this.#orders.get(key);
    if (!order) {
      if (this.#orders.size >= MOST_RUNS) this.#orders.clear();
      this.#orders.set(key, order = new ClockOrder(this.#stepMs));
    }
    return order.next(own);
  }

  /** Returns the first such end after a start. */
  #endAfter(startMs: number, end: Instants, { isDateOfStart }: TimeTexts): number {
    const { is_end_inclusive } = this.#reading;
    const found = both(end).find((ms) => ms > startMs) ?? end.ms;
    const endMs = is_end_inclusive ? (Math.floor(found / MINUTE) + 1) * MINUTE : found;
    // 00:00 beside the date of the start is the end of that day.
    return isDateOfStart && endMs <= startMs ? endMs + DAY : endMs;
  }
}

/** Returns whether lines have the time of their run and a horizon, and no other time. */
export function isByHorizon({ time, forecast }: ReadingOfForecasts): boolean {
  return forecast.horizon_column !== null &&
    forecast.run_time?.columns.join() === time.columns.join();
}

const both = ({ ms, laterMs }: Instants) => laterMs === null ? [ms] : [ms, laterMs];
