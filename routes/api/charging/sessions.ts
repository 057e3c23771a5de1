import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Viewer } from "../../../domain/account/viewer.ts";
import type { NewSession } from "../../../domain/charging/session_input.ts";
import { AppError } from "../../../domain/errors.ts";
import { listSettings } from "../../../sql/charging/list_settings.ts";
import { wrongLinks } from "../../../sql/charging/session_links.ts";
import * as sessionList from "../../../sql/charging/session_list.ts";
import { insertAll } from "../../../sql/charging/session_inserts.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { filterOf, filterQuery, orderQuery } from "../../charging/list_query.ts";
import { respondWithSessions } from "../../charging/session_file.ts";
import { cursorQuery } from "../../http/params.ts";
import { inScope, scoped } from "../../middleware/scope.ts";
import { format, jsonOrCsv, wantsCsv } from "../csv_format.ts";
import { bodyOfRows, counts, describeBodies, jsonBody } from "../ingestion.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, refusals, router } from "../router.ts";
import {
  NAME_A_SITE,
  newSessions,
  refuseFaults,
  type RowFault,
  sessionsOf,
} from "./new_sessions.ts";
import { sessionRowJson } from "./session_json.ts";

const query = z.object({ ...cursorQuery("sessions"), format, ...orderQuery, ...filterQuery });

const list = createRoute({
  method: "get",
  path: "/charging/sessions",
  summary: "Charging sessions of your group",
  description:
    "Days are those of the group's zone. A session is listed when it meets all filters; " +
    "of several values of one filter, any. Sessions without the value of the order come last.",
  request: { query },
  responses: {
    200: jsonOrCsv(
      z.object({ sessions: z.array(sessionRowJson), next_cursor: z.guid().nullable() }),
      "A page of sessions; as CSV all of them",
    ),
    ...problems,
  },
});

const stored = z.object(counts).openapi("StoredChargingSessions");

const add = createRoute({
  method: "post",
  middleware: scoped,
  path: "/charging/sessions",
  summary: "Add charging sessions",
  description:
    "Up to 10,000 and 10 MB. All are stored or none: what is wrong is listed, up to 100 " +
    "faults. A session with a session_id that is stored stays as it is: send it again as often " +
    "as you like. What cost has counts as paid.",
  request: { body: bodyOfRows("NewChargingSessions") },
  responses: { 201: json(stored, "What became of them"), ...refusals },
});

const ORIGIN = { cost_source: "imported", source_system: "api" } as const;

const routes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor, format, sort, direction, ...rest } = c.req.valid("query");
      const wanted = { filter: filterOf(rest), order: { sort, direction } };
      if (wantsCsv(c, format)) {
        refusePages(c);
        return await respondWithSessions(c, wanted, c.var);
      }
      const rows = await inScope(c, async (sql) => {
        const shown = { now: c.var.services.now(), zone: (await listSettings(sql)).zone };
        return await sessionList.listAfter(sql, { ...wanted, shown }, { limit, after: cursor });
      });
      if (!rows) throw unknownCursor();
      const { rows: sessions, next_cursor } = cursorPage(rows, limit, "session_id");
      return c.json({ sessions, next_cursor: linkNext(c, next_cursor) }, 200);
    })
    .openapi(add, async (c) => {
      const sessions = await sessionsOf(await jsonBody(c));
      const links = await wrongLinks(c.var.sql, sessions);
      refuseFaults([...outsideOf(c.var.viewer, sessions), ...links]);
      const sent = sessions.map((session) => ({
        ...session,
        session_id: session.session_id ?? crypto.randomUUID(),
      }));
      return c.json(await insertAll(c.var.sql, sent, ORIGIN), 201);
    });

/** GET and POST /api/v1/charging/sessions */
export const sessionRoutes = () => describeBodies(routes(), { NewChargingSessions: newSessions });

/** Lists the sessions at no site, which a token that is limited to some sites must not write. */
function outsideOf(
  { site_uuids }: Viewer,
  sessions: readonly Pick<NewSession, "site_uuid">[],
): RowFault[] {
  if (!site_uuids) return [];
  return sessions.flatMap(({ site_uuid }, row) =>
    site_uuid ? [] : [{ row, field: "site_uuid", message: NAME_A_SITE }]
  );
}

/** A file must not lack sessions unnoticed. */
function refusePages(c: Context): void {
  const [field] = ["limit", "cursor"].filter((name) => c.req.query(name) !== undefined);
  if (field === undefined) return;
  const message = `CSV has all sessions at once: leave out ${field}.`;
  throw new AppError("invalid", message, { fields: [{ field, message }] });
}

function unknownCursor(): AppError {
  const message = "Your group has no such session: begin again without a cursor.";
  return new AppError("invalid", message, { fields: [{ field: "cursor", message }] });
}
