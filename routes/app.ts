import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { apiRoutes } from "./api/app.ts";
import { assetRoutes } from "./assets.ts";
import type { Services, SignedIn, Visitor } from "./context.ts";
import { healthRoutes } from "./health.ts";
import { formsFromOurPages } from "./middleware/csrf.ts";
import { onError, onNotFound } from "./middleware/errors.tsx";
import { requestLog } from "./middleware/log.ts";
import { renderer } from "./middleware/render.tsx";
import { scoped } from "./middleware/scope.ts";
import { sessionViewer, signedIn } from "./middleware/viewer.ts";
import { setPasswordRoutes } from "./set_password.tsx";
import { signInRoutes } from "./sign_in.tsx";
import { siteRoutes } from "./sites.tsx";

const BODY_BYTES = 1024 * 1024;

/** The whole service as one fetch handler: what runs in which order, and where every address leads. */
export function createApp(services: Services) {
  const { settings, assets } = services;
  const app = new Hono<Visitor>();
  app.onError(onError);
  app.notFound(onNotFound);

  app.use(requestId(), requestLog, compress(), headers(settings.publicOrigin), forOneViewer);
  app.use(renderer(assets), bodyLimit({ maxSize: BODY_BYTES }));
  app.route("/", healthRoutes(services));
  app.route("/static", assetRoutes(assets));
  app.route("/api/v1", apiRoutes(services));
  app.all("/api/*", (c) => c.notFound());

  app.use(formsFromOurPages(settings.publicOrigin), sessionViewer(services));
  app.get("/", (c) => c.redirect("/sites", 303));
  app.route("/", signInRoutes(services));
  app.route("/", setPasswordRoutes(services));
  app.route("/", signedInRoutes(services));
  return app;
}

/** Everything behind the sign-in page, in the scope of the viewer's site group. */
function signedInRoutes(services: Services) {
  const routes = new Hono<SignedIn>();
  routes.use("/sites/*", signedIn, scoped(services));
  routes.route("/", siteRoutes(services));
  return routes;
}

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
