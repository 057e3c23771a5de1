import { z } from "zod";
import { isStorable } from "../text.ts";

/** An inverter of a site. The Python SDK makes inverters without name, maker and power. */
export interface Inverter {
  inverter_uuid: string;
  created_utc: string | null;
  name: string | null;
  maker: string | null;
  /** AC power in kW. */
  ac_kw: number | null;
}

const label = (what: string) =>
  z.string({ error: `Enter ${what}.` }).trim().min(1, { error: `Enter ${what}.` })
    .max(255, { error: `Shorten ${what} to at most 255 characters.` })
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` });

const AC = "Enter the AC power in kW as a number of 0 or more.";

/** A new inverter. */
export const newInverter = z.object({
  name: label("a name"),
  maker: label("the maker").optional(),
  ac_kw: z.number({ error: AC }).min(0, { error: AC }).optional(),
});
export type NewInverter = z.output<typeof newInverter>;

/** Returns what pages call an inverter: its name, else the start of its UUID. */
export function inverterName({ name, inverter_uuid }: Inverter): string {
  return name || `Inverter ${inverter_uuid.slice(0, 8)}`;
}
