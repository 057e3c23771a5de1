import { createRoute, z } from "@hono/zod-openapi";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load, uuid } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

const withdraw = createRoute({
  method: "delete",
  middleware: scoped,
  path: "/sites/{site_uuid}/forecasts/{forecast_uuid}",
  summary: "Withdraw a run that your group sent",
  description: "Deletes it with its values; older runs are read in its place. Cannot be undone.",
  request: { params: siteParams.extend({ forecast_uuid: uuid() }) },
  responses: { 200: json(z.object({ deleted: z.int() }), "How many values it had"), ...refusals },
});

/** DELETE /api/v1/sites/{site_uuid}/forecasts/{forecast_uuid} */
export const withdrawForecastRoutes = () =>
  router().openapi(withdraw, async (c) => {
    const { site_uuid } = await load(c, "site_uuid", sites.find);
    const { forecast_uuid } = c.req.valid("param");
    return c.json({ deleted: await forecasts.withdraw(c.var.sql, site_uuid, forecast_uuid) }, 200);
  });
