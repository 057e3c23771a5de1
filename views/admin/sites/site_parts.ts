import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";

export const adminSitePath = (site: Pick<AdminSite, "site_uuid">) =>
  `/admin/sites/${site.site_uuid}`;

/** Names whose list the site is in: `its 2 groups`, `its group`, or `the admin groups`. */
export function groupsText(site: AdminSite): string {
  const groups = ordinaryGroups(site).length;
  if (groups === 0) return "the admin groups";
  return groups === 1 ? "its group" : `its ${groups} groups`;
}
