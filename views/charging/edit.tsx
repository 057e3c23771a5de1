import type { FormOptions } from "../../domain/charging/form_options.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { SessionFields } from "./fields.tsx";
import { sessionUrl } from "./session_header.tsx";

interface EditSessionPageProps {
  sessionId: string;
  title: string;
  state: FormState;
  /** Somebody else saved first: messages at fields show their values and are no errors. */
  conflict?: boolean;
  options: FormOptions;
  zone: string;
  /** Query string of the list that the session was reached from. */
  list: string;
}

export function EditSessionPage(props: EditSessionPageProps) {
  const { sessionId, title, state, conflict, options, zone, list } = props;
  const page = sessionUrl(sessionId, list);
  const errors = state.errors.filter(({ field }) => !conflict || field === "");
  return (
    <section class="narrow">
      <Breadcrumb
        trail={[["Charging", list === "" ? "/charging" : `/charging?${list}`], [title, page]]}
      />
      <h1>Edit session</h1>
      <Form
        action={sessionUrl(sessionId, list, "/edit")}
        state={{ ...state, errors }}
        submit="Save"
        cancel={page}
      >
        <SessionFields state={state} options={options} zone={zone} />
      </Form>
    </section>
  );
}

interface NewSessionPageProps {
  state: FormState;
  formKey: string;
  options: FormOptions;
  zone: string;
}

export function NewSessionPage({ state, formKey, options, zone }: NewSessionPageProps) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Charging", "/charging"]]} />
      <h1>Add a session</h1>
      <p class="muted">Your colleagues see it, too. A start or an energy is needed.</p>
      <Form
        action="/charging/new"
        state={state}
        submit="Add the session"
        cancel="/charging"
        formKey={formKey}
      >
        <SessionFields state={state} options={options} zone={zone} />
      </Form>
    </section>
  );
}
