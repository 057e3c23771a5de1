import type { Child, PropsWithChildren } from "hono/jsx";
import { blankForm, type FormState } from "./form_state.ts";
import { Form } from "./form.tsx";
import { TextInput } from "./inputs.tsx";

export interface ConfirmPageProps {
  title: string;
  action: string;
  submit: string;
  cancel: string;
  state?: FormState;
  /** Destructive acts ask for this name, in the field `confirm_name`. */
  name?: string;
  /** Further fields of the form. */
  fields?: Child;
  /** False for what takes nothing away. */
  danger?: boolean;
}

/** A page before an act: its children say what will happen, and nothing has happened yet. */
export function ConfirmPage(props: PropsWithChildren<ConfirmPageProps>) {
  const { title, action, submit, cancel, state = blankForm(), name, fields, danger = true } = props;
  return (
    <section class="narrow">
      <h1>{title}</h1>
      <div class="prose">{props.children}</div>
      <Form action={action} state={state} submit={submit} cancel={cancel} danger={danger}>
        {fields}
        {name !== undefined && (
          <TextInput
            state={state}
            name="confirm_name"
            label="Type the name to confirm"
            hint={
              <>
                The name is: <b>{name}</b>
              </>
            }
          />
        )}
      </Form>
    </section>
  );
}
