import { type Webhook, webhookName } from "../../domain/operations/webhooks/webhook.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Checkbox } from "../ui/inputs.tsx";
import { WebhookFields } from "./fields.tsx";
import { webhookUrl } from "./urls.ts";

interface EditWebhookPageProps {
  webhook: Webhook;
  state: FormState;
}

/** Shows the form that changes a webhook; what it saves holds for the version that was shown. */
export function EditWebhookPage({ webhook, state }: EditWebhookPageProps) {
  const here = webhookUrl(webhook.webhook_uuid);
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Webhooks", "/webhooks"], [webhookName(webhook), here]]} />
      <h1>Edit the webhook</h1>
      <Form action={`${here}/edit`} state={state} submit="Save" cancel={here}>
        <input type="hidden" name="version" value={`${webhook.version}`} />
        <WebhookFields state={state} />
        <Checkbox
          state={state}
          name="is_active"
          label="Send events"
          hint="Paused otherwise: what happens meanwhile is not sent later."
        />
      </Form>
    </section>
  );
}
