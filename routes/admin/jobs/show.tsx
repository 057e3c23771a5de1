import * as jobs from "../../../sql/operations/jobs.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { JobPage, JobPart } from "../../../views/admin/jobs/show.tsx";
import { jobTitle } from "../../../views/admin/jobs/state.tsx";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

/** GET /admin/jobs/{uuid} */
export const jobPage = () =>
  adminRouter().get("/admin/jobs/:job", async (c) => {
    const job = await load(c, "job", jobs.find);
    const site = job.site_uuid && await adminSites.find(c.var.sql, job.site_uuid);
    const props = { job, siteExists: Boolean(site) };
    return c.render(<JobPage {...props} />, {
      title: jobTitle(job),
      parts: { job: <JobPart {...props} /> },
    });
  });
