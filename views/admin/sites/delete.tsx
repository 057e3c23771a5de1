import { counted } from "../../../domain/plural.ts";
import type { SiteContents } from "../../../domain/operations/job.ts";
import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { Checkbox } from "../../ui/inputs.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { adminSitePath, groupsText } from "./site_parts.ts";
import { isolated } from "../../ui/isolated.ts";

interface DeletePageProps {
  site: AdminSite;
  contents: SiteContents;
  state: FormState;
}

export function DeleteSitePage({ site, contents, state }: DeletePageProps) {
  const { generation } = contents;
  return (
    <ConfirmPage
      title={`Delete ${isolated(siteName(site))} for ever`}
      action={`${adminSitePath(site)}/delete`}
      submit="Delete for ever"
      cancel={adminSitePath(site)}
      state={state}
      name={siteName(site)}
      fields={generation > 0 && (
        <Checkbox
          state={state}
          name="with_generation"
          label={`Also delete its ${counted(generation, "measured value")}`}
        />
      )}
    >
      <p>This deletes the site for all groups and cannot be undone. With the site it deletes:</p>
      <ul>
        <li>
          {counted(contents.forecasts, "forecast")} with{" "}
          {counted(contents.forecast_values, "value")}
        </li>
        <li>{counted(generation, "value")} of measured generation</li>
        {contents.loggers > 0 && (
          <li>
            {counted(contents.loggers, "logger")} with all readings of{" "}
            {counted(contents.logger_variables, "variable")}, sessions, messages, alarms and keys
          </li>
        )}
        <li>its inverters, and its membership of {groupsText(site)}</li>
      </ul>
      <Period {...contents} />
      <p>
        The history of its changes is kept. {site.active !== false && (
          <>
            To keep the data, <a href={`${adminSitePath(site)}/deactivate`}>deactivate it</a>{" "}
            instead.
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
