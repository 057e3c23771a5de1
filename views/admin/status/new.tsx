import type { FormState } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { Select, TextArea } from "../../ui/inputs.tsx";

const OPTIONS = [
  { value: "", label: "Choose…" },
  { value: "ok", label: "ok: all is well" },
  { value: "warning", label: "warning: late or less exact than usual" },
  { value: "error", label: "error: something does not work" },
];

/** Shows the form for a status, which then appears on every page and in the API. */
export function PostStatusPage({ state, formKey }: { state: FormState; formKey?: string }) {
  return (
    <section class="narrow">
      <h1>Post a status</h1>
      <p class="prose">
        It is shown at the top of every page and in the API until the next one is posted. An “ok”
        disappears from the pages after a day.
      </p>
      <Form
        action="/admin/status"
        state={state}
        formKey={formKey}
        submit="Post for everybody"
        cancel="/status"
      >
        <Select state={state} name="level" label="Status" options={OPTIONS} />
        <TextArea
          state={state}
          name="message"
          label="Message"
          rows={3}
          hint="Say what people notice, since when, and when it will be fixed. For example: “Weather data are
            late since 06:00 UTC; forecasts are those of last night.” Or: “Forecasts are up to date
            again.” At most 255 characters."
        />
      </Form>
    </section>
  );
}
