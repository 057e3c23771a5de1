import type { Child } from "hono/jsx";
import { ConfirmPage } from "../ui/confirm.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import type { Crumb } from "../ui/breadcrumb.tsx";
import { ChargingSubPage } from "./sub_page.tsx";

interface PartFormPageProps {
  title: string;
  trail: readonly Crumb[];
  action: string;
  cancel: string;
  state: FormState;
  submit?: string;
  formKey?: string;
  /** The fields of the form. */
  fields: Child;
}

/** Shows the form of something that belongs to a network or a location. */
export function PartFormPage(props: PartFormPageProps) {
  const { title, trail, action, cancel, state, submit = "Save", formKey, fields } = props;
  return (
    <ChargingSubPage title={title} trail={trail}>
      <Form action={action} state={state} submit={submit} cancel={cancel} formKey={formKey}>
        {fields}
      </Form>
    </ChargingSubPage>
  );
}

interface RemovePartPageProps {
  title: string;
  action: string;
  cancel: string;
  submit: string;
  /** What will happen, in a sentence. */
  text: string;
}

/** Asks before something that belongs to a network or a location is deleted. */
export function RemovePartPage({ title, action, cancel, submit, text }: RemovePartPageProps) {
  return (
    <ConfirmPage title={title} action={action} submit={submit} cancel={cancel}>
      <p>{text}</p>
    </ConfirmPage>
  );
}
