import { z } from "zod";

const perMinute = z.int({ error: "Write a whole number, or leave it empty." })
  .min(1, { error: "At least 1." }).max(1_000_000, { error: "At most 1,000,000." })
  .nullable().default(null);

/**
 * How many requests each API token of a user may send in a minute; null or absent: as many as the
 * service allows everybody.
 */
export const userRequestLimits = z.strictObject({
  reads_per_minute: perMinute,
  writes_per_minute: perMinute,
});
export type UserRequestLimits = z.output<typeof userRequestLimits>;
