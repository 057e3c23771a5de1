import { Hono } from "hono";
import * as status from "../../sql/operations/status.ts";
import type { Services, Visitor } from "../http/context.ts";
import { quartzDocument } from "./document.ts";
import { documentPage } from "./document_page.tsx";

/** The version of the site API whose scripts run here. */
const VERSION = "1.0.60";

export const ABOUT = {
  title: "Quartz PV Site API",
  version: VERSION,
  progress: "Served by Sitecast for scripts of the Quartz PV Site API.",
};

/** GET /, /api_status, /openapi.json, /swagger and /docs: for everybody. */
export function aboutRoutes({ database }: Services) {
  const routes = new Hono<Visitor>();
  const document = quartzDocument(ABOUT);
  routes.get("/", (c) => c.json(ABOUT));
  routes.get("/api_status", async (c) => {
    const newest = await status.latest(database.owner);
    return c.json({ status: newest?.status ?? "ok", message: newest?.message ?? "" });
  });
  routes.get("/openapi.json", (c) => c.json(document));
  for (const path of ["/swagger", "/docs"]) {
    routes.get(path, (c) => c.html(documentPage(document)));
  }
  return routes;
}
