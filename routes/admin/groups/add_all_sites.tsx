import { groupName } from "../../../domain/groups/group.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { AddAllSitesPage } from "../../../views/admin/groups/add_all_sites.tsx";
import { flash } from "../../http/flash.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/groups/{uuid}/add-all-sites */
export const addAllSites = () =>
  adminRouter()
    .get("/admin/groups/:group/add-all-sites", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const missing = await groupSites.missing(c.var.sql, group.site_group_uuid);
      return c.render(<AddAllSitesPage group={group} missing={missing} />, {
        title: `Add all sites to ${isolated(groupName(group))}`,
      });
    })
    .post("/admin/groups/:group/add-all-sites", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      await groupSites.linkAll(c.var.sql, group.site_group_uuid);
      flash(c, `${isolated(groupName(group))} has every site that there is now.`);
      return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
    });
