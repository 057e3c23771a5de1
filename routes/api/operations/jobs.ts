import { createRoute, z } from "@hono/zod-openapi";
import * as jobs from "../../../sql/operations/jobs.ts";
import { load, uuid } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";

const jobJson = z.object({
  job_uuid: z.guid(),
  kind: z.string().describe("delete site"),
  site_uuid: z.guid().nullable(),
  site_name: z.string().nullable().describe("When the job was added"),
  with_generation: z.boolean().describe("Whether measured generation is deleted, too"),
  state: z.enum(["waiting", "running", "done", "failed"]),
  done: z.number().describe("Rows deleted so far"),
  total: z.number().describe("All rows; counted when the job starts"),
  message: z.string().nullable().describe("What went wrong"),
  asked_by: z.guid().nullable(),
  asked_by_email: z.string().nullable(),
  asked_through: z.string().nullable().describe("form or api"),
  created_utc: z.string(),
  ended_utc: z.string().nullable(),
}).openapi("Job");

const show = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/jobs/{job_uuid}",
  summary: "Progress and outcome of a job",
  request: { params: z.object({ job_uuid: uuid() }) },
  responses: { 200: json(jobJson, "The job"), ...problems, 403: refusals[403] },
});

/** GET /api/v1/jobs/{job_uuid} */
export const jobRoutes = () =>
  router().openapi(show, async (c) => c.json(await load(c, "job_uuid", jobs.find), 200));
