import type { FormState } from "../ui/form_state.ts";
import { Form } from "../ui/form.tsx";
import { SiteFields } from "./fields.tsx";

export function NewSitePage({ state, formKey }: { state: FormState; formKey: string }) {
  return (
    <section class="narrow">
      <p class="breadcrumb">
        <a href="/sites">
          <span aria-hidden="true">←</span> Sites
        </a>
      </p>
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
      >
        <SiteFields state={state} mode="new" />
      </Form>
    </section>
  );
}
