import type { FieldError } from "../errors.ts";
import { count } from "../plural.ts";

/** Work that takes longer than a request: so far deleting a site for ever. */
export interface Job {
  job_uuid: string;
  kind: string;
  /** The site, which may be gone, and its name when this was asked for. */
  site_uuid: string | null;
  site_name: string | null;
  /** Measured generation may go, too: that was said when it was asked for. */
  with_generation: boolean;
  /** Who asked, and by which door: form or api. The user may be gone. */
  asked_by: string | null;
  asked_by_email: string | null;
  asked_through: string | null;
  state: "waiting" | "running" | "done" | "failed";
  /** Rows that are gone, and rows there were when it was taken up. */
  done: number;
  total: number;
  /** What went wrong. */
  message: string | null;
  created_utc: string;
  ended_utc: string | null;
}

/** What goes with a site. */
export interface SiteContents {
  forecasts: number;
  forecast_values: number;
  generation: number;
  first_utc: string | null;
  last_utc: string | null;
}

/** Measured generation goes only when that is said; the database says the same. */
export function generationStays({ generation }: SiteContents, mayGo: boolean): FieldError[] {
  if (generation === 0 || mayGo) return [];
  return [{
    field: "with_generation",
    message: "This site has measured generation. Say that it may be deleted, too.",
  }];
}

export function hasEnded({ state }: Pick<Job, "state">): boolean {
  return state === "done" || state === "failed";
}

/** `12,000 of 40,000 rows`. They are counted when the job is taken up, and what came in meanwhile may make it more than was there. */
export function progressText(
  { state, done, total }: Pick<Job, "state" | "done" | "total">,
): string {
  if (state === "waiting" && total === 0) return "not begun yet";
  const rows = Math.max(done, total);
  return `${count(done)} of ${count(rows)} ${rows === 1 ? "row" : "rows"}`;
}
