import type { Context } from "hono";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { counted } from "../../../domain/plural.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { NothingToRemovePage, RemoveSitesPage } from "../../../views/admin/groups/remove_sites.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { chosenSites, theseSites, uuidsIn } from "./chosen_sites.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET (with `site_uuids` in the query) and POST /admin/groups/{uuid}/remove-sites */
export const removeSites = () =>
  adminRouter()
    .get("/admin/groups/:group/remove-sites", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      return show(c, group, uuidsIn(c.req.queries("site_uuids") ?? []));
    })
    .post("/admin/groups/:group/remove-sites", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const chosen = chosenSites(await readForm(c));
      if (chosen.length === 0 || group.is_admin) {
        c.status(422);
        return show(c, group, []);
      }
      const { deactivated } = await groupSites.unlink(c.var.sql, group.site_group_uuid, chosen);
      const became = deactivated === 0 ? "" : ` ${counted(deactivated, "site")} became inactive.`;
      flash(
        c,
        `${isolated(groupName(group))} no longer has ${theseSites(chosen.length)}.${became}`,
      );
      return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
    });

async function show(c: Context<Administering>, group: Group, chosen: string[]) {
  const title = `Remove sites from ${isolated(groupName(group))}`;
  const sites = group.is_admin
    ? []
    : await groupSites.leaving(c.var.sql, group.site_group_uuid, chosen);
  if (sites.length === 0) return c.render(<NothingToRemovePage group={group} />, { title });
  return c.render(<RemoveSitesPage group={group} sites={sites} />, { title });
}
