import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { newInverter } from "../../../domain/sites/inverter.ts";
import * as inverters from "../../../sql/sites/inverters.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const inverterJson = z.object({
  inverter_uuid: z.guid(),
  created_utc: z.string().nullable(),
  name: z.string().nullable(),
  maker: z.string().nullable(),
  ac_kw: z.number().nullable().describe("The most that it can feed in, alternating current"),
}).openapi("Inverter");

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/inverters",
  summary: "Inverters of a site",
  request: { params: siteParams, query: partQuery },
  responses: {
    200: json(
      z.object({ inverters: z.array(inverterJson), next_cursor: nextCursor }),
      "The oldest first",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/inverters",
  summary: "Add an inverter to a site",
  request: { params: siteParams, body: body(newInverter) },
  responses: { 201: json(inverterJson, "The new inverter"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/sites/{site_uuid}/inverters/{inverter_uuid}",
  summary: "Remove an inverter",
  request: { params: siteParams.extend({ inverter_uuid: uuid() }) },
  responses: { 204: { description: "The inverter was removed" }, ...refusals },
});

/** GET and POST /api/v1/sites/{site_uuid}/inverters, DELETE of one below it. */
export const inverterRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const all = await inverters.list(c.var.sql, site_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "inverter_uuid");
      return c.json({ inverters: rows, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const inverterUuid = await inverters.add(c.var.sql, site_uuid, c.req.valid("json"));
      const inverter = await inverters.find(c.var.sql, site_uuid, inverterUuid);
      return c.json(found(inverter, "inverter"), 201);
    })
    .openapi(remove, async (c) => {
      const { site_uuid, inverter_uuid } = c.req.valid("param");
      found(await inverters.remove(c.var.sql, site_uuid, inverter_uuid) || undefined, "inverter");
      return c.body(null, 204);
    });
