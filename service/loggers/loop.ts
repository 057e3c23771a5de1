import type { OwnerSql } from "../../db/client.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import {
  nextPieces,
  type ReadingChange,
  settlePieces,
  takeChanges,
} from "../../sql/loggers/changes.ts";
import { log } from "../log.ts";
import { deleteDroppedReadings } from "./dropped_readings.ts";

/**
 * What is made of readings. It is called in each turn, also when nothing changed. Each change is
 * given at least once: a step that failed, or whose service was killed, gets it again.
 */
export interface LoggerStep {
  name: string;
  /** Seconds between two turns; 0 if left out: it takes part in each turn of the loop. */
  seconds?: number;
  /** False: it looks for itself what there is to do, and is called once in each turn, with nothing. */
  takesChanges?: false;
  /** Loggers that it gets at once. */
  atOnce?: number;
  /** Stops early, with all of `changed` done, when the signal says that its time is over. */
  work: (
    owner: OwnerSql,
    changed: ReadingChange[],
    now: Temporal.Instant,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Loggers that a step gets at once, unless it says so itself. */
const AT_ONCE = 100;
/** How long a step may work in one turn: what one logger sent must not keep the others waiting. */
const STEP_MS = 3000;
/** How long a step leaves out a logger with which it failed. */
const PUT_OFF = { seconds: 60 };

/**
 * Does the steps in their order with what changed in readings since the last turn, on one instance at
 * a time. A step that fails with one logger goes on with the others, and the other steps with all. What
 * takes a step longer than its time in a turn goes on in the next one, whose loggers are drawn anew.
 */
export class LoggerLoop {
  #last = new Map<string, Temporal.Instant>();
  #putOff = new Map<string, Map<string, Temporal.Instant>>();

  constructor(private sql: OwnerSql, private steps: LoggerStep[], private stepMs = STEP_MS) {}

  /** Does what there is to do at `now`, unless another instance is at it. */
  async turn(now: Temporal.Instant, signal: AbortSignal): Promise<void> {
    await withLockIfFree(this.sql, "sitecast.loggers", async (held) => {
      const takers = this.steps.filter(({ takesChanges = true }) => takesChanges);
      await takeChanges(this.sql, takers.map(({ name }) => name));
      for (const step of this.steps) {
        if (held.aborted) return;
        if (this.#isDue(step, now)) await this.#do(step, now, this.#untilItsTimeIsOver(held));
      }
      await deleteDroppedReadings(this.sql, this.#untilItsTimeIsOver(held));
    }, { signal });
  }

  #untilItsTimeIsOver(held: AbortSignal): AbortSignal {
    return AbortSignal.any([held, AbortSignal.timeout(this.stepMs)]);
  }

  #isDue({ name, seconds = 0 }: LoggerStep, now: Temporal.Instant): boolean {
    const last = this.#last.get(name);
    if (last && Temporal.Instant.compare(now, last.add({ seconds })) < 0) return false;
    this.#last.set(name, now);
    return true;
  }

  async #do(step: LoggerStep, now: Temporal.Instant, signal: AbortSignal): Promise<void> {
    for (let isFirst = true; isFirst || !signal.aborted; isFirst = false) {
      const pieces = await this.#piecesOf(step, now);
      if (pieces.length === 0 && !isFirst) return;
      const done = await this.#attempt(step, pieces, now, signal);
      if (done.length > 0) await settlePieces(this.sql, step.name, done);
      if (pieces.length === 0) return;
    }
    this.#last.delete(step.name); // something is left: it takes part in the next turn, too
  }

  async #piecesOf(step: LoggerStep, now: Temporal.Instant): Promise<ReadingChange[]> {
    const { name, takesChanges = true, atOnce = AT_ONCE } = step;
    if (!takesChanges) return [];
    return await nextPieces(this.sql, name, { except: this.#putOffNow(name, now), limit: atOnce });
  }

  /** Works on all pieces, and if that fails on one after the other; returns those that are done. */
  async #attempt(
    step: LoggerStep,
    pieces: ReadingChange[],
    now: Temporal.Instant,
    signal: AbortSignal,
  ): Promise<ReadingChange[]> {
    try {
      await step.work(this.sql, pieces, now, signal);
      return pieces;
    } catch (error) {
      if (pieces.length < 2) return this.#fail(step, pieces, now, error);
    }
    const done: ReadingChange[] = [];
    for (const piece of pieces) done.push(...await this.#attempt(step, [piece], now, signal));
    return done;
  }

  #fail(
    { name }: LoggerStep,
    pieces: ReadingChange[],
    now: Temporal.Instant,
    error: unknown,
  ): ReadingChange[] {
    const logger = pieces[0]?.logger_uuid ?? "";
    log.error("the step {name} failed with logger {logger}: {error}", { name, logger, error });
    const until = now.add(PUT_OFF);
    const others = this.#putOff.get(name) ?? new Map();
    this.#putOff.set(name, others.set(logger, until));
    return [];
  }

  /** Returns the loggers that a step leaves out now. */
  #putOffNow(name: string, now: Temporal.Instant): string[] {
    const loggers = this.#putOff.get(name) ?? new Map<string, Temporal.Instant>();
    for (const [logger, until] of loggers) {
      if (Temporal.Instant.compare(until, now) <= 0) loggers.delete(logger);
    }
    return [...loggers.keys()].filter((logger) => logger !== "");
  }
}
