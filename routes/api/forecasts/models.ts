import { createRoute, z } from "@hono/zod-openapi";
import * as models from "../../../sql/forecasts/models.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { nextCursor, partOf, partQuery } from "../list_part.ts";
import { json, problems, refusals, router } from "../router.ts";

const modelJson = z.object({
  model_uuid: z.guid(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  description: z.string().nullable(),
}).openapi("Model");

const list = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/models",
  summary: "Models that can be assigned to sites",
  request: { query: partQuery },
  responses: {
    200: json(
      z.object({ models: z.array(modelJson), next_cursor: nextCursor }),
      "Models by name and version",
    ),
    ...problems,
    403: refusals[403],
  },
});

/** GET /api/v1/models */
export const modelRoutes = () =>
  router().openapi(list, async (c) => {
    const all = await models.all(c.var.sql);
    const { rows, next_cursor } = partOf(c, all, c.req.valid("query"), "model_uuid");
    return c.json({ models: rows, next_cursor }, 200);
  });
