import { createRoute, z } from "@hono/zod-openapi";
import { readingName } from "../../../domain/imports/decision.ts";
import { reading } from "../../../domain/imports/reading.ts";
import * as readings from "../../../sql/imports/readings.ts";
import { scoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { body, json, problems, refusals, router, unchanged } from "../router.ts";

const readingParams = z.object({ name: z.string() });

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/import-readings",
  summary: "How your group's files are read, as far as it is remembered, by name",
  request: { query: partQuery },
  responses: {
    200: json(
      z.object({
        readings: z.array(z.object({
          name: z.string(),
          shape_key: z.string().describe("Names the shape of the files"),
          reading,
          used_utc: z.iso.datetime().describe("When it was last confirmed"),
        })),
        next_cursor: nextCursor,
      }),
      "Readings by name",
    ),
    ...unchanged,
    ...problems,
  },
});

const rename = createRoute({
  method: "patch",
  middleware: scoped,
  path: "/import-readings/{name}",
  summary: "Rename a remembered reading",
  request: { params: readingParams, body: body(z.object({ name: readingName })) },
  responses: { 204: { description: "It has the new name" }, ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/import-readings/{name}",
  summary: "Forget a remembered reading",
  request: { params: readingParams },
  responses: { 204: { description: "It is forgotten" }, ...refusals },
});

/** GET /api/v1/import-readings, PATCH and DELETE of one below it. */
export const readingRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const all = await readings.list(c.var.sql);
      const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "name");
      return c.json({ readings: rows, next_cursor }, 200);
    })
    .openapi(rename, async (c) => {
      await readings.rename(c.var.sql, c.req.valid("param").name, c.req.valid("json").name);
      return c.body(null, 204);
    })
    .openapi(remove, async (c) => {
      await readings.remove(c.var.sql, c.req.valid("param").name);
      return c.body(null, 204);
    });
