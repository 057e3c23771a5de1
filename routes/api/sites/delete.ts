import { createRoute, z } from "@hono/zod-openapi";
import * as jobs from "../../../sql/operations/jobs.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, refusals, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const remove = createRoute({
  method: "delete",
  middleware: adminScoped,
  path: "/sites/{site_uuid}",
  summary: "Delete a site for ever, with all of its data",
  description: "A job does it; read its progress at /jobs/{job_uuid}. Sent twice it is one job.",
  request: {
    params: siteParams,
    query: z.object({
      with_generation: z.enum(["true", "false"], { error: "with_generation is true or false." })
        .default("false").describe("Without it a site that has generation stays (422)"),
    }),
  },
  responses: { 202: json(z.object({ job_uuid: z.guid() }), "The job that does it"), ...refusals },
});

/** DELETE /api/v1/sites/{site_uuid} */
export const deleteSiteRoutes = () =>
  router().openapi(remove, async (c) => {
    const { site_uuid } = c.req.valid("param");
    const withGeneration = c.req.valid("query").with_generation === "true";
    const job_uuid = await jobs.addSiteDeletion(c.var.sql, site_uuid, withGeneration);
    c.var.services.jobAdded();
    return c.json({ job_uuid }, 202);
  });
