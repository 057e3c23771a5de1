import { z } from "zod";

/** A row of `status`: what the operators said of the service. The Python SDK may leave any NULL. */
export interface Status {
  status: string | null;
  message: string | null;
  created_utc: string | null;
}

/** What operators may post. */
export const newStatus = z.object({
  status: z.enum(["ok", "warning", "error"], { error: "Choose ok, warning or error." }),
  message: z.string({ error: "Write what users should know." }).trim()
    .min(1, { error: "Write what users should know." })
    .max(255, { error: "Use at most 255 characters." }),
});

const GOOD_NEWS_HOURS = 24;

/** The status that pages show on top: a trouble as long as it lasts, good news for a day. */
export function banner(newest: Status | undefined, now: Temporal.Instant): Status | undefined {
  if (!newest?.status) return undefined;
  if (newest.status !== "ok") return newest;
  const { message, created_utc } = newest;
  if (!message || !created_utc?.endsWith("Z")) return undefined;
  const age = Temporal.Instant.from(created_utc).until(now).total("hours");
  return age < GOOD_NEWS_HOURS ? newest : undefined;
}
