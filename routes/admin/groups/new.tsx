import type { Context } from "hono";
import { found } from "../../../domain/errors.ts";
import { groupFields, groupName, NAME_TAKEN } from "../../../domain/groups/group.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { NewGroupPage } from "../../../views/admin/groups/new.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { parseForm } from "../../http/parse_form.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET /admin/groups/new and POST /admin/groups */
export const newGroupPage = () =>
  adminRouter()
    .get("/admin/groups/new", (c) => show(c, blankForm()))
    .post("/admin/groups", async (c) => {
      const { sql } = c.var;
      const posted = await readForm(c);
      const { data, fields } = parseForm(groupFields, posted);
      if (fields) return show(c, { values: posted, errors: fields });
      // Empty when the name is taken; the 422 that follows then rolls the form key back, too.
      const insert = async () => await siteGroups.insert(sql, data) ?? "";
      const groupUuid = await once(sql, formKeyOf(posted), insert);
      if (!groupUuid) return show(c, { values: posted, errors: [NAME_TAKEN] });
      // Read again: the same form sent with another name leads to the group that it made first.
      const group = found(await siteGroups.find(sql, groupUuid), "group");
      flash(c, `${isolated(groupName(group))} is there now. Add its sites and users.`);
      return c.redirect(`/admin/groups/${groupUuid}`, 303);
    });

function show(c: Context, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  return c.render(<NewGroupPage state={state} formKey={formKey} />, { title: "New group" });
}
