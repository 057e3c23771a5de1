import { createRoute, z } from "@hono/zod-openapi";
import { networkEdit, newNetwork } from "../../../domain/charging/network.ts";
import { found } from "../../../domain/errors.ts";
import * as networks from "../../../sql/charging/networks.ts";
import { idOf } from "../../charging/ids.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { idCursorQuery, idPage, nextId, pathId, someOf } from "./ids.ts";

const networkJson = z.object({
  id: z.int(),
  network_name: z.string(),
  cost_per_kwh: z.number().nullable().describe("The rate without dates; 0 is a rate"),
  is_free: z.boolean(),
  color: z.string().nullable(),
  notes: z.string().nullable(),
  is_verified: z.boolean().describe("false: a program made it, and nobody has confirmed it"),
  source_system: z.string().nullable().describe("The program that made it; null: a person"),
  sessions: z.int().describe("How many sessions are of it"),
  locations: z.int().describe("How many locations are of it"),
}).openapi("ChargingNetwork");

describeFields(newNetwork, {
  cost_per_kwh: "The rate without dates, in the currency of the group; null: none is known",
});

const path = "/charging/networks";
const params = z.object({ network_id: pathId("network") });
const one = { params };

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Charging networks of your group, by name",
  request: { query: idCursorQuery("networks") },
  responses: {
    200: json(
      z.object({ networks: z.array(networkJson), next_cursor: nextId }),
      "A page of them",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Add a charging network",
  request: { body: body(newNetwork) },
  responses: { 201: json(networkJson, "The new network"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/{network_id}`,
  summary: "A charging network",
  request: one,
  responses: { 200: json(networkJson, "The network"), ...problems },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: `${path}/{network_id}`,
  summary: "Change a charging network",
  description: "What is absent stays. Costs that it decides are counted again.",
  request: { params, body: body(networkEdit) },
  responses: { 200: json(networkJson, "The network as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: `${path}/{network_id}`,
  summary: "Delete a charging network",
  description: "With its rates and subscriptions. Sessions and locations stay, without a network.",
  request: one,
  responses: { 204: { description: "It was deleted" }, ...refusals },
});

/** GET and POST /api/v1/charging/networks; GET, PATCH and DELETE of one below it. */
export const networkRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const rows = await networks.listAfter(c.var.sql, { after: cursor, limit });
      const page = idPage(rows, limit);
      return c.json({ networks: page.rows, next_cursor: linkNext(c, page.next) }, 200);
    })
    .openapi(add, async (c) => {
      const id = await networks.add(c.var.sql, c.req.valid("json"));
      return c.json(found(await networks.find(c.var.sql, id), "network"), 201);
    })
    .openapi(show, async (c) => {
      const id = idOf(c.req.valid("param").network_id, "network");
      return c.json(found(await networks.find(c.var.sql, id), "network"), 200);
    })
    .openapi(change, async (c) => {
      const id = idOf(c.req.valid("param").network_id, "network");
      const changes = c.req.valid("json");
      found(await networks.find(c.var.sql, id), "network");
      await networks.update(c.var.sql, id, someOf(changes));
      return c.json(found(await networks.find(c.var.sql, id), "network"), 200);
    })
    .openapi(remove, async (c) => {
      const id = idOf(c.req.valid("param").network_id, "network");
      found(await networks.remove(c.var.sql, id) || undefined, "network");
      return c.body(null, 204);
    });
