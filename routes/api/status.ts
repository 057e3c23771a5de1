import { createRoute, z } from "@hono/zod-openapi";
import * as status from "../../sql/status.ts";
import { scoped } from "../middleware/scope.ts";
import { problems, router } from "./router.ts";

const read = createRoute({
  method: "get",
  middleware: scoped,
  path: "/status",
  summary: "What the operators say of the service",
  responses: {
    200: {
      description: "The newest status; ok when nothing was ever said",
      content: {
        "application/json": {
          schema: z.object({
            status: z.string(),
            message: z.string().nullable(),
            created_utc: z.iso.datetime().nullable(),
          }),
        },
      },
    },
    ...problems,
  },
});

/** GET /api/v1/status */
export function statusRoutes() {
  return router().openapi(read, async (c) => {
    const newest = await status.latest(c.var.sql);
    return c.json({
      status: newest?.status ?? "ok",
      message: newest?.message ?? null,
      created_utc: newest?.created_utc ?? null,
    }, 200);
  });
}
