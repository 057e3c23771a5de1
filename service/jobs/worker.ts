import type { OwnerSql } from "../../db/client.ts";
import { translated } from "../../db/errors.ts";
import { AppError } from "../../domain/errors.ts";
import type { Job } from "../../domain/operations/job.ts";
import * as jobs from "../../sql/operations/jobs.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";
import { pause } from "../timers.ts";
import { deleteSite } from "./site_deletion.ts";

const MINUTE_MS = 60_000;

/** Does the jobs that people ask for, one at a time and on one instance: at once when woken, and every minute. */
export class JobWorker {
  #woken = new AbortController();

  constructor(private sql: OwnerSql) {}

  /** There is something to do. May be called before the transaction that asks for it has committed. */
  wake = (): void => this.#woken.abort();

  /** Resolves after the signal, when the piece in hand is done. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#woken = new AbortController();
      try {
        await withLockIfFree(this.sql, "sitecast.jobs", () => this.#doAll(signal));
      } catch (error) {
        if (!signal.aborted) log.error("the jobs failed: {error}", { error });
      }
      await pause(MINUTE_MS, AbortSignal.any([signal, this.#woken.signal]));
    }
  }

  /** Each job once; one that could not be done this time stays for the next. */
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
      if (await work(this.sql, job, signal)) await jobs.end(this.sql, job.job_uuid);
    } catch (error) {
      const known = translated(error);
      if (known instanceof AppError && known.code === "unavailable") {
        return log.warning("job {job} goes on later: {error}", { job: job.job_uuid, error });
      }
      const expected = known instanceof AppError && !known.cause;
      if (!expected) log.error("job {job} failed: {error}", { job: job.job_uuid, error });
      await jobs.end(this.sql, job.job_uuid, expected ? known.message : UNFORESEEN);
    }
  }
}

const UNFORESEEN = "This failed half-way; the log tells why. Once that is mended, ask again.";

/** False when the signal came first. */
async function work(sql: OwnerSql, job: Job, signal: AbortSignal): Promise<boolean> {
  const { site_uuid } = job;
  if (job.kind !== "delete site" || site_uuid === null) {
    throw new AppError("invalid", `Nobody here knows how to do this: ${job.kind}.`);
  }
  return await deleteSite(sql, { ...job, site_uuid }, signal);
}
