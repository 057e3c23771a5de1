import { z } from "@hono/zod-openapi";
import { LIGHTS } from "../../../domain/accuracy/accuracy.ts";

/** The query string of an accuracy: the UTC days (both included) and the hours of them. */
export const accuracyQuery = z.object({
  from: z.string().optional().describe("First UTC day; by default the 30th before `to`"),
  to: z.string().optional().describe("Last UTC day; by default yesterday"),
  light: z.enum(LIGHTS, { error: "Write daylight or day." }).default("daylight")
    .describe("daylight: with the sun up, PV sites with coordinates only; day: all"),
});
export type AccuracyQuery = z.output<typeof accuracyQuery>;
