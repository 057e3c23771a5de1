import type { FormState } from "../../ui/form_state.ts";
import { groupName } from "../../../domain/groups/group.ts";
import { SiteFields } from "../../sites/fields.tsx";
import { LOOK_UP } from "../../sites/new.tsx";
import { type PlaceProps, type Twin, TwinWarning } from "../../sites/place.tsx";
import { Form } from "../../ui/form.tsx";
import { Checkbox, Checkboxes } from "../../ui/inputs.tsx";
import { BackToSites } from "./show.tsx";

interface NewAdminSiteProps {
  state: FormState;
  formKey: string;
  /** The ordinary groups to choose from. */
  groups: { site_group_uuid: string; site_group_name: string | null }[];
  /** Name of the site that this one is a copy of. */
  original?: string;
  found: PlaceProps["found"];
  /** Sites that may be the new one. */
  twins: Twin[];
}

export function NewAdminSitePage(props: NewAdminSiteProps) {
  const { state, formKey, groups, original, found, twins } = props;
  const options = groups.map((group) => ({
    value: group.site_group_uuid,
    label: groupName(group),
  }));
  return (
    <section class="narrow">
      <BackToSites />
      <h1>{original ? `Copy of ${original}` : "New site"}</h1>
      {original && (
        <p class="callout">
          All values are copied except the client’s number. Forecasts and generation are not copied.
        </p>
      )}
      <Form
        action="/admin/sites/new"
        state={state}
        submit="Create the site"
        cancel="/admin/sites"
        formKey={formKey}
        second={LOOK_UP}
      >
        <TwinWarning state={state} twins={twins} sites="/admin/sites" />
        <SiteFields
          state={state}
          mode="new"
          path="/admin/sites/new"
          sites="/admin/sites"
          found={found}
        />
        <Checkboxes
          state={state}
          name="site_group_uuids"
          label="Groups that will have this site"
          hint="Admin groups have every site."
          options={options}
        />
        <Checkbox
          state={state}
          name="in_no_group"
          label="In no group yet: only admins see it"
        />
      </Form>
    </section>
  );
}
