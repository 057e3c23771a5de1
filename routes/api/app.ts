import type { OpenAPIHono } from "@hono/zod-openapi";
import { createMiddleware } from "hono/factory";
import { newJsonCache } from "../http/cached_json.ts";
import type { Services, SignedIn } from "../http/context.ts";
import { tokenViewer } from "../middleware/token_viewer.ts";
import { meRoutes } from "./account/me.ts";
import { rotateTokenRoutes } from "./account/rotate.ts";
import { tokenRoutes } from "./account/tokens.ts";
import { tokenUsageRoutes } from "./account/usage.ts";
import { groupAccuracyRoutes } from "./accuracy/group.ts";
import { siteAccuracyRoutes } from "./accuracy/site.ts";
import { chargingApi } from "./charging/api.ts";
import { clearSkyRoutes } from "./forecasts/clear_sky.ts";
import { energyRoutes } from "./forecasts/energy.ts";
import { energyDaysRoutes } from "./forecasts/energy_days.ts";
import { chosenModelRoutes } from "./forecasts/chosen_model.ts";
import { newForecastRoutes } from "./forecasts/create.ts";
import { latestRoutes } from "./forecasts/latest.ts";
import { modelRoutes } from "./forecasts/models.ts";
import { freshnessRoutes } from "./forecasts/freshness.ts";
import { runRoutes } from "./forecasts/runs.ts";
import { snapshotRoutes } from "./forecasts/snapshot.ts";
import { forecastSeriesRoutes } from "./forecasts/series.ts";
import { forecastSumRoutes } from "./forecasts/sums.ts";
import { batchRoutes } from "./generation/batches.ts";
import { newGenerationRoutes } from "./generation/create.ts";
import { generationRangeRoutes } from "./generation/range.ts";
import { generationRoutes } from "./generation/many.ts";
import { generationSeriesRoutes } from "./generation/series.ts";
import { generationSumRoutes } from "./generation/sums.ts";
import { withdrawForecastRoutes } from "./forecasts/withdraw.ts";
import { loggersApi } from "./loggers/api.ts";
import { groupListRoutes } from "./groups/list.ts";
import { groupRoutes } from "./groups/show.ts";
import { groupSiteRoutes } from "./groups/sites.ts";
import { downloadLinkRoutes } from "./operations/download_links.ts";
import { exportRoutes } from "./operations/exports.ts";
import { newImportRoutes } from "./imports/create.ts";
import { importRoutes } from "./imports/imports.ts";
import { leftOutRoutes } from "./imports/left_out.ts";
import { jobRoutes } from "./operations/jobs.ts";
import { securityRoutes } from "./operations/security.ts";
import { groupReportRoutes } from "./operations/group_report.ts";
import { keptReportRoutes } from "./operations/kept_reports.ts";
import { siteReportRoutes } from "./operations/site_report.ts";
import { statusRoutes } from "./operations/status.ts";
import { usageRoutes } from "./operations/usage.ts";
import { deliveryRoutes } from "./operations/webhook_deliveries.ts";
import { webhookRoutes } from "./operations/webhooks.ts";
import { crossOrigin } from "./cross_origin.ts";
import { aboutApi, describeApi, TOKEN_SCHEME } from "./document/describe_api.ts";
import type { ApiDocument } from "./document/document.ts";
import { partOf } from "./document/part_of.ts";
import { found } from "../../domain/errors.ts";
import { etags } from "./etags.ts";
import { knownAddresses } from "./known_addresses.ts";
import type { ApiMount } from "./mount.ts";
import { router } from "./router.ts";
import { adminSiteRoutes } from "./sites/admin_list.ts";
import { siteAssignmentRoutes } from "./sites/assignment.ts";
import { attentionRoutes } from "./sites/attention.ts";
import { bulkSiteRoutes } from "./sites/bulk.ts";
import { clientRoutes } from "./sites/clients.ts";
import { deleteSiteRoutes } from "./sites/delete.ts";
import { siteHistoryRoutes } from "./sites/history.ts";
import { siteHintRoutes } from "./sites/hints.ts";
import { inverterRoutes } from "./sites/inverters.ts";
import { leaveSiteRoutes } from "./sites/leave.ts";
import { outageRoutes } from "./sites/outages.ts";
import { siteListRoutes } from "./sites/list.ts";
import { siteRoutes } from "./sites/show.ts";
import { totalRoutes } from "./sites/totals.ts";
import { userListRoutes } from "./users/list.ts";
import { userIdentityRoutes } from "./users/identity.ts";
import { userLimitRoutes } from "./users/limits.ts";
import { userRoutes } from "./users/show.ts";
import { userTokenRoutes } from "./users/tokens.ts";
import { newWeatherRoutes } from "./weather/create.ts";
import { weatherRunRoutes } from "./weather/runs.ts";
import { siteWeatherRoutes } from "./weather/site.ts";

