import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { apiRoutes } from "./api/app.ts";
import { assetRoutes } from "./http/assets.ts";
import type { Services, Visitor } from "./http/context.ts";
import { healthRoutes } from "./health.ts";
import { formsFromOurPages } from "./middleware/csrf.ts";
import { onError, onNotFound } from "./middleware/errors.tsx";
import { requestLog } from "./middleware/log.ts";
import { onceMore } from "./middleware/retry_conflicts.ts";
import { renderer } from "./middleware/render.tsx";
import { sessionViewer, signedIn } from "./middleware/viewer.ts";
import { setPasswordRoutes } from "./account/set_password.tsx";
import { signInRoutes } from "./account/sign_in.tsx";
import { siteRoutes } from "./sites/list.tsx";
import { accountRoutes } from "./account/show.tsx";
import { tokenRoutes } from "./account/tokens.tsx";
import { adminRoutes } from "./admin/app.ts";
import { modelRoutes } from "./models/list.tsx";
import { accuracyRoutes } from "./sites/accuracy.tsx";
import { inverterRoutes } from "./sites/inverters.tsx";
import { newSiteRoutes } from "./sites/new.tsx";
import { siteEditRoutes } from "./sites/edit.tsx";
import { statusRoutes } from "./status/list.tsx";

const MEGABYTE = 1024 * 1024;
/** What scripts send in bulk: POST of generation and forecasts. */
const BULK = /^\/api\/v1\/(sites\/[^/]+\/)?(generation|forecasts)$/;

/** The whole service as one fetch handler: what runs in which order, and where every address leads. */
export function createApp(services: Services) {
  const { settings, assets } = services;
  const app = new Hono<Visitor>();
  app.onError(onError);
  app.notFound(onNotFound);

  app.use(onceMore((request, env) => app.fetch(request, env)));
  app.use(createMiddleware<Visitor>(async (c, next) => {
    c.set("services", services);
    await next();
  }));
  app.use(requestId(), requestLog, compress(), headers(settings.publicOrigin), forOneViewer);
  app.use(renderer, limitOfBody);
  app.route("/", healthRoutes(services));
  app.route("/static", assetRoutes(assets));
  app.route("/api/v1", apiRoutes(services));
  app.all("/api/*", (c) => c.notFound());

  app.use(formsFromOurPages(settings.publicOrigin), sessionViewer);
  app.get("/", (c) => c.redirect("/sites", 303));
  app.route("/", signInRoutes(services));
  app.route("/", setPasswordRoutes(services));

  const rooms = ["/sites/*", "/models/*", "/account/*", "/status/*", "/admin/*"];
  for (const path of rooms) app.use(path, signedIn);
  app.route("/sites", newSiteRoutes());
  app.route("/sites", siteRoutes(services));
  app.route("/sites", siteEditRoutes());
  app.route("/sites", inverterRoutes());
  app.route("/sites", accuracyRoutes(services));
  app.route("/models", modelRoutes(services));
  app.route("/account", accountRoutes());
  app.route("/account/tokens", tokenRoutes());
  app.route("/status", statusRoutes());
  app.route("/admin", adminRoutes());
  return app;
}

const [small, bulk] = [1, 10].map((megabytes) => bodyLimit({ maxSize: megabytes * MEGABYTE }));
const limitOfBody = createMiddleware((c, next) =>
  (BULK.test(c.req.path) ? bulk! : small!)(c, next)
);

/** What one group may see is for no shared cache; assets say otherwise themselves. */
const forOneViewer = createMiddleware(async (c, next) => {
  c.header("Cache-Control", "private, no-cache");
  await next();
});

function headers(publicOrigin: string | undefined) {
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
    strictTransportSecurity: publicOrigin?.startsWith("https:") ? "max-age=31536000" : false,
  });
}
