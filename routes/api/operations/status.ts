import { createRoute, z } from "@hono/zod-openapi";
import { newStatus, type PastStatus } from "../../../domain/operations/status.ts";
import * as status from "../../../sql/operations/status.ts";
import { pastStatuses } from "../../status/past_statuses.ts";
import { adminScoped, scoped } from "../../middleware/scope.ts";
import { problems, refusals, router } from "../router.ts";

const statusJson = z.object({
  status: z.string(),
  message: z.string().nullable(),
  created_utc: z.iso.datetime().nullable(),
  version: z.string().describe("Version of this Sitecast, as in 0.9.0"),
});

const pastJson = z.object({
  status_uuid: z.guid(),
  status: z.string().nullable(),
  message: z.string().nullable(),
  created_utc: z.iso.datetime().nullable(),
  posted_by_email: z.string().nullable().optional()
    .describe("Who said it; only where an admin asks"),
}).openapi("Status");

const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });

const read = createRoute({
  method: "get",
  middleware: scoped,
  path: "/status",
  summary: "What the operators say of the service, and its version",
  responses: {
    200: {
      description: "The newest status; ok when nothing was ever said",
      content: json(statusJson),
    },
    ...problems,
  },
});

const history = createRoute({
  method: "get",
  path: "/status/history",
  summary: "What the operators said so far, newest first",
  request: {
    query: z.object({
      limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 of them." })
        .default("100"),
    }),
  },
  responses: {
    200: {
      description: "The newest statuses, at most as many as asked for",
      content: json(z.object({ statuses: z.array(pastJson) })),
    },
    ...problems,
  },
});

const post = createRoute({
  method: "post",
  middleware: adminScoped,
  path: "/status",
  summary: "Say something of the service, on every page and here",
  request: { body: { required: true, content: json(newStatus) } },
  responses: {
    201: { description: "What now stands there", content: json(pastJson) },
    ...refusals,
  },
});

/** GET and POST /api/v1/status, GET /api/v1/status/history */
export function statusRoutes() {
  return router()
    .openapi(read, async (c) => {
      const newest = await status.latest(c.var.sql);
      return c.json({
        status: newest?.status ?? "ok",
        message: newest?.message ?? null,
        created_utc: newest?.created_utc ?? null,
        version: c.var.services.version,
      }, 200);
    })
    .openapi(history, async (c) => {
      const limit = Number(c.req.valid("query").limit);
      const listed = await pastStatuses(c.var.services, c.var.viewer, { limit });
      return c.json({ statuses: listed.slice(0, limit) }, 200);
    })
    .openapi(post, async (c) => {
      const made = await status.post(c.var.sql, c.req.valid("json"));
      return c.json(await status.find(c.var.sql, made) as PastStatus, 201);
    });
}
