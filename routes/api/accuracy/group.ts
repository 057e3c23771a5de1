import { createRoute } from "@hono/zod-openapi";
import { withAdminScope, withScope } from "../../../db/scope.ts";
import type { Viewer } from "../../../domain/account/viewer.ts";
import type { Accuracy, AccuracyPeriod } from "../../../domain/accuracy/accuracy.ts";
import { AppError, found } from "../../../domain/errors.ts";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import type { Services } from "../../http/context.ts";
import { uuid } from "../../http/params.ts";
import { json, problems, refusals, router } from "../router.ts";
import { accuracies, daysOf, description, toJson } from "./accuracy_json.ts";
import { type AccuracyQuery, accuracyQuery } from "./query.ts";

const ofGroup = createRoute({
  method: "get",
  path: "/accuracy",
  summary: "How far off the forecasts of your group's sites were, together",
  description,
  request: {
    query: accuracyQuery.extend({
      site_group_uuid: uuid().optional().describe("Admins only: another group's sites"),
    }),
  },
  responses: {
    200: json(accuracies, "Accuracy of each model at each horizon"),
    ...problems,
    403: refusals[403],
  },
});

/** GET /api/v1/accuracy */
export const groupAccuracyRoutes = (services: Services) =>
  router().openapi(ofGroup, async (c) => {
    const { site_group_uuid, ...query } = c.req.valid("query");
    const days = daysOf(query, services.now());
    const rows = site_group_uuid === undefined
      ? await ofOwnGroup(services, c.var.viewer, days, query)
      : await ofAnyGroup(services, c.var.viewer, days, query, site_group_uuid);
    return c.json(toJson(query, days, rows), 200);
  });

const READ_ONLY = { readOnly: true };

/** Reads the accuracy of the viewer's group, in a scope of its own. */
function ofOwnGroup(
  { database: { requests } }: Services,
  viewer: Viewer,
  days: AccuracyPeriod,
  { light }: AccuracyQuery,
): Promise<Accuracy[]> {
  return withScope(requests, viewer, READ_ONLY, (sql) => accuracy.ofGroup(sql, days, light));
}

/** Reads the accuracy of any group, in an admin scope of its own. Throws forbidden for others. */
async function ofAnyGroup(
  { database: { requests } }: Services,
  viewer: Viewer,
  days: AccuracyPeriod,
  { light }: AccuracyQuery,
  groupUuid: string,
): Promise<Accuracy[]> {
  if (!viewer.is_admin) throw new AppError("forbidden", "Only admins may do this.");
  return await withAdminScope(requests, viewer, READ_ONLY, async (sql) => {
    const group = found(await siteGroups.find(sql, groupUuid), "group");
    return await accuracy.ofOneGroup(sql, group.site_group_uuid, days, light);
  });
}
