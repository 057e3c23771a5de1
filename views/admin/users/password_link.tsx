import { type User, userName } from "../../../domain/users/user.ts";
import { UtcTime } from "../../ui/utc_time.tsx";

export interface PasswordLinkPageProps {
  user: Pick<User, "user_uuid" | "email">;
  /** Holds the secret: shown on this page and nowhere else. */
  link: string;
  expires_utc: string;
  /** The user was made by the form before this page. */
  isNew: boolean;
}

export function PasswordLinkPage({ user, link, expires_utc, isNew }: PasswordLinkPageProps) {
  return (
    <section class="narrow">
      <h1>{isNew ? `${userName(user)} was added` : `Password link for ${userName(user)}`}</h1>
      <p>Hand this link over to them, and to nobody else: whoever opens it sets the password.</p>
      <code class="secret" id="password-link">{link}</code>
      <p>
        It works once, until{" "}
        <UtcTime at={expires_utc} />. It is shown only now: if it gets lost, make a new one.
      </p>
      <p class="actions">
        <a class="button" href={`/admin/users/${user.user_uuid}`}>To the user</a>
        <a class="button" href="/admin/users">All users</a>
      </p>
    </section>
  );
}
