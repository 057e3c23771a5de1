import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { WebhookFields } from "./fields.tsx";

/** Shows the form that adds a webhook. */
export function NewWebhookPage({ state, formKey }: { state: FormState; formKey: string }) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Webhooks", "/webhooks"]]} />
      <h1>New webhook</h1>
      <p>
        What happens at the sites of your group is posted to this address, signed with a secret that
        the next page shows. Everybody in your group sees and changes it.
      </p>
      <Form
        action="/webhooks"
        state={state}
        submit="Add webhook"
        cancel="/webhooks"
        formKey={formKey}
      >
        <WebhookFields state={state} />
      </Form>
    </section>
  );
}
