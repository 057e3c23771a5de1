import type { Viewer } from "../../domain/account/viewer.ts";
import { Field } from "../ui/field.tsx";

interface ConfirmPasswordProps {
  viewer: Pick<Viewer, "email">;
  /** Address to go on to. */
  next?: string;
  /** A form that waits for the password, as encoded text. */
  kept?: string;
  error?: string;
}

/** Asks for the password again, before what protects the account is shown or changed. */
export function ConfirmPasswordPage({ viewer, next, kept, error }: ConfirmPasswordProps) {
  return (
    <section class="card">
      <h1>Confirm it is you</h1>
      <p>
        You gave your password a while ago. Before API tokens, the second factor or sessions are
        changed, give it again{kept ? ": what you typed is kept." : "."}
      </p>
      <form class="confirm" method="post" action="/account/confirm-password">
        <input type="hidden" name="username" value={viewer.email} autocomplete="username" />
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          error={error}
          autofocus
        />
        {next && <input type="hidden" name="next" value={next} />}
        {kept && <input type="hidden" name="kept" value={kept} />}
        <button class="primary" type="submit">Go on</button>
      </form>
      <p class="hint">
        <a href="/account">Back to my account</a>
      </p>
    </section>
  );
}
