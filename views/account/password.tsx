import type { FormState } from "../ui/form_state.ts";
import { Form } from "../ui/form.tsx";
import { TextInput } from "../ui/inputs.tsx";

export function PasswordPage({ state, minLength }: { state: FormState; minLength: number }) {
  return (
    <section class="narrow">
      <h1>Change password</h1>
      <p>
        This ends your other sessions; this one and your API tokens keep working. If you have
        forgotten your password, ask an admin for a link to set a new one.
      </p>
      <Form action="/account/password" state={state} submit="Change password" cancel="/account">
        <TextInput
          state={state}
          name="current_password"
          label="Current password"
          type="password"
          autocomplete="current-password"
        />
        <TextInput
          state={state}
          name="password"
          label="New password"
          type="password"
          autocomplete="new-password"
          hint={`At least ${minLength} characters. A few unrelated words make a good one.`}
        />
      </Form>
    </section>
  );
}
