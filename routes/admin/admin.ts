import { Hono } from "hono";
import type { Administering } from "../context.ts";
import { adminScoped } from "../middleware/scope.ts";
import { groupFateRoutes } from "./group_fate.tsx";
import { groupSiteRoutes } from "./group_sites.tsx";
import { groupRoutes } from "./groups.tsx";
import { jobRoutes } from "./jobs.tsx";
import { siteAssignRoutes } from "./site_assign.tsx";
import { siteFateRoutes } from "./site_fate.tsx";
import { newAdminSiteRoutes } from "./site_new.tsx";
import { adminSiteRoutes } from "./sites.tsx";
import { adminModelRoutes } from "./models.tsx";
import { postStatusRoutes } from "./status.tsx";
import { usageRoutes } from "./usage.tsx";
import { userAccessRoutes } from "./user_access.tsx";
import { userDeleteRoutes } from "./user_delete.tsx";
import { userEditRoutes } from "./user_edit.tsx";
import { userRoutes } from "./users.tsx";

/** Everything under /admin, in the scope that sees every group: for others it is not there. */
export function adminRoutes() {
  const routes = new Hono<Administering>();
  routes.use(adminScoped);
  routes.route("/groups", groupRoutes());
  routes.route("/groups", groupFateRoutes());
  routes.route("/groups", groupSiteRoutes());
  routes.route("/users", userRoutes());
  routes.route("/users", userEditRoutes());
  routes.route("/users", userDeleteRoutes());
  routes.route("/users", userAccessRoutes());
  routes.route("/sites", newAdminSiteRoutes());
  routes.route("/sites", adminSiteRoutes());
  routes.route("/sites", siteAssignRoutes());
  routes.route("/sites", siteFateRoutes());
  routes.route("/models", adminModelRoutes());
  routes.route("/jobs", jobRoutes());
  routes.route("/usage", usageRoutes());
  routes.route("/status", postStatusRoutes());
  return routes;
}
