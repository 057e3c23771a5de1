import type { Context } from "hono";
import type { ChargingSession } from "../../domain/charging/session.ts";
import { sessionLabel, sessionValue } from "../../domain/charging/session_columns.ts";
import { formOptions } from "../../sql/charging/form_options.ts";
import * as sessions from "../../sql/charging/session_read.ts";
import { update } from "../../sql/charging/session_writes.ts";
import { EditSessionPage } from "../../views/charging/edit.tsx";
import { sessionTitle } from "../../views/charging/session.tsx";
import { sessionUrl } from "../../views/charging/session_header.tsx";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load, UUID } from "../http/params.ts";
import { refusalOf } from "../http/refusal.ts";
import { scopedRouter } from "../http/router.ts";
import { listOf } from "./list_query.ts";
import { changedMeanwhile, conflictForm, parseChanges, storedForm } from "./session_form.ts";
import { zoneOfForm } from "./session_zone.ts";

const EDIT = `/charging/:session${UUID}/edit`;

/** GET and POST /charging/{session_id}/edit */
export const editSessionPage = () =>
  scopedRouter()
    .get(EDIT, async (c) => {
      const session = await load(c, "session", sessions.find);
      const zone = await zoneOfForm(c.var.sql, {}, session);
      return await show(c, session, storedForm(session, zone), zone);
    })
    .post(EDIT, async (c) => {
      const { sql } = c.var;
      const before = await load(c, "session", sessions.find);
      const posted = await readForm(c);
      const zone = await zoneOfForm(sql, posted, before);
      const { data, fields } = parseChanges(posted, zone);
      if (fields) return await show(c, before, { values: posted, errors: fields }, zone);
      const { changes, version } = data;
      const writing = update(sql, before.session_id, changes, version);
      const errors = await refusalOf(writing);
      if (errors) return await show(c, before, { values: posted, errors }, zone);
      if (await writing === "changed meanwhile") return await conflict(c, posted, zone);
      const nothing = Object.keys(changes).length === 0;
      flash(c, nothing ? "Nothing was changed." : "Saved.");
      return c.redirect(sessionUrl(before.session_id, listOf(c)), 303);
    });

/** Shows what somebody else saved meanwhile beside what was typed; saving again overwrites it. */
async function conflict(c: Context<Scoped>, posted: Posted, zone: string) {
  const session = await load(c, "session", sessions.find);
  const changed = changedMeanwhile(posted, session, zone);
  const labels = changed.map(sessionLabel).join(", ");
  const message = "This session was changed meanwhile, and nothing of yours is saved yet. " +
    `What you typed is still here${labels && `; others changed: ${labels}`}. ` +
    "Look through the form and save it again.";
  const stored = storedForm(session, zone).values;
  const current = changed.map((field) => ({
    field,
    message: `Now: ${sessionValue(field, stored[field])}.`,
  }));
  const state = conflictForm(posted, session, zone);
  return await show(
    c,
    session,
    { ...state, errors: [{ field: "", message }, ...current] },
    zone,
    true,
  );
}

async function show(
  c: Context<Scoped>,
  session: ChargingSession,
  state: FormState,
  zone: string,
  isConflict = false,
) {
  if (state.errors.length > 0) c.status(isConflict ? 409 : 422);
  const props = {
    sessionId: session.session_id,
    title: sessionTitle(session, zone),
    state,
    conflict: isConflict,
    options: await formOptions(c.var.sql, session),
    zone,
    list: listOf(c),
  };
  return c.render(<EditSessionPage {...props} />, { title: "Edit session" });
}
