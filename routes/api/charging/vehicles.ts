import { createRoute, z } from "@hono/zod-openapi";
import { newVehicle, vehicleEdit } from "../../../domain/charging/vehicle.ts";
import { found } from "../../../domain/errors.ts";
import * as vehicles from "../../../sql/charging/vehicles.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { idCursorQuery, idPage, nextId, someOf } from "./ids.ts";

const vehicleJson = z.object({
  id: z.int(),
  device_id: z.string().describe("What sessions and readings call it"),
  display_name: z.string(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  year: z.int().nullable(),
  trim: z.string().nullable(),
  battery_capacity_kwh: z.number().nullable(),
  vin: z.string().nullable(),
  source_system: z.string().nullable().describe("The program that made it; null: a person"),
  created_at: z.iso.datetime(),
  sessions: z.int().describe("How many sessions are of it"),
  soc: z.number().nullable().describe("Newest state of charge in %"),
  range_km: z.number().nullable().describe("Range in km at that time"),
  recorded_at: z.iso.datetime().nullable().describe("When that was"),
}).openapi("Vehicle");

const path = "/charging/vehicles";
/** The path parameter of a vehicle. */
export const vehicleParams = z.object({ device_id: z.string().min(1).max(255) });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Vehicles of your group, by name",
  request: { query: idCursorQuery("vehicles") },
  responses: {
    200: json(
      z.object({ vehicles: z.array(vehicleJson), next_cursor: nextId }),
      "A page of them",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a vehicle",
  request: { body: body(newVehicle) },
  responses: { 201: json(vehicleJson, "The new vehicle"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/{device_id}`,
  summary: "A vehicle, with its newest state of charge",
  request: { params: vehicleParams },
  responses: { 200: json(vehicleJson, "The vehicle"), ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: `${path}/{device_id}`,
  summary: "Change a vehicle",
  description:
    "What is absent stays. With another device_id, its sessions and readings go with it.",
  request: { params: vehicleParams, body: body(vehicleEdit) },
  responses: { 200: json(vehicleJson, "The vehicle as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{device_id}`,
  summary: "Delete a vehicle with its readings and positions",
  description: "Its sessions stay.",
  request: { params: vehicleParams },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/charging/vehicles; GET, PATCH and DELETE of one below it. */
export const vehicleRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = idPage(await vehicles.listAfter(c.var.sql, { after: cursor, limit }), limit);
      return c.json({ vehicles: page.rows, next_cursor: linkNext(c, page.next) }, 200);
    })
    .openapi(add, async (c) => {
      const vehicle = c.req.valid("json");
      await vehicles.add(c.var.sql, vehicle);
      return c.json(found(await vehicles.find(c.var.sql, vehicle.device_id), "vehicle"), 201);
    })
    .openapi(show, async (c) => {
      const { device_id } = c.req.valid("param");
      return c.json(found(await vehicles.find(c.var.sql, device_id), "vehicle"), 200);
    })
    .openapi(change, async (c) => {
      const { device_id } = c.req.valid("param");
      const changes = c.req.valid("json");
      found(await vehicles.find(c.var.sql, device_id), "vehicle");
      await vehicles.update(c.var.sql, device_id, someOf(changes));
      const { device_id: now = device_id } = changes;
      return c.json(found(await vehicles.find(c.var.sql, now), "vehicle"), 200);
    })
    .openapi(remove, async (c) => {
      const { device_id } = c.req.valid("param");
      found(await vehicles.remove(c.var.sql, device_id) || undefined, "vehicle");
      return c.body(null, 204);
    });
