import { Hono } from "hono";
import type { Administering } from "../http/context.ts";
import { adminScoped } from "../middleware/scope.ts";
import { groupFateRoutes } from "./groups/delete.tsx";
import { groupSiteRoutes } from "./groups/add_sites.tsx";
import { groupRoutes } from "./groups/list.tsx";
import { jobRoutes } from "./jobs/list.tsx";
import { siteAssignRoutes } from "./sites/assign.tsx";
import { siteFateRoutes } from "./sites/delete.tsx";
import { newAdminSiteRoutes } from "./sites/new.tsx";
import { adminSiteRoutes } from "./sites/list.tsx";
import { adminModelRoutes } from "./models/list.tsx";
import { postStatusRoutes } from "./status/new.tsx";
import { usageRoutes } from "./usage/list.tsx";
import { userAccessRoutes } from "./users/access.tsx";
import { userDeleteRoutes } from "./users/delete.tsx";
import { userEditRoutes } from "./users/edit.tsx";
import { userRoutes } from "./users/list.tsx";

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
