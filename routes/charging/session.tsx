import type { Context } from "hono";
import type { ChargingSession } from "../../domain/charging/session.ts";
import { type ListSettings, listSettings } from "../../sql/charging/list_settings.ts";
import * as sessionList from "../../sql/charging/session_list.ts";
import * as sessions from "../../sql/charging/session_read.ts";
import { SessionPage, sessionTitle } from "../../views/charging/session.tsx";
import type { SessionNeighbours } from "../../views/charging/session_header.tsx";
import type { Scoped } from "../http/context.ts";
import { load, UUID } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { listOf, listStateIn } from "./list_query.ts";
import { zoneOfSession } from "./session_zone.ts";

/** GET /charging/{session_id} */
export const sessionPage = () =>
  scopedRouter().get(`/charging/:session${UUID}`, async (c) => {
    const { sql } = c.var;
    const session = await load(c, "session", sessions.find);
    const settings = await listSettings(sql);
    const zone = await zoneOfSession(sql, session, settings);
    const props = {
      session,
      zone,
      currency: settings.currency,
      neighbours: await neighboursOf(c, session, settings),
      changes: await sessions.history(sql, session.session_id),
    };
    return c.render(<SessionPage {...props} />, { title: sessionTitle(session, zone) });
  });

async function neighboursOf(
  c: Context<Scoped>,
  session: ChargingSession,
  { zone }: ListSettings,
): Promise<SessionNeighbours> {
  const list = listOf(c);
  const { filter, order } = listStateIn(list);
  const listing = { filter, order, shown: { now: c.var.services.now(), zone } };
  return { ...await sessionList.neighbours(c.var.sql, listing, session.session_id), list };
}
