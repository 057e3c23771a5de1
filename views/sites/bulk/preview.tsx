import { counted } from "../../../domain/plural.ts";
import type { SiteFile } from "../../../domain/sites/bulk/site_file.ts";
import type { SitePlan } from "../../../domain/sites/bulk/site_plan.ts";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { Checkbox } from "../../ui/inputs.tsx";
import { ChangedSites, Faults, NewSites } from "./preview_tables.tsx";

interface PreviewSitesProps {
  file: SiteFile;
  plan: SitePlan;
  state: FormState;
}

/** Shows what a list of sites would do, before anything is stored. */
export function PreviewSitesPage({ file, plan, state }: PreviewSitesProps) {
  const { planned, faults } = plan;
  const added = planned.filter((site) => site.outcome === "new");
  const changed = planned.filter((site) => site.outcome === "changed");
  const unchanged = planned.length - added.length - changed.length;
  const wrong = new Set(faults.map(({ row }) => row)).size;
  return (
    <section>
      <Breadcrumb trail={[["Sites", "/sites"], ["Many sites", "/sites/bulk"]]} />
      <h1>Check the list</h1>
      <p class="lead">
        <bdi>{file.file_name}</bdi>: {counted(added.length, "new site")}, {changed.length} changed,
        {" "}
        {unchanged} unchanged{wrong > 0 && (
          <>
            , <b>{counted(wrong, "row")} with errors</b>
          </>
        )}. Nothing is stored yet.
      </p>
      <Faults faults={faults} />
      <ChangedSites sites={changed} />
      <NewSites sites={added} />
      <section class="panel" aria-label="Confirm">
        <Confirm path={`/sites/bulk/${file.site_file_uuid}`} plan={plan} state={state} />
      </section>
    </section>
  );
}

function Confirm({ path, plan, state }: { path: string; plan: SitePlan; state: FormState }) {
  const { planned, faults } = plan;
  const duplicates = faults.filter(({ because }) => because === "duplicate");
  const others = faults.length - duplicates.length;
  const isIdle = duplicates.length === 0 && planned.every(({ outcome }) => outcome === "unchanged");
  if (isIdle) {
    return (
      <p class="actions">
        {faults.length === 0 && "The list says what is stored already. "}
        <a class="button" href="/sites/bulk">Send another list</a>
      </p>
    );
  }
  return (
    <Form action={path} state={state} submit="Store the list" cancel="/sites/bulk">
      {duplicates.length > 0 && (
        <Checkbox
          state={state}
          name="anyway"
          label="Add sites that may be there already, too"
          hint="They are within 50 m of another site, or have its client’s number."
        />
      )}
      {(others > 0 || duplicates.length > 0) && (
        <Checkbox
          state={state}
          name="skip"
          label="Leave out the rows with errors"
          hint="Without this, the list is stored as a whole or not at all."
        />
      )}
    </Form>
  );
}
