import { createRoute, z } from "@hono/zod-openapi";
import { COST_GROUPS, costsQuery } from "../../../domain/charging/costs.ts";
import { filterOf, filterQuery } from "../../charging/list_query.ts";
import { readCosts } from "../../charging/costs_report.ts";
import { scoped } from "../../middleware/scope.ts";
import { numberText } from "../number_text.ts";
import { json, problems, router } from "../router.ts";

const sums = z.object({
  currency: z.string().nullable().describe("null: it is not known"),
  sessions: z.int().describe("Sessions whose cost is known"),
  energy_kwh: z.number(),
  cost: z.number(),
  actual_sessions: z.int(),
  actual_cost: z.number().describe("What was paid; sessions that were free count as paid with 0"),
  estimated_sessions: z.int(),
  estimated_cost: z.number().describe("What rates give for sessions of which no price is known"),
  free_sessions: z.int(),
  free_energy_kwh: z.number(),
  unknown_sessions: z.int().describe("Sessions of which no cost is known: in no other figure"),
});
const row = sums.extend({
  key: z.string().nullable().describe(
    "Number of the network or location (=name of a location without one), UUID of the site, " +
      "device_id of the vehicle, or local month; null: sessions without one",
  ),
  name: z.string().nullable(),
});
const comparison = z.object({
  cost: z.number(),
  other_cost: z.number(),
  saved: z.number(),
  saved_share: z.number().nullable().describe("Of the other cost; null where that is 0"),
});
const metered = comparison.extend({ energy_kwh: z.number() });

const report = z.object({
  by: z.enum(COST_GROUPS),
  totals: z.array(sums).describe("By currency; currencies are never added up"),
  rows: z.array(row),
  currency: z.string().nullable().describe("Of what follows; sessions in others are not in it"),
  reference: z.object({
    rate: z.number(),
    network_name: z.string().nullable().describe("Whose rate it is; null: the query's"),
    with_free: metered,
    without_free: metered,
  }).nullable().describe("What it would have cost at one rate"),
  petrol: comparison.extend({ sessions: z.int(), miles: z.number() }).nullable()
    .describe("What petrol would have cost, of sessions that say how many miles they added"),
  subscriptions: z.array(z.object({
    network_name: z.string(),
    member_rate: z.number(),
    monthly_fee: z.number(),
    start_date: z.iso.date(),
    end_date: z.iso.date().nullable(),
    sessions: z.int(),
    saved: z.number(),
    months: z.int().describe("Calendar months touched, each of which counts whole"),
    fees: z.number(),
    net: z.number().describe("saved − fees"),
  })),
}).openapi("ChargingCosts");

const { reference_rate } = costsQuery.shape;
const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/charging/costs",
  summary: "What charging cost, by network, location, site, vehicle or month",
  request: {
    query: z.object({
      ...filterQuery,
      by: costsQuery.shape.by,
      reference_rate: numberText().pipe(reference_rate.unwrap()).optional()
        .describe("A rate per kWh to compare with; by default that of the first network, by name"),
    }),
  },
  responses: { 200: json(report, "The costs"), ...problems },
});

/** GET /api/v1/charging/costs */
export const chargingCostRoutes = () =>
  router().openapi(route, async (c) => {
    const { by, reference_rate, ...query } = c.req.valid("query");
    const now = c.var.services.now();
    const { report } = await readCosts(c.var.sql, filterOf(query), { by, reference_rate }, now);
    const rows = report.rows.map(({ color: _, ...row }) => row);
    return c.json({ ...report, rows }, 200);
  });
