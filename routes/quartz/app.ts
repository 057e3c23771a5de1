import { Hono } from "hono";
import type { Services, Visitor } from "../http/context.ts";
import { ABOUT, aboutRoutes } from "./about.ts";
import { actualRoutes } from "./actuals.ts";
import { knownAddresses } from "./addresses.ts";
import { caller } from "./caller.ts";
import { clearSkyRoutes } from "./clear_sky.ts";
import { crossOrigin } from "./cross_origin.ts";
import { respondAsQuartz } from "./errors.ts";
import { forecastRoutes } from "./forecasts.ts";
import { iconRoutes } from "./icons.ts";
import { processTime } from "./process_time.ts";
import { siteRoutes } from "./sites.ts";

/** Where the routes are mounted. */
const BASE = "/quartz";

/**
 * Makes the site API of Quartz (pv-site-api 1.0.60 of Open Climate Fix): the same paths, parameters and
 * JSON, so that scripts change the base of their addresses and their token. docs/quartz.md says where it
 * differs.
 */
export function quartzRoutes(services: Services) {
  const { corsOrigins } = services.settings;
  const known = caller(services);
  const mounted = new Hono<Visitor>();
  mounted.route("/", aboutRoutes(services));
  mounted.route("/", iconRoutes());
  for (const make of [siteRoutes, actualRoutes, forecastRoutes, clearSkyRoutes]) {
    mounted.route("/", make(services, known));
  }
  const routes = new Hono<Visitor>();
  routes.onError(respondAsQuartz);
  const below = `${BASE}/*`;
  routes.use(below, processTime);
  if (corsOrigins.length > 0) routes.use(below, crossOrigin(corsOrigins));
  routes.use(below, knownAddresses(BASE, () => mounted.routes));
  routes.get(`${BASE}/`, (c) => c.json(ABOUT));
  routes.route(BASE, mounted);
  return routes;
}
