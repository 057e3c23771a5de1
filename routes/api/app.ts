import { newAnswers } from "../http/cached_json.ts";
import type { Services } from "../http/context.ts";
import { tokenViewer } from "../middleware/viewer.ts";
import { accuracyRoutes } from "./accuracy/accuracy.ts";
import { router } from "./router.ts";
import { seriesRoutes } from "./forecasts/series.ts";
import { siteRoutes } from "./sites/list.ts";
import { statusRoutes } from "./operations/status.ts";
import { adminSiteRoutes } from "./sites/admin_sites.ts";
import { assignmentRoutes } from "./sites/assignment.ts";
import { ingestRoutes } from "./forecasts/create.ts";
import { jobRoutes } from "./operations/jobs.ts";
import { latestRoutes } from "./forecasts/latest.ts";
import { groupSiteRoutes } from "./groups/group_sites.ts";
import { groupRoutes } from "./groups/groups.ts";
import { inverterRoutes } from "./sites/inverters.ts";
import { siteWriteRoutes } from "./sites/edit.ts";
import { sumRoutes } from "./forecasts/sums.ts";
import { tokenRoutes } from "./account/tokens.ts";
import { usageRoutes } from "./operations/usage.ts";
import { userRoutes } from "./users/users.ts";

/** /api/v1: JSON for scripts, by bearer token only; described by /api/v1/openapi.json. */
export function apiRoutes(services: Services) {
  const api = router();
  const answers = newAnswers();
  api.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Sitecast",
      version: "1",
      description: "Forecasts and generation of the sites of your group. Times are UTC, RFC 3339.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
  });
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
  });
  api.use(tokenViewer);
  api.route("/", siteRoutes());
  api.route("/", seriesRoutes(services, answers));
  api.route("/", latestRoutes(services, answers));
  api.route("/", sumRoutes(services, answers));
  api.route("/", accuracyRoutes(services));
  api.route("/", ingestRoutes());
  api.route("/", statusRoutes());
  api.route("/", siteWriteRoutes());
  api.route("/", inverterRoutes());
  api.route("/", adminSiteRoutes());
  api.route("/", assignmentRoutes());
  api.route("/", jobRoutes());
  api.route("/", groupRoutes());
  api.route("/", groupSiteRoutes());
  api.route("/", userRoutes());
  api.route("/", tokenRoutes());
  api.route("/", usageRoutes());
  return api;
}
