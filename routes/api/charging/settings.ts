import { createRoute, z } from "@hono/zod-openapi";
import {
  EFFICIENCY_UNITS,
  PETROL_UNITS,
  settingsInput,
} from "../../../domain/charging/settings.ts";
import * as settings from "../../../sql/charging/settings.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { someOf } from "./ids.ts";

const settingsJson = z.object({
  petrol_price: z.number().describe("Of what petrol_unit says"),
  petrol_consumption: z.number().describe("Miles a US gallon, or litres for 100 km"),
  petrol_unit: z.enum(PETROL_UNITS),
  efficiency_unit: z.enum(EFFICIENCY_UNITS),
  currency: z.string().nullable().describe("Of sessions and rates that name none"),
  time_zone: z.string().nullable().describe(
    "IANA name of the zone whose days count where no site says one; null: that of the first site",
  ),
  place_metres: z.number().describe("Distance within which two points are one place"),
  store_positions: z.boolean().describe("Whether positions of vehicles are stored"),
}).openapi("ChargingSettings");

const path = "/charging/settings";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Your group's settings for charging",
  responses: { 200: json(settingsJson, "The settings"), ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path,
  summary: "Change your group's settings for charging",
  description: "What is absent stays. Another time zone or currency counts days and costs again.",
  request: { body: body(settingsInput) },
  responses: { 200: json(settingsJson, "The settings as they are now"), ...refusals },
});

/** GET and PATCH /api/v1/charging/settings */
export const settingsRoutes = () =>
  router()
    .openapi(show, async (c) => c.json(await settings.read(c.var.sql), 200))
    .openapi(change, async (c) =>
      c.json(await settings.write(c.var.sql, someOf(c.req.valid("json"))), 200));
