import { found } from "../../domain/errors.ts";
import { siteName } from "../../domain/sites/site.ts";
import { nameThen } from "../../domain/sites/site_history.ts";
import * as siteHistory from "../../sql/sites/site_history.ts";
import * as sites from "../../sql/sites/sites.ts";
import { HistoryPage, HistoryPart } from "../../views/sites/history.tsx";
import { page, paged, pathUuid } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isolated } from "../../views/ui/isolated.ts";

/** GET /sites/{uuid}/history; admins can still read it after the site was deleted. */
export const siteHistoryPage = () =>
  scopedRouter().get("/sites/:site/history", async (c) => {
    const siteUuid = pathUuid(c, "site");
    const { page: number, ...limits } = page(c);
    const listed = await siteHistory.list(c.var.sql, siteUuid, limits);
    const site = await sites.find(c.var.sql, siteUuid);
    const name = found(site ? siteName(site) : nameThen(listed[0]), "site");
    const { rows: entries, hasNext } = paged(listed);
    const props = { siteUuid, name, entries, page: number, hasNext };
    return c.render(<HistoryPage {...props} isDeleted={!site} />, {
      title: `History of ${isolated(name)}`,
      parts: { "history": <HistoryPart {...props} /> },
    });
  });
