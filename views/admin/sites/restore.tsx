import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { adminSitePath, groupsText } from "./site_parts.ts";
import { isolated } from "../../ui/isolated.ts";

export function RestoreSitePage({ site }: { site: AdminSite }) {
  const groups = ordinaryGroups(site).length;
  return (
    <ConfirmPage
      title={`Restore ${isolated(siteName(site))}`}
      action={`${adminSitePath(site)}/restore`}
      submit="Restore"
      cancel={adminSitePath(site)}
      danger={false}
    >
      <ul>
        <li>Forecasts are made for it again, from the next quarter of an hour.</li>
        <li>It reappears in the list of sites of {groupsText(site)}.</li>
      </ul>
      {groups === 0 && (
        <p>It is in no ordinary group: only admins see it until you add it to one.</p>
      )}
    </ConfirmPage>
  );
}
