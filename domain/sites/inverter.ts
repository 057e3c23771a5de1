import { z } from "zod";
import { isStorable } from "./site_input.ts";

/** A row of `inverters`. The Python SDK makes rows that say nothing but their site. */
export interface Inverter {
  inverter_uuid: string;
  created_utc: string | null;
  name: string | null;
  maker: string | null;
  /** What it can feed in, in kW of alternating current. */
  ac_kw: number | null;
}

const label = (what: string) =>
  z.string({ error: `Enter ${what}.` }).trim().min(1, { error: `Enter ${what}.` })
    .max(255, { error: `Shorten ${what} to at most 255 characters.` })
    .refine(isStorable, { error: `Take the characters out of ${what} that are none.` });

const AC = "Enter the AC power in kW as a number of 0 or more.";

export const newInverter = z.object({
  name: label("a name"),
  maker: label("the maker").optional(),
  ac_kw: z.number({ error: AC }).min(0, { error: AC }).optional(),
});
export type NewInverter = z.output<typeof newInverter>;

/** What people call an inverter. */
export function inverterName({ name, inverter_uuid }: Inverter): string {
  return name || `Inverter ${inverter_uuid.slice(0, 8)}`;
}
