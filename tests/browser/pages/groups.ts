import type { TestApp } from "../../support/app.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import type { Pages } from "./pages.ts";

export async function groups({ cast, database }: TestApp): Promise<Pages> {
  const { alice, ada, sites } = cast;
  const empty = await siteGroups.findOrMake(database.owner, "Nobody's", false);
  const [roofs, ocf, nobodys] = [alice, ada, empty].map(({ site_group_uuid }) =>
    `/admin/groups/${site_group_uuid}`
  );
  return {
    "the groups": ["/admin/groups", ada],
    "no group found": ["/admin/groups?q=none%20of%20them", ada],
    "a new group": ["/admin/groups/new", ada],
    "a group": [`${roofs}`, ada],
    "an admin group": [`${ocf}`, ada],
    "a group without anything": [`${nobodys}`, ada],
    "editing a group": [`${roofs}/edit`, ada],
    "marking a group": [`${roofs}/mark`, ada],
    "the mark of the last admin group": [`${ocf}/mark`, ada],
    "deleting a group with users": [`${roofs}/delete`, ada],
    "deleting a group": [`${nobodys}/delete`, ada],
    "adding sites to a group": [`${roofs}/add-sites`, ada],
    "adding all sites to a group": [`${roofs}/add-all-sites`, ada],
    "removing sites from a group": [
      `${roofs}/remove-sites?site_uuids=${sites.plant}&site_uuids=${sites.bare}`,
      ada,
    ],
    "removing no site from a group": [`${roofs}/remove-sites`, ada],
  };
}
