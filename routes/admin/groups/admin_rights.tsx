import type { Context } from "hono";
import { z } from "zod";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { parse } from "../../../domain/validation.ts";
import * as adminRights from "../../../sql/groups/admin_rights.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { AdminRightsPage } from "../../../views/admin/groups/admin_rights.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** The wanted state, not "turn it": a form that is sent twice must not turn it back. */
const adminForm = z.object({ is_admin: z.enum(["true", "false"]) });

/** GET and POST /admin/groups/{uuid}/mark: whether the group is an admin group. */
export const groupAdminRights = () =>
  adminRouter()
    .get("/admin/groups/:group/mark", async (c) => {
      return show(c, await load(c, "group", siteGroups.find));
    })
    .post("/admin/groups/:group/mark", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const { data } = parse(adminForm, await readForm(c));
      if (!data) return show(c, group, 422);
      const asAdmin = data.is_admin === "true";
      if (group.is_admin && !asAdmin && await isLast(c, group)) return show(c, group, 409);
      await adminRights.mark(c.var.sql, group.site_group_uuid, asAdmin);
      const kind = asAdmin ? "an admin" : "an ordinary";
      const detail = `Made ${groupName(group)} ${kind} group.`;
      await recordSecurityEvent(c, { kind: "rights", detail });
      flash(c, `${isolated(groupName(group))} is an ${asAdmin ? "admin" : "ordinary"} group now.`);
      const losesRights = isOwn(c, group) && !asAdmin;
      return c.redirect(losesRights ? "/sites" : `/admin/groups/${group.site_group_uuid}`, 303);
    });

function isOwn(c: Context<Administering>, { site_group_uuid }: Group): boolean {
  return site_group_uuid === c.var.viewer.site_group_uuid;
}

async function isLast(c: Context<Administering>, group: Group): Promise<boolean> {
  return await adminRights.otherAdmins(c.var.sql, group.site_group_uuid) === 0;
}

async function show(
  c: Context<Administering>,
  group: Group,
  status: 200 | 409 | 422 = 200,
) {
  c.status(status);
  const props = {
    group,
    isLast: group.is_admin && await isLast(c, group),
    isOwn: isOwn(c, group),
    missing: (await groupSites.missing(c.var.sql, group.site_group_uuid)).sites,
  };
  return c.render(<AdminRightsPage {...props} />, {
    title: `Rights of ${isolated(groupName(group))}`,
  });
}
