import type { Child } from "hono/jsx";
import type { FormState } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import { QrCode } from "../../ui/qr_code.tsx";

/** A factor that is being set up. */
export interface Enrolment {
  /** E-mail address of the user. */
  account: string;
  /** In base32. */
  secret: string;
  /** The address that the QR code holds. */
  uri: string;
  /** The secret encrypted, as the form returns it. */
  sealed: string;
  formKey: string;
  state: FormState;
}

interface EnrolmentPageProps {
  enrolment: Enrolment;
  action: string;
  cancel: string;
  /** Why or with what effect it is set up. */
  intro: Child;
  /** More hidden fields of the form. */
  hidden?: Child;
}

/** Shows the secret of a new factor for an app, and asks for a first code of it. */
export function EnrolmentPage({ enrolment, action, cancel, intro, hidden }: EnrolmentPageProps) {
  const { state, sealed, formKey, ...shown } = enrolment;
  return (
    <section class="narrow">
      <h1>Set up a second factor</h1>
      <p>{intro}</p>
      <Steps {...shown} />
      <Form action={action} state={state} submit="Set up" cancel={cancel} formKey={formKey}>
        <input type="hidden" name="sealed" value={sealed} />
        {hidden}
        <TextInput
          state={state}
          name="code"
          label="Code that the app shows"
          inputmode="numeric"
          autocomplete="one-time-code"
          hint="Six digits, new ones every 30 seconds."
        />
      </Form>
    </section>
  );
}

function Steps({ account, secret, uri }: Pick<Enrolment, "account" | "secret" | "uri">) {
  return (
    <ol class="steps">
      <li>Open an app for one-time codes on your phone. Any that knows TOTP will do.</li>
      <li>
        Scan this code with it:
        <QrCode text={uri} label="QR code for the app" />
        <details class="aside">
          <summary>Cannot scan it?</summary>
          <p>Type these into the app. The codes go by time, with six digits.</p>
          <dl class="kept">
            <dt>Account</dt>
            <dd>{account}</dd>
            <dt>Key</dt>
            <dd>
              <code id="factor-secret">{secret.match(/.{1,4}/g)!.join(" ")}</code>
            </dd>
          </dl>
        </details>
      </li>
      <li>Enter the code that the app shows now.</li>
    </ol>
  );
}

/** Explains, when the form arrives a second time, why the recovery codes are not shown again. */
export function FactorExistsPage() {
  return (
    <section class="narrow">
      <h1>Your second factor is set up already</h1>
      <p>
        This form was already sent, and its recovery codes were shown then. They cannot be shown
        again: if you did not keep them, make new ones.
      </p>
      <p class="actions">
        <a class="button" href="/account/factor/codes">New recovery codes</a>
        <a class="button" href="/account/factor">Second factor</a>
      </p>
    </section>
  );
}
