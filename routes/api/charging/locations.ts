import { createRoute, z } from "@hono/zod-openapi";
import { locationEdit, newLocation } from "../../../domain/charging/location.ts";
import { found } from "../../../domain/errors.ts";
import * as locations from "../../../sql/charging/locations.ts";
import { idOf } from "../../charging/ids.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { idCursorQuery, idPage, nextId, pathId, someOf } from "./ids.ts";

const locationJson = z.object({
  id: z.int(),
  location_name: z.string(),
  location_type: z.string().nullable(),
  network_id: z.int().nullable(),
  network_name: z.string().nullable(),
  site_uuid: z.guid().nullable().describe("The site that this place is"),
  address: z.string().nullable(),
  latitude: z.number().nullable().describe("Of a place that is a site: the site's"),
  longitude: z.number().nullable(),
  cost_per_kwh: z.number().nullable().describe("Its own rate, which comes before the network's"),
  notes: z.string().nullable(),
  is_verified: z.boolean().describe("false: a program made it, and nobody has confirmed it"),
  source_system: z.string().nullable().describe("The program that made it; null: a person"),
  sessions: z.int().describe("How many sessions are at it"),
  stalls: z.int().describe("How many chargers it has"),
}).openapi("ChargingLocation");

for (const schema of [newLocation, locationEdit]) {
  describeFields(schema, { site_uuid: "The site that this place is; null: none of yours" });
}

const path = "/charging/locations";
const params = z.object({ location_id: pathId("location") });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Places where vehicles of your group are charged, by name",
  request: { query: idCursorQuery("locations") },
  responses: {
    200: json(
      z.object({ locations: z.array(locationJson), next_cursor: nextId }),
      "A page of them",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a place where vehicles are charged",
  request: { body: body(newLocation) },
  responses: { 201: json(locationJson, "The new place"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/{location_id}`,
  summary: "A place where vehicles are charged",
  request: { params },
  responses: { 200: json(locationJson, "The place"), ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: `${path}/{location_id}`,
  summary: "Change a place where vehicles are charged",
  description: "What is absent stays. Costs that it decides are counted again.",
  request: { params, body: body(locationEdit) },
  responses: { 200: json(locationJson, "The place as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{location_id}`,
  summary: "Delete a place where vehicles are charged",
  description: "With its rates and chargers. Its sessions stay, without a place.",
  request: { params },
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/charging/locations; GET, PATCH and DELETE of one below it. */
export const locationRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const rows = await locations.listAfter(c.var.sql, { after: cursor, limit });
      const page = idPage(rows, limit);
      return c.json({ locations: page.rows, next_cursor: linkNext(c, page.next) }, 200);
    })
    .openapi(add, async (c) => {
      const id = await locations.add(c.var.sql, c.req.valid("json"));
      return c.json(found(await locations.find(c.var.sql, id), "location"), 201);
    })
    .openapi(show, async (c) => {
      const id = idOf(c.req.valid("param").location_id, "location");
      return c.json(found(await locations.find(c.var.sql, id), "location"), 200);
    })
    .openapi(change, async (c) => {
      const id = idOf(c.req.valid("param").location_id, "location");
      const changes = c.req.valid("json");
      found(await locations.find(c.var.sql, id), "location");
      await locations.update(c.var.sql, id, someOf(changes));
      return c.json(found(await locations.find(c.var.sql, id), "location"), 200);
    })
    .openapi(remove, async (c) => {
      const id = idOf(c.req.valid("param").location_id, "location");
      found(await locations.remove(c.var.sql, id) || undefined, "location");
      return c.body(null, 204);
    });
