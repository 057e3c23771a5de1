import { Hono } from "hono";
import { found } from "../../domain/errors.ts";
import { siteName } from "../../domain/sites/site.ts";
import { nameThen } from "../../domain/sites/site_history.ts";
import * as siteHistory from "../../sql/sites/site_history.ts";
import * as sites from "../../sql/sites/sites.ts";
import { HistoryPage, HistoryPart } from "../../views/sites/history.tsx";
import type { Scoped } from "../http/context.ts";
import { uuidAsked } from "./load.ts";
import { limits, paged, pageNumber } from "../http/paging.ts";

/** GET /sites/:site/history; admins read it also after the site is gone. */
export function historyRoutes() {
  const routes = new Hono<Scoped>();

  routes.get("/:site/history", async (c) => {
    const uuid = uuidAsked(c, "site", "site");
    const page = pageNumber.parse(c.req.query("page"));
    const options = limits(page);
    const listed = await siteHistory.list(c.var.sql, uuid, options);
    const site = await sites.find(c.var.sql, uuid);
    const name = found(site ? siteName(site) : nameThen(listed[0]), "site");
    const { rows: entries, hasNext } = paged(listed);
    const props = { siteUuid: uuid, name, entries, page, hasNext };
    return c.render(<HistoryPage {...props} gone={!site} />, {
      title: `History of ${name}`,
      parts: { "history": <HistoryPart {...props} /> },
    });
  });

  return routes;
}
