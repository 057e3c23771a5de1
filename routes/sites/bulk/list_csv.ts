import { sitesCsv } from "../../../domain/sites/bulk/write_csv.ts";
import * as listedSites from "../../../sql/forecasts/listed_sites.ts";
import { csvHeaders } from "../../http/csv.ts";
import { scopedRouter } from "../../http/router.ts";
import { listState } from "../list_query.ts";

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** GET /sites/list.csv: the sites of the list with the same filters, to be edited and sent back. */
export const siteListCsv = () =>
  scopedRouter().get("/sites/list.csv", async (c) => {
    const { filter, order } = listState(c);
    const now = c.var.services.now();
    const sites = await listedSites.listAll(c.var.sql, { filter, order, now });
    const day = now.toString().slice(0, 10);
    return c.body(BYTE_ORDER_MARK + sitesCsv(sites), 200, csvHeaders(`sites-${day}.csv`));
  });
