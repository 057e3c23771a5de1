import { createRoute, z } from "@hono/zod-openapi";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, refusals, router } from "../router.ts";
import { siteParams } from "./site_json.ts";

const leave = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/leave",
  summary: "Remove a site from your group; a site that is in no ordinary group becomes inactive",
  request: { params: siteParams },
  responses: {
    200: json(z.object({ active: z.boolean() }), "Whether the site is still active"),
    ...refusals,
  },
});

/** POST /api/v1/sites/{site_uuid}/leave */
export const leaveSiteRoutes = () =>
  router().openapi(leave, async (c) => {
    const site = await load(c, "site_uuid", sites.find);
    const deactivated = await sites.leave(c.var.sql, site.site_uuid);
    return c.json({ active: site.active !== false && !deactivated }, 200);
  });
