import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import {
  newOutage,
  type Outage,
  OUTAGE_KINDS,
  outageChanges,
} from "../../../domain/sites/outage.ts";
import * as outages from "../../../sql/sites/outages.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, describeFields, json, problems, refusals, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const outageJson = z.object({
  outage_uuid: z.guid(),
  kind: z.enum(OUTAGE_KINDS),
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime().nullable().describe("null: it goes on"),
  text: z.string().nullable().describe("What your group wrote; other groups do not see it"),
  created_utc: z.iso.datetime(),
  removed_utc: z.iso.datetime().nullable().describe("null: it counts"),
}).openapi("Outage");

describeFields(newOutage, { end_utc: "Without it, it goes on", text: "Seen by your group alone" });
describeFields(outageChanges, {
  removed: "true takes it away, false puts it back within 30 days",
});

const outageParams = siteParams.extend({ outage_uuid: uuid() });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/outages",
  summary: "Outages and curtailments of a site, the newest first",
  description: "Times that its people marked. Measurements of these times are left out of the " +
    "accuracy and of what the baseline learns from.",
  request: { params: siteParams, query: partQuery },
  responses: {
    200: json(
      z.object({ outages: z.array(outageJson), next_cursor: nextCursor }),
      "Also those that were removed",
    ),
    ...problems,
  },
});

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/outages",
  summary: "Mark an outage or curtailment",
  description: "Kind and times hold for the site, whichever of its groups marked them.",
  request: { params: siteParams, body: body(newOutage) },
  responses: { 201: json(outageJson, "The new outage"), ...refusals },
});

const change = createRoute({
  method: "patch",
  middleware: scoped,
  path: "/sites/{site_uuid}/outages/{outage_uuid}",
  summary: "Change, end or put back an outage or curtailment",
  request: { params: outageParams, body: body(outageChanges) },
  responses: { 200: json(outageJson, "The outage as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/sites/{site_uuid}/outages/{outage_uuid}",
  summary: "Remove an outage or curtailment",
  description: "It counts again as if it had not been marked. PATCH puts it back.",
  request: { params: outageParams },
  responses: { 204: { description: "It was removed" }, ...refusals },
});

/** GET and POST /api/v1/sites/{site_uuid}/outages, PATCH and DELETE of one below it. */
export const outageRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const all = await outages.list(c.var.sql, site_uuid);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "outage_uuid");
      return c.json({ outages: rows, next_cursor }, 200);
    })
    .openapi(add, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const made = await outages.mark(c.var.sql, site_uuid, c.req.valid("json"));
      return c.json(found(await outages.find(c.var.sql, site_uuid, made), "outage"), 201);
    })
    .openapi(change, async (c) => {
      const { site_uuid, outage_uuid } = c.req.valid("param");
      const find = async (): Promise<Outage> =>
        found(await outages.find(c.var.sql, site_uuid, outage_uuid), "outage");
      await find();
      await outages.update(c.var.sql, outage_uuid, c.req.valid("json"), c.var.services.now());
      return c.json(await find(), 200);
    })
    .openapi(remove, async (c) => {
      const { site_uuid, outage_uuid } = c.req.valid("param");
      found(await outages.find(c.var.sql, site_uuid, outage_uuid), "outage");
      await outages.update(c.var.sql, outage_uuid, { removed: true }, c.var.services.now());
      return c.body(null, 204);
    });
