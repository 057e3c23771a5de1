import { listSettings } from "../../sql/charging/list_settings.ts";
import * as sessions from "../../sql/charging/session_read.ts";
import { remove } from "../../sql/charging/session_writes.ts";
import { RemoveSessionPage } from "../../views/charging/remove.tsx";
import { sessionTitle } from "../../views/charging/session.tsx";
import { flash } from "../http/flash.ts";
import { load, UUID } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { listAddress, listOf } from "./list_query.ts";
import { zoneOfSession } from "./session_zone.ts";

const REMOVE = `/charging/:session${UUID}/remove`;

/** GET and POST /charging/{session_id}/remove */
export const removeSessionPage = () =>
  scopedRouter()
    .get(REMOVE, async (c) => {
      const session = await load(c, "session", sessions.find);
      const zone = await zoneOfSession(c.var.sql, session, await listSettings(c.var.sql));
      const props = { session, title: sessionTitle(session, zone), list: listOf(c) };
      return c.render(<RemoveSessionPage {...props} />, { title: "Remove session" });
    })
    .post(REMOVE, async (c) => {
      const { session_id } = await load(c, "session", sessions.find);
      await remove(c.var.sql, session_id);
      flash(c, "Removed the session.");
      return c.redirect(listAddress(listOf(c)), 303);
    });
