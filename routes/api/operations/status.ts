import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { newStatus } from "../../../domain/operations/status.ts";
import * as freshness from "../../../sql/operations/freshness.ts";
import * as status from "../../../sql/operations/status.ts";
import { cursorQuery } from "../../http/params.ts";
import { adminScoped, lightScoped } from "../../middleware/scope.ts";
import { pastStatuses } from "../../status/past_statuses.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const statusJson = z.object({
  status: z.string(),
  message: z.string().nullable(),
  created_utc: z.iso.datetime().nullable(),
  version: z.string().describe("Version of this Sitecast, as in 0.9.0"),
  forecasts: z.object({
    newest_utc: z.iso.datetime().nullable().describe("Issue time of the newest run"),
    fresh_sites: z.int().describe("Sites whose next run is not late"),
    sites: z.int().describe("Your active sites"),
  }),
  measurements: z.object({
    measured_sites: z.int().describe("Sites with measurements of the last 24 hours"),
    sites: z.int().describe("Your active sites"),
  }),
  jobs: z.object({
    failed: z.int().describe("Jobs of the service that failed in the last 24 hours"),
    delayed: z.int().describe("Jobs of the service that have been open for more than an hour"),
  }),
});

const pastJson = z.object({
  status_uuid: z.guid(),
  status: z.string().nullable(),
  message: z.string().nullable(),
  created_utc: z.iso.datetime().nullable(),
  posted_by_email: z.string().nullable().optional().describe("Who posted it; for admins only"),
}).openapi("Status");

const read = createRoute({
  method: "get",
  middleware: lightScoped,
  path: "/status",
  summary: "The status that operators posted last, what is measured of your sites, and the version",
  responses: {
    200: json(statusJson, "The newest status; ok when none was ever posted"),
    ...problems,
  },
});

const history = createRoute({
  method: "get",
  path: "/status/history",
  summary: "The statuses that operators posted, newest first",
  request: { query: z.object({ limit: cursorQuery("statuses").limit }) },
  responses: {
    200: json(z.object({ statuses: z.array(pastJson) }), "The newest statuses, up to the limit"),
    ...problems,
  },
});

const post = createRoute({
  method: "post",
  middleware: adminScoped,
  path: "/status",
  summary: "Post a status, which every page and this API show",
  request: { body: body(newStatus) },
  responses: { 201: json(pastJson, "The posted status"), ...refusals },
});

/** GET and POST /api/v1/status, GET /api/v1/status/history */
export const statusRoutes = () =>
  router()
    .openapi(read, async (c) => {
      const { database, now, version } = c.var.services;
      const [newest, measured, jobs] = await Promise.all([
        status.latest(c.var.sql),
        freshness.summary(c.var.sql, now()),
        freshness.jobsState(database.owner, now()),
      ]);
      const { sites, fresh, newest_utc } = measured;
      return c.json({
        status: newest?.status ?? "ok",
        message: newest?.message ?? null,
        created_utc: newest?.created_utc ?? null,
        version,
        forecasts: { newest_utc, fresh_sites: fresh, sites },
        measurements: { measured_sites: measured.measured, sites },
        jobs,
      }, 200);
    })
    .openapi(history, async (c) => {
      const { limit } = c.req.valid("query");
      const listed = await pastStatuses(c.var.services, c.var.viewer, { limit });
      return c.json({ statuses: listed.slice(0, limit) }, 200);
    })
    .openapi(post, async (c) => {
      const statusUuid = await status.post(c.var.sql, c.req.valid("json"));
      return c.json(found(await status.find(c.var.sql, statusUuid), "status"), 201);
    });
