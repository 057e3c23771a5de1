import type { Context } from "hono";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { counted } from "../../../domain/plural.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as members from "../../../sql/groups/members.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { DeleteGroupPage, GroupHasUsersPage } from "../../../views/admin/groups/delete.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { wrongName } from "../../http/confirm_name.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load, page, paged } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/groups/{uuid}/delete */
export const deleteGroup = () =>
  adminRouter()
    .get("/admin/groups/:group/delete", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      return group.members > 0 ? showMembers(c, group) : show(c, group, blankForm());
    })
    .post("/admin/groups/:group/delete", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const values = await readForm(c);
      if (group.members > 0) {
        c.status(409);
        return showMembers(c, group);
      }
      const errors = wrongName(values, groupName(group));
      if (errors.length > 0) return show(c, group, { values, errors });
      const inactive = await siteGroups.remove(c.var.sql, group.site_group_uuid);
      const became = inactive === 0 ? "" : ` ${counted(inactive, "site")} became inactive.`;
      flash(c, `${isolated(groupName(group))} is deleted.${became}`);
      return c.redirect("/admin/groups", 303);
    });

const titleOf = (group: Group) => `Delete ${isolated(groupName(group))}`;

async function showMembers(c: Context<Administering>, group: Group) {
  const limits = page(c, "members");
  const people = paged(await members.list(c.var.sql, group.site_group_uuid, limits));
  const props = { group, query: "", ...limits, ...people };
  return c.render(<GroupHasUsersPage {...props} />, { title: titleOf(group) });
}

async function show(c: Context<Administering>, group: Group, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const leaving = await groupSites.leaving(c.var.sql, group.site_group_uuid, "all");
  // Ordinary groups keep a site active. An admin group does not, so nothing changes without it.
  const inactive = group.is_admin
    ? 0
    : leaving.filter(({ becomes_inactive }) => becomes_inactive).length;
  const page = <DeleteGroupPage group={group} state={state} inactive={inactive} />;
  return c.render(page, { title: titleOf(group) });
}
