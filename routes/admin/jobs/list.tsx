import * as jobs from "../../../sql/operations/jobs.ts";
import { JobsPage } from "../../../views/admin/jobs/list.tsx";
import { adminRouter } from "../../http/router.ts";

/** GET /admin/jobs */
export const jobList = () =>
  adminRouter().get("/admin/jobs", async (c) => {
    return c.render(<JobsPage jobs={await jobs.list(c.var.sql)} />, { title: "Jobs" });
  });
