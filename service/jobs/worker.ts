import type { OwnerSql } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";
import type { Job } from "../../domain/operations/job.ts";
import * as jobs from "../../sql/operations/jobs.ts";
import { workOnChargingImports } from "../charging/import_worker.ts";
import { workOnImports } from "../imports/worker.ts";
import { log } from "../log.ts";
import { deleteSite } from "./site_deletion.ts";
import { undoBatches } from "./undo_batches.ts";
import { WorkLoop } from "./work_loop.ts";

/**
 * Does the jobs of `app.jobs`, the imports of files and the undos of large batches, one at a time of
 * each and on one instance at a time: when woken, and every minute.
 */
export class JobWorker {
  #jobs: WorkLoop;
  #imports: WorkLoop;
  #sessions: WorkLoop;
  #undos: WorkLoop;

  constructor(
    private sql: OwnerSql,
    workOnFiles = (signal: AbortSignal) => workOnImports(sql, Temporal.Now.instant, signal),
  ) {
    this.#jobs = new WorkLoop(sql, "sitecast.jobs", (signal) => this.#doAll(signal));
    this.#imports = new WorkLoop(sql, "sitecast.imports", workOnFiles);
    this.#sessions = new WorkLoop(
      sql,
      "sitecast.charging_imports",
      (signal) => workOnChargingImports(sql, signal),
    );
    this.#undos = new WorkLoop(sql, "sitecast.undos", (signal) => undoBatches(sql, signal));
  }

  /** Starts the next round. May be called before the transaction that adds the job has committed. */
  wake = (): void => {
    this.#jobs.wake();
    this.#imports.wake();
    this.#sessions.wake();
    this.#undos.wake();
  };

  /** Resolves after the signal, once the current steps are done. */
  async run(signal: AbortSignal): Promise<void> {
    const loops = [this.#jobs, this.#imports, this.#sessions, this.#undos];
    await Promise.all(loops.map((loop) => loop.run(signal)));
  }

  /** Tries each job once; one that could not be done stays for the next round. */
  async #doAll(signal: AbortSignal): Promise<void> {
    const tried: string[] = [];
    while (!signal.aborted) {
      const job = await jobs.take(this.sql, tried);
      if (!job) return;
      tried.push(job.job_uuid);
      await this.#do(job, signal);
    }
  }

  async #do(job: Job, signal: AbortSignal): Promise<void> {
    try {
      if (await perform(this.sql, job, signal)) await jobs.end(this.sql, job.job_uuid);
    } catch (error) {
      const known = translated(error);
      const isUnavailable = known instanceof AppError && known.mayWorkLater;
      // Without the lock, another instance may be at the same job by now.
      if (isUnavailable || signal.aborted) {
        return log.warning("job {job} will be continued: {error}", { job: job.job_uuid, error });
      }
      const expected = known instanceof AppError && !known.cause;
      if (!expected) log.error("job {job} failed: {error}", { job: job.job_uuid, error });
      await jobs.end(this.sql, job.job_uuid, expected ? known.message : UNEXPECTED);
    }
  }
}

const UNEXPECTED =
  "This failed half-way; the log says why. Once that is corrected, request it again.";

/** Does a job; returns false when the signal came first. */
async function perform(sql: OwnerSql, job: Job, signal: AbortSignal): Promise<boolean> {
  const { site_uuid } = job;
  if (job.kind !== "delete site" || site_uuid === null) {
    throw new AppError("invalid", `There is no such kind of job: ${job.kind}.`);
  }
  return await deleteSite(sql, { ...job, site_uuid }, signal);
}
