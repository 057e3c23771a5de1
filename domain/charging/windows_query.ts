import { z } from "zod";
import { moment } from "./fields.ts";

const MOST = 10_000;

const positive = (what: string, unit: string) => {
  const error = `Enter ${what} in ${unit} as a number above 0, up to ${MOST}.`;
  return z.number({ error }).gt(0, { error }).max(MOST, { error });
};

/** What is to be charged, and until when; nothing of it is stored. */
export const windowsQuery = z.object({
  energy_kwh: positive("the energy", "kWh"),
  power_kw: positive("the power", "kW"),
  /** When charging must be over, RFC 3339. */
  before: moment("the time").optional(),
});
export type WindowsQuery = z.output<typeof windowsQuery>;
