import type { Context } from "hono";
import {
  BULK_FIELDS,
  type BulkEdit,
  bulkEdit,
  tickedSessions,
} from "../../domain/charging/bulk_edit.ts";
import { MOST_ON_A_PAGE } from "../../domain/charging/session_filter.ts";
import { found } from "../../domain/errors.ts";
import { counted } from "../../domain/plural.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import { formOptions } from "../../sql/charging/form_options.ts";
import { idsOf } from "../../sql/charging/session_read.ts";
import { updateAll } from "../../sql/charging/session_writes.ts";
import { BulkPage, CLEAR } from "../../views/charging/bulk.tsx";
import { blankForm, type FormState, type Posted, textsOf } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { asUuid } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { refusalOf } from "../http/refusal.ts";
import { scopedRouter } from "../http/router.ts";
import { isId } from "./ids.ts";
import { listAddress, listOf, shortList } from "./list_query.ts";

/** GET and POST /charging/bulk: edits the ticked sessions of the list. */
export const bulkPage = () =>
  scopedRouter()
    .get("/charging/bulk", async (c) => {
      const numbers = (c.req.queries("number") ?? []).map(Number).filter(isId);
      const ticked = await idsOf(c.var.sql, numbers.slice(0, MOST_ON_A_PAGE));
      const named = (c.req.queries("session_ids") ?? []).filter((id) => asUuid(id));
      const session_ids = [...ticked, ...named].slice(0, MOST_ON_A_PAGE);
      return await show(c, blankForm({ session_ids, list: listOf(c) }));
    })
    .post("/charging/bulk", async (c) => {
      const values = await readForm(c);
      const ticked = parse(tickedSessions, textsOf(blankForm(values), "session_ids"));
      const { data, fields = [] } = changesIn(values);
      const errors = [
        ...(ticked.fields ?? []).map(({ message }) => ({ field: "", message })),
        ...fields,
      ];
      if (!ticked.data || !data || errors.length > 0) return await show(c, { values, errors });
      const writing = updateAll(c.var.sql, ticked.data, data);
      const refused = await refusalOf(writing);
      if (refused) return await show(c, { values, errors: refused });
      const changed = found(await writing || undefined, "session");
      const lost = ticked.data.length - changed;
      const rest = lost > 0 ? ` ${counted(lost, "session")} had been removed meanwhile.` : "";
      flash(c, `Changed ${counted(changed, "session")}.${rest}`);
      return c.redirect(listAddress(listIn(blankForm(values))), 303);
    });

const listIn = (state: FormState) => shortList(textsOf(state, "list")[0]);

/** Returns what a form changes: a field left empty stays, and the word "clear" empties it. */
function changesIn(values: Posted): Parsed<BulkEdit> {
  const state = blankForm(values);
  const given = BULK_FIELDS.flatMap((name) => {
    const [text = ""] = textsOf(state, name).map((one) => one.trim());
    return text === "" ? [] : [[name, text.toLowerCase() === CLEAR ? "" : text] as const];
  });
  if (given.length === 0) {
    const message = "Choose what to change: everything is left as it is.";
    return { fields: [{ field: "", message }] };
  }
  const { data, fields } = parseForm(bulkEdit, Object.fromEntries(given), { blank: "null" });
  return fields ? { fields } : { data };
}

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const sessionIds = textsOf(state, "session_ids").filter((id) => asUuid(id));
  const options = await formOptions(c.var.sql);
  const list = listIn(state);
  const props = { state, sessionIds, options, list, back: listAddress(list) };
  return c.render(<BulkPage {...props} />, { title: "Edit sessions" });
}
