import type { PropsWithChildren } from "hono/jsx";
import type { FormState } from "./form_state.ts";
import { FormError } from "./field.tsx";

export interface FormProps {
  action: string;
  state: FormState;
  /** Label of the button that sends the form. */
  submit: string;
  /** Address of the link that leaves the form without sending it. */
  cancel?: string;
  danger?: boolean;
  /** `get` puts the fields into the address of what the form leads to. */
  method?: "get" | "post";
  /**
   * A second button, which sends the form without saving it: its name is sent as `on`. With an
   * address it posts the form there.
   */
  second?: { name: string; label: string; address?: string };
  /** Makes a form that creates something do so once: see sql/kit/form_keys.ts. */
  formKey?: string;
}

/**
 * Renders a form that the server alone validates. The browser's own checks are off (`novalidate`):
 * each error is shown at its field and, with a link to it, above the form.
 */
export function Form(props: PropsWithChildren<FormProps>) {
  const { action, method = "post", state, submit, cancel, danger, formKey, children } = props;
  return (
    <form class="form" method={method} action={action} novalidate>
      <ErrorSummary state={state} />
      {formKey && <input type="hidden" name="form_key" value={formKey} />}
      {children}
      <p class="actions">
        <button class={danger ? "danger" : "primary"} type="submit">{submit}</button>
        {props.second && <SecondButton {...props.second} />}
        {cancel && <a class="button" href={cancel}>Cancel</a>}
      </p>
    </form>
  );
}

function SecondButton({ name, label, address }: FormProps["second"] & object) {
  const elsewhere = address ? { formmethod: "post", formaction: address } as const : {};
  return <button type="submit" name={name} value="on" {...elsewhere}>{label}</button>;
}

function ErrorSummary({ state: { errors } }: { state: FormState }) {
  const general = errors.filter(({ field }) => field === "");
  const atFields = errors.filter(({ field }) => field !== "");
  return (
    <>
      {general.map(({ message }) => <FormError message={message} />)}
      {atFields.length > 0 && (
        <div class="callout bad" role="alert" tabindex={-1}>
          <p>
            {atFields.length === 1 ? "Please correct one field:" : "Please correct these fields:"}
          </p>
          <ul>
            {atFields.map(({ field, message }) => (
              <li>
                <a href={`#${field.split(".")[0]}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
