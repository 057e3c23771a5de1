import { counted } from "../../../domain/plural.ts";
import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";
import type { FormState } from "../../ui/form_state.ts";
import type { SiteContents } from "../../../domain/operations/job.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Checkbox } from "../../ui/inputs.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";

const pathOf = (site: AdminSite) => `/admin/sites/${site.site_uuid}`;

export function DeactivatePage({ site }: { site: AdminSite }) {
  return (
    <ConfirmPage
      title={`Deactivate ${siteName(site)}`}
      action={`${pathOf(site)}/deactivate`}
      submit="Deactivate"
      cancel={pathOf(site)}
    >
      <ul>
        <li>No forecasts are made for it any more.</li>
        <li>It leaves the list of sites of {groupsText(site)}.</li>
        <li>Its data stay, and its page can still be opened by its address.</li>
      </ul>
      <p>You can restore it at any time.</p>
    </ConfirmPage>
  );
}

export function RestorePage({ site }: { site: AdminSite }) {
  const groups = ordinaryGroups(site).length;
  return (
    <ConfirmPage
      title={`Restore ${siteName(site)}`}
      action={`${pathOf(site)}/restore`}
      submit="Restore"
      cancel={pathOf(site)}
      danger={false}
    >
      <ul>
        <li>Forecasts are made for it again, from the next quarter of an hour on.</li>
        <li>It is back in the list of sites of {groupsText(site)}.</li>
      </ul>
      {groups === 0 && <p>It is in no ordinary group: add it to one, or admins alone see it.</p>}
    </ConfirmPage>
  );
}

function groupsText(site: AdminSite): string {
  const groups = ordinaryGroups(site).length;
  if (groups === 0) return "the admin groups";
  return groups === 1 ? "its group" : `its ${groups} groups`;
}

interface DeletePageProps {
  site: AdminSite;
  contents: SiteContents;
  state: FormState;
}

export function DeleteSitePage({ site, contents, state }: DeletePageProps) {
  const { generation } = contents;
  return (
    <ConfirmPage
      title={`Delete ${siteName(site)} for ever`}
      action={`${pathOf(site)}/delete`}
      submit="Delete for ever"
      cancel={pathOf(site)}
      state={state}
      name={siteName(site)}
      fields={generation > 0 && (
        <Checkbox
          state={state}
          name="with_generation"
          label={`Delete its ${counted(generation, "measured value")}, too`}
        />
      )}
    >
      <p>What goes with the site, for all groups, and cannot be brought back:</p>
      <ul>
        <li>
          {counted(contents.forecasts, "forecast")} with{" "}
          {counted(contents.forecast_values, "value")}
        </li>
        <li>{counted(generation, "value")} of measured generation</li>
        <li>its inverters, and its place in {groupsText(site)}</li>
      </ul>
      <Period {...contents} />
      <p>
        The record of its changes stays. {site.active !== false && (
          <>
            To keep the data, <a href={`${pathOf(site)}/deactivate`}>deactivate it</a> instead.
          </>
        )}
      </p>
    </ConfirmPage>
  );
}

function Period({ first_utc, last_utc }: SiteContents) {
  if (first_utc === null) return <p>It has no values.</p>;
  return (
    <p>
      The values are from <UtcTime at={first_utc} /> to <UtcTime at={last_utc} />.
    </p>
  );
}
