import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { GroupsPage, GroupsTable } from "../../../views/admin/groups/list.tsx";
import { paged, searchPage } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

/** GET /admin/groups */
export const groupList = () =>
  adminRouter().get("/admin/groups", async (c) => {
    const search = searchPage(c);
    const listed = await siteGroups.list(c.var.sql, { ...search, search: search.query });
    const total = await siteGroups.count(c.var.sql, search.query);
    const props = { ...search, ...paged(listed), total };
    return c.render(<GroupsPage {...props} />, {
      title: "Groups",
      parts: { "groups-table": <GroupsTable {...props} /> },
    });
  });