export const API: ApiMount[] = [
  siteListRoutes,
  bulkSiteRoutes,
  totalRoutes,
  siteRoutes,
  siteHistoryRoutes,
  siteHintRoutes,
  attentionRoutes,
  outageRoutes,
  leaveSiteRoutes,
  inverterRoutes,
  adminSiteRoutes,
  siteAssignmentRoutes,
  deleteSiteRoutes,
  clientRoutes,
  forecastSeriesRoutes,
  latestRoutes,
  runRoutes,
  snapshotRoutes,
  freshnessRoutes,
  chosenModelRoutes,
  forecastSumRoutes,
  energyRoutes,
  clearSkyRoutes,
  energyDaysRoutes,
  newForecastRoutes,
  withdrawForecastRoutes,
  modelRoutes,
  generationSeriesRoutes,
  generationRoutes,
  generationSumRoutes,
  newGenerationRoutes,
  generationRangeRoutes,
  newWeatherRoutes,
  weatherRunRoutes,
  siteWeatherRoutes,
  batchRoutes,
  newImportRoutes,
  importRoutes,
  leftOutRoutes,
  siteReportRoutes,
  groupReportRoutes,
  keptReportRoutes,
  siteAccuracyRoutes,
  groupAccuracyRoutes,
  groupListRoutes,
  groupRoutes,
  groupSiteRoutes,
  userListRoutes,
  userRoutes,
  userIdentityRoutes,
  userLimitRoutes,
  userTokenRoutes,
  meRoutes,
  tokenUsageRoutes,
  tokenRoutes,
  rotateTokenRoutes,
  exportRoutes,
  downloadLinkRoutes,
  statusRoutes,
  jobRoutes,
  usageRoutes,
  securityRoutes,
  webhookRoutes,
  deliveryRoutes,
  ...chargingApi,
  ...loggersApi,
];

/**
 * Makes /api/v1: JSON for scripts, by bearer token only, described at /api/v1/openapi.json, whose text
 * `document` returns.
 */
export function apiRoutes(services: Services, mounts: ApiMount[]) {
  const api = router();
  const { corsOrigins } = services.settings;
  if (corsOrigins.length > 0) api.use(crossOrigin(corsOrigins));
  api.use("/imports/readings/*", moved("/imports/readings", "/import-readings"));
  api.use(knownAddresses("/api/v1", () => api.routes));
  api.use(etags);
  api.openAPIRegistry.registerComponent("securitySchemes", "token", TOKEN_SCHEME);
  const document = apiDocument(services, api);
  api.get("/openapi.json", (c) => {
    const tag = c.req.query("tag");
    const json = { "Content-Type": "application/json" };
    if (tag === undefined) return c.body(document(), 200, json);
    const part = found(partOf(JSON.parse(document()), tag), "tag");
    return c.body(JSON.stringify(part), 200, json);
  });
  api.use(tokenViewer(services));
  const cache = newJsonCache();
  for (const mount of mounts) api.route("/", mount(services, cache));
  return { api, document };
}

/** Leads requests of a former address, with their method and body, to the one that it has now. */
const moved = (from: string, to: string) =>
  createMiddleware((c) => Promise.resolve(c.redirect(c.req.url.replace(from, to), 308)));

/** Returns what makes the description of all routes, as JSON, generated at the first call. */
export function apiDocument(
  { version, settings }: Pick<Services, "version" | "settings">,
  api: Pick<OpenAPIHono<SignedIn>, "getOpenAPI31Document">,
): () => string {
  let json: string | undefined;
  const generated = () =>
    api.getOpenAPI31Document(aboutApi(version, settings)) as unknown as ApiDocument;
  return () => {
    json ??= JSON.stringify(describeApi(generated()));
    return json;
  };
}
