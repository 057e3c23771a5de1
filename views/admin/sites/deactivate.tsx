import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { adminSitePath, groupsText } from "./site_parts.ts";
import { isolated } from "../../ui/isolated.ts";

export function DeactivateSitePage({ site }: { site: AdminSite }) {
  return (
    <ConfirmPage
      title={`Deactivate ${isolated(siteName(site))}`}
      action={`${adminSitePath(site)}/deactivate`}
      submit="Deactivate"
      cancel={adminSitePath(site)}
    >
      <ul>
        <li>No more forecasts are made for it.</li>
        <li>It disappears from the list of sites of {groupsText(site)}.</li>
        <li>Its data are kept, and its page can still be opened at its address.</li>
      </ul>
      <p>You can restore it at any time.</p>
    </ConfirmPage>
  );
}
