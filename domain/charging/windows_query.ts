import { z } from "zod";

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
  before: z.iso.datetime({ offset: true, error: "Write the time like 2026-11-21T09:00:00Z." })
    .optional(),
});
export type WindowsQuery = z.output<typeof windowsQuery>;
