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
  /** For destructive actions: the name that has to be typed into the field `confirm_name`. */
  name?: string;
  /** More fields of the form. */
  fields?: Child;
  /** Whether the button warns; false for actions that take nothing away. */
  danger?: boolean;
}

/** Shows a page before an action takes place. Its children explain what will happen. */
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
                The name is:{" "}
                <b>
                  <bdi>{name}</bdi>
                </b>
              </>
            }
          />
        )}
      </Form>
    </section>
  );
}
