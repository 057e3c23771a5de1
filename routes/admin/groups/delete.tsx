import { paged } from "../../http/paging.ts";
import { counted } from "../../../domain/plural.ts";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { wrongName } from "../../http/confirm_name.ts";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parse } from "../../../domain/validation.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import * as adminRights from "../../../sql/groups/admin_rights.ts";
import * as members from "../../../sql/groups/members.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { DeleteGroupPage, GroupHasUsersPage } from "../../../views/admin/groups/delete.tsx";
import { AdminRightsPage } from "../../../views/admin/groups/admin_rights.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { groupAsked, listAsked } from "./load.ts";

/** What the page was asked for, so that a form sent twice does not turn it back. */
const markForm = z.object({ is_admin: z.enum(["true", "false"]) });

/** GET and POST /admin/groups/{uuid}/mark and /delete. */
export function groupFateRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/:group/mark", async (c) => showMark(c, await groupAsked(c)));

  routes.post("/:group/mark", async (c) => {
    const group = await groupAsked(c);
    const { data } = parse(markForm, await readForm(c));
    if (!data) return showMark(c, group, 422);
    const asAdmin = data.is_admin === "true";
    if (group.is_admin && !asAdmin && await isLast(c, group)) return showMark(c, group, 409);
    await adminRights.mark(c.var.sql, group.site_group_uuid, asAdmin);
    flash(c, `${groupName(group)} is an ${asAdmin ? "admin" : "ordinary"} group now.`);
    const isOwn = group.site_group_uuid === c.var.viewer.site_group_uuid;
    return c.redirect(isOwn && !asAdmin ? "/sites" : `/admin/groups/${group.site_group_uuid}`, 303);
  });

  routes.get("/:group/delete", async (c) => showDelete(c, await groupAsked(c), blankForm()));

  routes.post("/:group/delete", async (c) => {
    const group = await groupAsked(c);
    const values = await readForm(c);
    if (group.members > 0) return showDelete(c, group, blankForm(), 409);
    const errors = wrongName(values, groupName(group));
    if (errors.length > 0) return showDelete(c, group, { values, errors }, 422);
    const inactive = await siteGroups.remove(c.var.sql, group.site_group_uuid);
    const became = inactive === 0 ? "" : ` ${counted(inactive, "site")} became inactive.`;
    flash(c, `${groupName(group)} is deleted.${became}`);
    return c.redirect("/admin/groups", 303);
  });

  return routes;
}

async function isLast(
  c: Context<Administering>,
  { site_group_uuid }: Group,
): Promise<boolean> {
  return await adminRights.otherAdmins(c.var.sql, site_group_uuid) === 0;
}

async function showMark(
  c: Context<Administering>,
  group: Group,
  status: 200 | 409 | 422 = 200,
) {
  c.status(status);
  const props = {
    group,
    isLast: group.is_admin && await isLast(c, group),
    isOwn: group.site_group_uuid === c.var.viewer.site_group_uuid,
    missing: (await groupSites.missing(c.var.sql, group.site_group_uuid)).sites,
  };
  return c.render(<AdminRightsPage {...props} />, { title: `Rights of ${groupName(group)}` });
}

async function showDelete(
  c: Context<Administering>,
  group: Group,
  state: FormState,
  status: 200 | 409 | 422 = 200,
) {
  c.status(status);
  const { sql } = c.var;
  const title = `Delete ${groupName(group)}`;
  if (group.members > 0) {
    const asked = listAsked(c, "members");
    const people = paged(await members.list(sql, group.site_group_uuid, asked));
    return c.render(<GroupHasUsersPage group={group} {...asked} {...people} />, { title });
  }
  const leaving = await groupSites.leaving(sql, group.site_group_uuid, "all");
  // Without an admin group its sites are in as many ordinary groups as before.
  const inactive = group.is_admin
    ? 0
    : leaving.filter(({ becomes_inactive }) => becomes_inactive).length;
  return c.render(<DeleteGroupPage group={group} state={state} inactive={inactive} />, { title });
}
