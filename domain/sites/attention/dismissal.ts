import { z } from "zod";
import { isStorable } from "../../text.ts";
import type { DismissalReason } from "./kinds.ts";

export const DISMISSAL_REASONS = [
  "battery",
  "tracker",
  "outage",
  "other",
] as const satisfies DismissalReason[];

/** Why a group does not want to see something any more; "other" needs words. */
export const dismissal = z.object({
  reason: z.enum(DISMISSAL_REASONS, {
    error: `Choose a reason: ${DISMISSAL_REASONS.join(", ")}.`,
  }),
  text: z.string().trim().max(500, { error: "Shorten the text to at most 500 characters." })
    .refine(isStorable, { error: "Remove the invalid characters from the text." }).optional(),
}).refine(({ reason, text }) => reason !== "other" || text, {
  path: ["text"],
  error: "Say in words why.",
});
export type Dismissal = z.output<typeof dismissal>;
