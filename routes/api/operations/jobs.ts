import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";
import { siteParams } from "../sites/list.ts";

const jobJson = z.object({
  job_uuid: z.guid(),
  kind: z.string().describe("What is done: delete site"),
  site_uuid: z.guid().nullable(),
  site_name: z.string().nullable().describe("When it was asked for"),
  with_generation: z.boolean().describe("Measured generation goes, too"),
  state: z.enum(["waiting", "running", "done", "failed"]),
  done: z.number().describe("Rows that are gone"),
  total: z.number().describe("Rows that there are in all; counted when the job is taken up"),
  message: z.string().nullable().describe("What went wrong"),
  asked_by: z.guid().nullable(),
  asked_by_email: z.string().nullable(),
  asked_through: z.string().nullable().describe("form or api"),
  created_utc: z.string(),
  ended_utc: z.string().nullable(),
}).openapi("Job");

const remove = createRoute({
  method: "delete",
  middleware: adminScoped,
  path: "/sites/{site_uuid}",
  summary: "Delete a site for ever, with everything that hangs on it",
  description: "It is done by a job, whose progress can be asked for. Asked twice it is one job.",
  request: {
    params: siteParams,
    query: z.object({
      with_generation: z.enum(["true", "false"], { error: "with_generation is true or false." })
        .default("false").describe("Without it a site that has generation stays (422)"),
    }),
  },
  responses: { 202: json(z.object({ job_uuid: z.guid() }), "The job that does it"), ...refusals },
});

const show = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/jobs/{job_uuid}",
  summary: "How far a job is, and what became of it",
  request: { params: z.object({ job_uuid: z.guid({ error: "This is no UUID." }) }) },
  responses: { 200: json(jobJson, "The job"), ...problems, 403: refusals[403] },
});

/** DELETE /api/v1/sites/{uuid} and GET /api/v1/jobs/{uuid}. */
export function jobRoutes() {
  return router()
    .openapi(remove, async (c) => {
      const { site_uuid } = c.req.valid("param");
      const withGeneration = c.req.valid("query").with_generation === "true";
      const job_uuid = await jobs.askToDeleteSite(c.var.sql, site_uuid, withGeneration);
      c.var.services.jobAdded();
      return c.json({ job_uuid }, 202);
    })
    .openapi(show, async (c) => {
      const { job_uuid } = c.req.valid("param");
      return c.json(found(await jobs.find(c.var.sql, job_uuid), "job"), 200);
    });
}
