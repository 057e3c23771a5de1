import { createRoute } from "@hono/zod-openapi";
import { sessionEdit } from "../../../domain/charging/session_input.ts";
import { AppError, found } from "../../../domain/errors.ts";
import * as sessions from "../../../sql/charging/session_read.ts";
import { remove as removeSession, update } from "../../../sql/charging/session_writes.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { changedMeanwhile, ifMatch, versionSent } from "../if_match.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { NAME_A_SITE } from "./new_sessions.ts";
import { sessionJson, sessionParams, sessionToJson } from "./session_json.ts";

const path = "/charging/sessions/{session_id}";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "A charging session of your group",
  request: { params: sessionParams },
  responses: { 200: json(sessionJson, "The session"), ...problems },
});

const edit = createRoute({
  method: "patch",
  middleware: scoped,
  path,
  summary: "Edit a charging session: exactly the keys that are sent; null removes a value",
  description: "A cost that is sent counts as typed in by a person.",
  request: { params: sessionParams, headers: ifMatch, body: body(sessionEdit) },
  responses: { 200: json(sessionJson, "The session as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  middleware: scoped,
  path,
  summary: "Remove a charging session",
  request: { params: sessionParams },
  responses: { 204: { description: "It was removed" }, ...refusals },
});

/** GET, PATCH and DELETE /api/v1/charging/sessions/{session_id} */
export const oneSessionRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const session = await load(c, "session_id", sessions.find);
      c.set("version", session.version);
      return c.json(sessionToJson(session), 200);
    })
    .openapi(edit, async (c) => {
      const { session_id } = c.req.valid("param");
      const { version: inBody, ...changes } = c.req.valid("json");
      if (c.var.viewer.site_uuids && changes.site_uuid === null) {
        throw leavingItsSites();
      }
      const done = await update(c.var.sql, session_id, changes, versionSent(c, inBody));
      const session = await load(c, "session_id", sessions.find);
      if (done === "changed meanwhile") throw changedMeanwhile(c, "session", session.version);
      c.set("version", session.version);
      return c.json(sessionToJson(session), 200);
    })
    .openapi(remove, async (c) => {
      const isRemoved = await removeSession(c.var.sql, c.req.valid("param").session_id);
      found(isRemoved || undefined, "session");
      return c.body(null, 204);
    });

/** A token that is limited to some sites would lose sight of the session. */
function leavingItsSites(): AppError {
  return new AppError("invalid", NAME_A_SITE, {
    fields: [{ field: "site_uuid", message: NAME_A_SITE }],
  });
}
