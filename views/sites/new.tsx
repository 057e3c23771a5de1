import type { FormState } from "../ui/form_state.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Form } from "../ui/form.tsx";
import { SiteFields } from "./fields.tsx";
import { type PlaceProps, type Twin, TwinWarning } from "./place.tsx";

/** The button that shows what a form would save. */
export const LOOK_UP = { name: "look_up", label: "Check the place first" };

interface NewSitePageProps {
  state: FormState;
  formKey: string;
  found: PlaceProps["found"];
  /** Sites that may be the new one. */
  twins: Twin[];
}

export function NewSitePage({ state, formKey, found, twins }: NewSitePageProps) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Sites", "/sites"]]} />
      <h1>Add a site</h1>
      <p class="muted">
        The site will belong to your group: your colleagues see it, too. A PV site gets its first
        forecast within a quarter of an hour.
      </p>
      <Form
        action="/sites/new"
        state={state}
        submit="Add the site"
        cancel="/sites"
        formKey={formKey}
        second={LOOK_UP}
      >
        <TwinWarning state={state} twins={twins} />
        <SiteFields state={state} mode="new" path="/sites/new" found={found} />
      </Form>
    </section>
  );
}
