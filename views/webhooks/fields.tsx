import { WEBHOOK_EVENTS } from "../../domain/operations/webhooks/event.ts";
import type { FormState } from "../ui/form_state.ts";
import { Checkboxes, TextInput } from "../ui/inputs.tsx";

const OPTIONS = Object.entries(WEBHOOK_EVENTS).map(([value, label]) => ({ value, label }));

/** The fields of a webhook that people fill in. */
export function WebhookFields({ state }: { state: FormState }) {
  return (
    <>
      <TextInput
        state={state}
        name="url"
        label="Address of your receiver"
        hint="On the public internet, with https:// and port 443 or 8443. Redirects are not followed."
      />
      <Checkboxes state={state} name="events" label="Events" options={OPTIONS} />
    </>
  );
}
