import { pageOf } from "../../sql/kit/page.ts";
import * as sites from "../../sql/sites/sites.ts";
import { LoggersPage } from "../../views/loggers/list.tsx";
import { LoggersPart, PART } from "../../views/loggers/table.tsx";
import { scopedRouter } from "../http/router.ts";
import { loggersPage } from "./list_state.ts";

const PATH = "/loggers";
const MOST_SITES = 5;

/** GET /loggers: those of all sites of the group. */
export const loggerListPage = () =>
  scopedRouter().get(PATH, async (c) => {
    const listed = { path: PATH, ...await loggersPage(c) };
    const first = listed.rows.length > 0 ? [] : await sites.list(c.var.sql, { limit: MOST_SITES });
    const page = <LoggersPage {...listed} sites={pageOf(first, MOST_SITES).rows} />;
    return c.render(page, { title: "Loggers", parts: { [PART]: <LoggersPart {...listed} /> } });
  });
