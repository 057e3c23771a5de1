import type { FormState } from "../../ui/form_state.ts";
import { groupName } from "../../../domain/groups/group.ts";
import { SiteFields } from "../../sites/fields.tsx";
import { Form } from "../../ui/form.tsx";
import { Checkbox, Checkboxes } from "../../ui/inputs.tsx";
import { BackToSites } from "./show.tsx";

interface NewAdminSiteProps {
  state: FormState;
  formKey: string;
  /** The ordinary ones. */
  groups: { site_group_uuid: string; site_group_name: string | null }[];
  /** What the site is a copy of. */
  original?: string;
}

export function NewAdminSitePage({ state, formKey, groups, original }: NewAdminSiteProps) {
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
          Everything but the client’s number is taken over. Forecasts and generation stay with the
          original.
        </p>
      )}
      <Form
        action="/admin/sites/new"
        state={state}
        submit="Make the site"
        cancel="/admin/sites"
        formKey={formKey}
      >
        <SiteFields state={state} mode="new" />
        <Checkboxes
          state={state}
          name="site_group_uuids"
          label="Groups that get it"
          hint="Admin groups have every site."
          options={options}
        />
        <Checkbox
          state={state}
          name="in_no_group"
          label="In no group yet: admins alone see it"
        />
      </Form>
    </section>
  );
}
