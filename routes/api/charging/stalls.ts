import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { newStall, stallEdit } from "../../../domain/charging/location.ts";
import { found } from "../../../domain/errors.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as stalls from "../../../sql/charging/stalls.ts";
import type { Scoped } from "../../http/context.ts";
import { idOf } from "../../charging/ids.ts";
import { scoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { pathId, someOf } from "./ids.ts";

const stallJson = z.object({
  id: z.int(),
  location_id: z.int(),
  stall_label: z.string(),
  charger_type: z.string().nullable().describe("L1, L2 or DCFC"),
  rated_kw: z.number().nullable(),
  voltage: z.number().nullable(),
  amperage: z.number().nullable(),
  connector_type: z.string().nullable(),
  notes: z.string().nullable(),
  is_default: z.boolean().describe("The one that is usually used: one of each location"),
}).openapi("ChargingStall");

const path = "/charging/locations/{location_id}/stalls";
const params = z.object({ location_id: pathId("location") });
const one = params.extend({ stall_id: pathId("stall") });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Chargers at a location, the default first",
  request: { params },
  responses: { 200: json(z.object({ stalls: z.array(stallJson) }), "All of them"), ...problems },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a charger at a location",
  description: "The first one becomes the default.",
  request: { params, body: body(newStall) },
  responses: { 201: json(stallJson, "The new charger"), ...refusals },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: `${path}/{stall_id}`,
  summary: "Change a charger",
  description: "What is absent stays. One that becomes the default takes that from the other one.",
  request: { params: one, body: body(stallEdit) },
  responses: { 200: json(stallJson, "The charger as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{stall_id}`,
  summary: "Delete a charger",
  description: "Sessions that were charged there stay, without it.",
  request: { params: one },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/charging/locations/{location_id}/stalls; PATCH and DELETE of one. */
export const stallRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const location = await locationOf(c, c.req.valid("param"));
      return c.json({ stalls: await stalls.list(c.var.sql, location) }, 200);
    })
    .openapi(add, async (c) => {
      const location = await locationOf(c, c.req.valid("param"));
      const id = await stalls.add(c.var.sql, location, c.req.valid("json"));
      return c.json(found(await stalls.find(c.var.sql, location, id), "stall"), 201);
    })
    .openapi(change, async (c) => {
      const location = await locationOf(c, c.req.valid("param"));
      const id = idOf(c.req.valid("param").stall_id, "stall");
      const changes = someOf(c.req.valid("json"));
      found(await stalls.update(c.var.sql, location, id, changes) || undefined, "stall");
      return c.json(found(await stalls.find(c.var.sql, location, id), "stall"), 200);
    })
    .openapi(remove, async (c) => {
      const location = await locationOf(c, c.req.valid("param"));
      const id = idOf(c.req.valid("param").stall_id, "stall");
      found(await stalls.remove(c.var.sql, location, id) || undefined, "stall");
      return c.body(null, 204);
    });

async function locationOf(c: Context<Scoped>, { location_id }: z.output<typeof params>) {
  return found(await locations.find(c.var.sql, idOf(location_id, "location")), "location").id;
}
