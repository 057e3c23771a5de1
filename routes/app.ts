import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { PROBLEM_PAGES } from "../domain/problems.ts";
import { accountPages } from "./account/pages.ts";
import { setPasswordRoutes } from "./account/set_password.tsx";
import { signInRoutes } from "./account/sign_in.tsx";
import { signInCodeRoutes } from "./account/sign_in_code.tsx";
import { signInFactorRoutes } from "./account/sign_in_factor.tsx";
import { signOutRoutes } from "./account/sign_out.ts";
import { adminPages } from "./admin/pages.ts";
import { API, apiRoutes } from "./api/app.ts";
import type { ApiMount } from "./api/mount.ts";
import { docsPage } from "./api/docs_page.tsx";
import { problemPages } from "./api/problem_pages.tsx";
import { chargingAtSite } from "./charging/at_site.tsx";
import { chargingPages } from "./charging/pages.ts";
import { deviceRoutes } from "./devices/doors.ts";
import { RATE_LIMITS } from "./devices/rates.ts";
import { assetRoutes } from "./http/assets.ts";
import { BODY_LIMITS } from "./http/body_limits.ts";
import { downloadRoutes } from "./download/show.ts";
import { exportPages } from "./exports/pages.ts";
import { helpPage } from "./help/show.tsx";
import type { Services, Settings, Visitor } from "./http/context.ts";
import type { Page } from "./http/router.ts";
import { healthRoutes } from "./health.ts";
import { boundedBodies } from "./middleware/body.ts";
import { compress } from "./middleware/compress.ts";
import { writesFromOurPages } from "./middleware/csrf.ts";
import { onError, onNotFound } from "./middleware/errors.tsx";
import { requestLog } from "./middleware/log.ts";
import { retryConflicts } from "./middleware/retry_conflicts.ts";
import { ownPolicy } from "./middleware/own_policy.ts";
import { renderer } from "./middleware/render.tsx";
import { ifSignedIn, sessionViewer, signedIn } from "./middleware/viewer.ts";
import { importPages } from "./imports/pages.ts";
import { livePowerAtSite } from "./loggers/live_power_at_site.tsx";
import { loggersInStatus } from "./loggers/in_status.tsx";
import { loggerPages } from "./loggers/pages.ts";
import { modelList } from "./models/list.tsx";
import { quartzRoutes } from "./quartz/app.ts";
import { reportPages } from "./reports/pages.ts";
import { sitePages } from "./sites/pages.ts";
import { statusList } from "./status/list.tsx";
import { statusSites } from "./status/sites.tsx";
import { webhookPages } from "./webhooks/pages.ts";

/** The routers of the service. Each opens its own scopes, so their order does not matter. */
export interface Mounts {
  pages: Page[];
  api: ApiMount[];
}

export const MOUNTS: Mounts = {
  pages: [
    ...sitePages([livePowerAtSite, chargingAtSite]),
    ...reportPages,
    ...webhookPages,
    ...importPages,
    ...exportPages,
    ...chargingPages,
    ...loggerPages,
    modelList,
    ...accountPages,
    statusSites,
    ...adminPages,
  ],
  api: API,
};

/** Makes the whole service as one fetch handler: the middleware in its order, then the routers. */
export function createApp(
  services: Services,
  mounts: Mounts = MOUNTS,
  limits = BODY_LIMITS,
  rates = RATE_LIMITS,
) {
  const { settings, assets } = services;
  const app = new Hono<Visitor>();
  app.onError(onError);
  app.notFound(onNotFound);

  const { bytes: bodyBytes } = settings.uploadLimits;
  const bounded = { ...limits, upload: { ...limits.upload, bodyBytes } };
  app.use(boundedBodies(bounded), retryConflicts((request, env) => app.fetch(request, env)));
  app.use(createMiddleware<Visitor>(async (c, next) => {
    c.set("services", services);
    await next();
  }));
  app.use(requestId(), requestLog, compress, ownPolicy, headers(settings), forOneViewer);
  app.use(renderer);
  app.route("/", healthRoutes(services));
  app.route("/static", assetRoutes(assets));
  app.route("/", downloadRoutes());
  app.route("/", deviceRoutes(services, rates));
  app.route("/", quartzRoutes(services));
  const { api, document } = apiRoutes(services, mounts.api);
  app.route("/api/v1", api);
  app.route("/api/docs", docsPage(services, document));
  app.route(PROBLEM_PAGES, problemPages());
  app.all("/api/*", (c) => c.notFound());

  app.use(neverStored, writesFromOurPages(settings.publicOrigin), sessionViewer);
  app.get("/", (c) => c.redirect("/sites", 303));
  app.route("/", signInRoutes(services));
  app.route("/", signInCodeRoutes());
  app.route("/", signInFactorRoutes());
  app.route("/", signOutRoutes(services));
  app.route("/", setPasswordRoutes(services));

  const forSignedIn = [
    "/sites/*",
    "/imports/*",
    "/exports/*",
    "/charging/*",
    "/charging.csv",
    "/loggers/*",
    "/reports/*",
    "/webhooks/*",
    "/models/*",
    "/account/*",
    "/status/sites",
    "/admin/*",
  ];
  for (const path of forSignedIn) app.use(path, signedIn);
  app.use("/status", ifSignedIn);
  app.route("/", statusList([loggersInStatus]));
  app.route("/", helpPage());
  for (const page of mounts.pages) app.route("/", page(services).routes);
  return app;
}

const cacheControl = (value: string) =>
  createMiddleware(async (c, next) => {
    c.header("Cache-Control", value);
    await next();
  });
/** Keeps shared caches from storing what one viewer may see; assets override it. */
const forOneViewer = cacheControl("private, no-cache");
/** Keeps browsers from storing pages: after sign-out, Back must not show them to whoever comes next. */
const neverStored = cacheControl("no-store");

const YEAR_SECONDS = 365 * 86_400;

function headers({ publicOrigin, hstsSubdomains }: Settings) {
  const hsts = `max-age=${YEAR_SECONDS}${hstsSubdomains ? "; includeSubDomains" : ""}`;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // Not "no-referrer": with that, browsers send our own forms with the Origin "null".
    referrerPolicy: "same-origin",
    strictTransportSecurity: publicOrigin?.startsWith("https:") ? hsts : false,
  });
}
