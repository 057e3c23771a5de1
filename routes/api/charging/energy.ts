import { createRoute, z } from "@hono/zod-openapi";
import { shareOfSun, type SunSums } from "../../../domain/charging/energy_sums.ts";
import { EFFICIENCY_UNITS } from "../../../domain/charging/settings.ts";
import { readEnergies } from "../../charging/energy_report.ts";
import { filterOf, filterQuery } from "../../charging/list_query.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";

const types = z.array(z.object({
  charge_type: z.string().nullable(),
  sessions: z.int(),
  energy_kwh: z.number(),
}));
const sunJson = z.object({
  sun_kwh: z.number().describe("At most: what the building used counts where it is measured"),
  share: z.number().nullable().describe("Of the measured energy; null: not measured"),
  measured_kwh: z.number(),
  measured_sessions: z.int(),
  unmeasured_sessions: z.int().describe("At sites of which less than half was measured"),
});
const ratio = z.number().nullable();

const energyJson = z.object({
  sessions: z.int().describe("Sessions whose energy is known"),
  energy_kwh: z.number(),
  types,
  months: z.array(z.object({
    month: z.string().nullable().describe("Local month; null: sessions without a start"),
    types,
    sun: sunJson,
  })),
  efficiency: z.object({
    unit: z.enum(EFFICIENCY_UNITS),
    sessions: z.int(),
    mean: ratio.describe("Mean of the sessions' own efficiencies"),
    best: ratio,
    worst: ratio,
  }),
  rolling: z.array(z.object({
    session_start_utc: z.iso.datetime(),
    efficiency: z.number(),
    rolling: z.number().describe("Mean of it and up to nine sessions before it"),
  })).describe("The newest 300 sessions that have an efficiency"),
  loss: z.object({
    sessions: z.int(),
    loss_kwh: z.number(),
    mean_share: ratio.describe("Of the energy at the charger, mean over sessions"),
    utilisation: ratio.describe("Highest power of the rated power, mean over sessions"),
  }),
  sun: sunJson,
}).openapi("ChargingEnergy");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/charging/energy",
  summary: "What was charged by type and month, with efficiency, loss and sun",
  request: {
    query: z.object({
      ...filterQuery,
      efficiency_unit: z.enum(EFFICIENCY_UNITS, {
        error: `Write one of: ${EFFICIENCY_UNITS.join(", ")}.`,
      }).optional().describe("By default that of the group's settings"),
    }),
  },
  responses: { 200: json(energyJson, "The energies"), ...problems },
});

/** GET /api/v1/charging/energy */
export const chargingEnergyRoutes = () =>
  router().openapi(route, async (c) => {
    const { sql, services } = c.var;
    const { efficiency_unit, ...query } = c.req.valid("query");
    const filter = filterOf(query);
    const { sums, line } = await readEnergies(sql, filter, services.now(), efficiency_unit);
    const months = sums.months.map(({ month, types, ...sun }) => ({
      month,
      types,
      sun: withShare(sun),
    }));
    return c.json({ ...sums, months, sun: withShare(sums.sun), rolling: line }, 200);
  });

const withShare = (sun: SunSums) => ({ ...sun, share: shareOfSun(sun) });
