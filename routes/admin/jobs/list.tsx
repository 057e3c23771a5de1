import { Hono } from "hono";
import { found } from "../../../domain/errors.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as jobs from "../../../sql/operations/jobs.ts";
import { JobsPage } from "../../../views/admin/jobs/list.tsx";
import { JobPage, JobPart } from "../../../views/admin/jobs/show.tsx";
import { jobTitle } from "../../../views/admin/jobs/state.tsx";
import type { Administering } from "../../http/context.ts";
import { uuidOf } from "../sites/load.ts";

/** GET /admin/jobs and /admin/jobs/{uuid}. */
export function jobRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    return c.render(<JobsPage jobs={await jobs.list(c.var.sql)} />, { title: "Jobs" });
  });

  routes.get("/:job", async (c) => {
    const { sql } = c.var;
    const asked = uuidOf(c.req.param("job"));
    const job = found(asked && await jobs.find(sql, asked) || undefined, "job");
    const site = job.site_uuid && await adminSites.find(sql, job.site_uuid);
    const props = { job, siteLeft: Boolean(site) };
    return c.render(<JobPage {...props} />, {
      title: jobTitle(job),
      parts: { job: <JobPart {...props} /> },
    });
  });

  return routes;
}
