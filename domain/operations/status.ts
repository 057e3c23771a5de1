import { z } from "zod";
import { isStorable } from "../text.ts";

/** What operators posted about the service. The Python SDK can store NULL in any column. */
export interface Status {
  status: string | null;
  message: string | null;
  created_utc: string | null;
}

/** A posted status in a list. */
export interface PastStatus extends Status {
  status_uuid: string;
  /** Given to admins only; null for a status that the Python SDK wrote. */
  posted_by_email?: string | null;
}

const WHAT = "Write what users should know.";

/** A status to post. */
export const newStatus = z.object({
  status: z.enum(["ok", "warning", "error"], { error: "Choose ok, warning or error." }),
  message: z.string({ error: WHAT }).trim()
    .min(1, { error: WHAT })
    .max(255, { error: "Use at most 255 characters." })
    .refine(isStorable, {
      error: "The message contains an invalid character.",
    }),
});

/**
 * The same as a form sends it. Its field is named `level`, since pages have another id `status`.
 */
export const newStatusForm = z.object({
  level: newStatus.shape.status,
  message: newStatus.shape.message,
});

const WORDS = new Map([["ok", "All is well"], ["warning", "Warning"], ["error", "Error"]]);

/** Returns a status in words; an unknown one as it is. */
export function statusWord(status: string | null): string {
  return WORDS.get(status ?? "") ?? (status || "(no word)");
}

/** Returns true for a status that has a style of its own. */
export function isKnownStatus(status: string | null): boolean {
  return WORDS.has(status ?? "");
}

/** Returns the status that pages show on top: a problem until a newer status. */
export function banner(newest: Status | undefined): Status | undefined {
  return newest?.status && newest.status !== "ok" ? newest : undefined;
}
