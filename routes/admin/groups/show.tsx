import { groupName } from "../../../domain/groups/group.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as members from "../../../sql/groups/members.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { MembersPart } from "../../../views/admin/groups/members.tsx";
import { GroupPage } from "../../../views/admin/groups/show.tsx";
import { SitesPart } from "../../../views/admin/groups/sites.tsx";
import { load, page, paged, searchPage, UUID } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET /admin/groups/{uuid}: its sites (`?q=&page=`) and its members (`?members=` is their page). */
export const groupPage = () =>
  adminRouter().get(`/admin/groups/:group${UUID}`, async (c) => {
    const { sql } = c.var;
    const group = await load(c, "group", siteGroups.find);
    const [search, memberPage] = [searchPage(c), page(c, "members")];
    const wanted = { ...search, search: search.query, of: "group" } as const;
    const sites = await groupSites.list(sql, group.site_group_uuid, wanted);
    const people = await members.list(sql, group.site_group_uuid, memberPage);
    const props = {
      group,
      sites: { ...search, ...paged(sites) },
      members: { query: search.query, ...memberPage, ...paged(people) },
    };
    return c.render(<GroupPage {...props} />, {
      title: isolated(groupName(group)),
      parts: {
        "group-sites": <SitesPart group={group} {...props.sites} />,
        "group-members": <MembersPart group={group} {...props.members} />,
      },
    });
  });
