import { z } from "zod";
import { isStorable } from "../text.ts";

/** A text of at most `most` characters that PostgreSQL can store. */
export const text = (what: string, most: number) =>
  z.string({ error: `Enter ${what} as text.` }).trim()
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` })
    .max(most, { error: `Shorten ${what} to at most ${most} characters.` });

/** Less is none: quotients of such numbers are beyond what a double holds. */
const LEAST = 1e-9;

/** A number of 0 or more. */
export const atLeast0 = (what: string, unit: string) => {
  const error = `Enter ${what} in ${unit} as a number of 0 or more.`;
  return z.number({ error }).min(0, { error }).max(1e9, { error })
    .refine((value) => value <= 0 || value >= LEAST, {
      error: `Enter ${what} in ${unit} as 0 or at least 0.000000001.`,
    });
};

/** A number within bounds, both included. */
export const number = (what: string, least: number, most: number, unit = "") => {
  const error = `Enter ${what} as a number from ${least} to ${most}${unit}.`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

/** A time between 1900 and 2099 with its offset from UTC, as PostgreSQL and pages can show it. */
export const moment = (what: string) =>
  z.iso.datetime({ offset: true, abort: true, error: `Write ${what} like 2026-11-21T09:00:00Z.` })
    .refine((text) => /^(19|20).*(Z|[+-](0\d|1[0-4]):\d\d)$/.test(text), {
      error: `Write ${what} as a time of 1900 to 2099, with an offset of at most 14 hours.`,
    });

export const percent = (what: string) => number(what, 0, 100, " %");

/** The largest value of a column of type integer. */
export const MOST_INTEGER = 2_147_483_647;

/** The id of a row, as lists offer it. */
export const id = (what: string) => {
  const error = `Choose ${what} from the list.`;
  return z.int({ error }).min(1, { error }).max(MOST_INTEGER, { error });
};

export const flag = (what: string) =>
  z.boolean({ error: `Say with true or false whether ${what}.` });
