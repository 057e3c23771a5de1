import { z } from "zod";

const MAX_DAYS = 366;
const error = "Write a day like 2026-11-21.";

/** A calendar day from 1900 to 2099, as text. */
export const calendarDay = z.iso.date({ error, abort: true })
  .refine((text) => /^(19|20)/.test(text), { error, abort: true });

/** A range of at most 366 days, both ends included. */
export const dayRange = z.object({ from: calendarDay, to: calendarDay })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    error: "The last day must not be before the first.",
  })
  .refine(({ from, to }) => daysUntil(from, to) < MAX_DAYS, {
    path: ["to"],
    error: `Ask for at most ${MAX_DAYS} days at once.`,
  });

function daysUntil(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;
}
