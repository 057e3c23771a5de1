import { Field, FormError } from "../ui/field.tsx";

export interface SetPasswordPageProps {
  email: string;
  token: string;
  error?: string;
  minLength: number;
}

export function SetPasswordPage({ email, token, error, minLength }: SetPasswordPageProps) {
  return (
    <section class="card">
      <h1>Set a password</h1>
      <FormError message={error} />
      <form method="post" action="/set-password">
        <Account email={email} />
        <Field
          name="password"
          label="New password"
          type="password"
          autocomplete="new-password"
          minLength={minLength}
          hint={`At least ${minLength} characters. A few unrelated words make a good one.`}
          autofocus
        />
        <input type="hidden" name="token" value={token} />
        <button class="primary" type="submit">Set password</button>
      </form>
    </section>
  );
}

/** Shows people and password managers whose password this is. Without a name it is not sent. */
function Account({ email }: { email: string }) {
  return (
    <div class="field">
      <label for="email">E-mail</label>
      <input id="email" type="email" value={email} autocomplete="username" readonly />
    </div>
  );
}

export function LinkExpiredPage() {
  return (
    <section class="card">
      <h1>This link no longer works</h1>
      <p>
        A link to set a password works once and for a limited time. Ask whoever runs this service
        for a new one.
      </p>
      <p>
        <a class="button" href="/sign-in">Go to sign in</a>
      </p>
    </section>
  );
}
