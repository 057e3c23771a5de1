import { errorOf, type FormState } from "../ui/form_state.ts";
import { FormError } from "../ui/field.tsx";
import { TextInput } from "../ui/inputs.tsx";
import { CarriedFields, type CarriedProps } from "./carried_fields.tsx";

interface CodePageProps {
  state: FormState;
  carried: CarriedProps;
}

/** Asks for the second factor of somebody whose password was right. */
export function CodePage({ state, carried }: CodePageProps) {
  return (
    <section class="card">
      <h1>Enter your code</h1>
      <FormError message={errorOf(state, "")} />
      <form method="post" action="/sign-in/code" novalidate>
        <TextInput
          state={state}
          name="code"
          label="Code from your app"
          inputmode="numeric"
          autocomplete="one-time-code"
          autofocus
        />
        <details class="aside" open={errorOf(state, "recovery_code") !== undefined}>
          <summary>Use a recovery code instead</summary>
          <TextInput state={state} name="recovery_code" label="Recovery code" />
        </details>
        <CarriedFields {...carried} />
        <button class="primary" type="submit">Sign in</button>
      </form>
      <p class="hint">
        Phone and recovery codes lost? Ask whoever runs this service to reset your second factor.
      </p>
      <p>
        <a href="/sign-in">Sign in as somebody else</a>
      </p>
    </section>
  );
}
