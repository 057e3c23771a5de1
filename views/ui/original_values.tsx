import { type FormState, textOf } from "./form_state.ts";

/** Sends along the version that a form shows, and what each field held (`was_…`) when it was opened. */
export function OriginalValues({ state }: { state: FormState }) {
  const hidden = Object.keys(state.values)
    .filter((name) => name.startsWith("was_") || name === "version");
  return hidden.map((name) => <input type="hidden" name={name} value={textOf(state, name)} />);
}
