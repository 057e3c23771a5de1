import { z } from "zod";
import { isStorable } from "../sites/site_input.ts";
import { instantOf } from "../time/utc_text.ts";

/** A row of `status`: what the operators said of the service. The Python SDK may leave any NULL. */
export interface Status {
  status: string | null;
  message: string | null;
  created_utc: string | null;
}

export interface PastStatus extends Status {
  status_uuid: string;
  /** Only where an admin asks; null also for what the Python SDK wrote. */
  posted_by_email?: string | null;
}

const WHAT = "Write what users should know.";

/** What operators may post. */
export const newStatus = z.object({
  status: z.enum(["ok", "warning", "error"], { error: "Choose ok, warning or error." }),
  message: z.string({ error: WHAT }).trim()
    .min(1, { error: WHAT })
    .max(255, { error: "Use at most 255 characters." })
    .refine(isStorable, {
      error: "It holds a character that is no text. Type it anew.",
    }),
});

/** The same as a form sends it: pages have something else of the id "status". */
export const newStatusForm = z.object({
  level: newStatus.shape.status,
  message: newStatus.shape.message,
});

const WORDS = new Map([["ok", "All is well"], ["warning", "Warning"], ["error", "Error"]]);

/** What people read; a word that we do not know is shown as it is. */
export function statusWord(status: string | null): string {
  return WORDS.get(status ?? "") ?? (status || "(no word)");
}

/** The words that have a look of their own. */
export function isKnownStatus(status: string | null): boolean {
  return WORDS.has(status ?? "");
}

const GOOD_NEWS_HOURS = 24;

/** The status that pages show on top: a trouble as long as it lasts, good news for a day. */
export function banner(newest: Status | undefined, now: Temporal.Instant): Status | undefined {
  if (!newest?.status) return undefined;
  if (newest.status !== "ok") return newest;
  const since = instantOf(newest.created_utc);
  if (!newest.message || !since) return undefined;
  return since.until(now).total("hours") < GOOD_NEWS_HOURS ? newest : undefined;
}
