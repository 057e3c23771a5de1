import type { FieldError } from "../errors.ts";
import { count } from "../plural.ts";

/** Work that outlasts a request. The only kind so far deletes a site with its data. */
export interface Job {
  job_uuid: string;
  kind: string;
  /** The site, which may be deleted by now, and its name when the job was added. */
  site_uuid: string | null;
  site_name: string | null;
  /** Whether measured generation may be deleted, too. */
  with_generation: boolean;
  /** The user who added the job (null once deleted), and how: by form or api. */
  asked_by: string | null;
  asked_by_email: string | null;
  asked_through: string | null;
  state: "waiting" | "running" | "done" | "failed";
  /** Rows deleted so far, and rows that were counted when the job started. */
  done: number;
  total: number;
  /** Why the job failed. */
  message: string | null;
  created_utc: string;
  ended_utc: string | null;
}

/** Counts of what is deleted with a site, and its first and last times. */
export interface SiteContents {
  forecasts: number;
  forecast_values: number;
  generation: number;
  first_utc: string | null;
  last_utc: string | null;
  loggers: number;
  /** Variables of these loggers that have readings. */
  logger_variables: number;
}

/**
 * Returns an error when a site has generation that may not be deleted. The database checks it, too.
 */
export function generationStays(
  { generation }: Pick<SiteContents, "generation">,
  mayGo: boolean,
): FieldError[] {
  if (generation === 0 || mayGo) return [];
  return [{
    field: "with_generation",
    message: "This site has measured generation. Say that it may be deleted, too.",
  }];
}

/** Returns true for a job that is done or has failed. */
export function hasEnded({ state }: Pick<Job, "state">): boolean {
  return state === "done" || state === "failed";
}

/**
 * Returns `12,000 of 40,000 rows`. Rows that arrive while the job runs are deleted, too: then the
 * total is what was deleted.
 */
export function progressText(
  { state, done, total }: Pick<Job, "state" | "done" | "total">,
): string {
  if (state === "waiting" && total === 0) return "not begun yet";
  const rows = Math.max(done, total);
  return `${count(done)} of ${count(rows)} ${rows === 1 ? "row" : "rows"}`;
}
