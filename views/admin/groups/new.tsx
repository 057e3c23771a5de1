import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { Select } from "../../ui/inputs.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { LEVELS, NameInput } from "./group_fields.tsx";

export function NewGroupPage({ state, formKey }: { state: FormState; formKey: string }) {
  return (
    <section class="narrow">
      <Breadcrumb />
      <h1>New group</h1>
      <p>An ordinary group: its users see its sites and nothing else.</p>
      <Form
        action="/admin/groups"
        state={state}
        submit="Create group"
        cancel="/admin/groups"
        formKey={formKey}
      >
        <NameInput state={state} />
        <Select state={state} name="service_level" label="Service level" options={LEVELS} />
      </Form>
    </section>
  );
}
