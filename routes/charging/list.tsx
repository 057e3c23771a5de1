import type { Context } from "hono";
import { listSettings } from "../../sql/charging/list_settings.ts";
import * as sessionList from "../../sql/charging/session_list.ts";
import { totals } from "../../sql/charging/session_totals.ts";
import { pageOf } from "../../sql/kit/page.ts";
import { SessionsPage, SessionsPart } from "../../views/charging/list.tsx";
import { listUrl } from "../../views/charging/list_url.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import { listState } from "./list_query.ts";

/** GET /charging */
export const sessionListPage = () =>
  scopedRouter().get("/charging", async (c) => {
    const { sql, services } = c.var;
    const state = listState(c);
    const { filter, order, page, size } = state;
    const settings = await listSettings(sql);
    const shown = { now: services.now(), zone: settings.zone };
    const sums = await totals(sql, filter, shown);
    const part = { limit: size, offset: (page - 1) * size, of: sums.totals.sessions };
    const rows = await sessionList.list(sql, { filter, order, shown }, part);
    const isTicked = c.req.query("tick") === "all";
    const props = { ...pageOf(rows, size), ...sums, ...settings, state, isTicked };
    // A form sends its empty fields, too; the address has those that say something.
    if (isPart(c) && hasEmpty(c)) c.header("HX-Push-Url", listUrl(state));
    return c.render(<SessionsPage {...props} />, {
      title: "Charging",
      parts: { "sessions": <SessionsPart {...props} /> },
    });
  });

const hasEmpty = (c: Context) => Object.values(c.req.query()).includes("");
