import type { Context } from "hono";
import { type Group, groupFields, groupName, NAME_TAKEN } from "../../../domain/groups/group.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { EditGroupPage } from "../../../views/admin/groups/edit.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/groups/{uuid}/edit */
export const editGroup = () =>
  adminRouter()
    .get("/admin/groups/:group/edit", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      return show(c, group, blankForm(group));
    })
    .post("/admin/groups/:group/edit", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const posted = await readForm(c);
      const { data, fields } = parseForm(groupFields, posted);
      if (fields) return show(c, group, { values: posted, errors: fields });
      const isDone = await siteGroups.update(c.var.sql, group.site_group_uuid, data);
      if (!isDone) return show(c, group, { values: posted, errors: [NAME_TAKEN] });
      flash(c, `${data.site_group_name} is saved.`);
      return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
    });

function show(c: Context, group: Group, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<EditGroupPage group={group} state={state} />, {
    title: `Edit ${isolated(groupName(group))}`,
  });
}
