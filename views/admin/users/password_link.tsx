import { type User, userName } from "../../../domain/users/user.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { isolated } from "../../ui/isolated.ts";

export interface PasswordLinkPageProps {
  user: Pick<User, "user_uuid" | "email">;
  /** Contains the secret, which is shown on this page and nowhere else. */
  link: string;
  expires_utc: string;
  /** Whether the form before this page has just added the user. */
  isNew: boolean;
}

export function PasswordLinkPage({ user, link, expires_utc, isNew }: PasswordLinkPageProps) {
  return (
    <section class="narrow">
      <h1>
        {isNew
          ? `${isolated(userName(user))} was added`
          : `Password link for ${isolated(userName(user))}`}
      </h1>
      <p>
        Give this link to the user and to nobody else: anyone who opens it can set the password.
      </p>
      <code class="secret" id="password-link">{link}</code>
      <p>
        It works once, until{" "}
        <UtcTime at={expires_utc} />. It is shown only now: if it gets lost, create a new one.
      </p>
      <p class="actions">
        <a class="button" href={`/admin/users/${user.user_uuid}`}>Go to the user</a>
        <a class="button" href="/admin/users">All users</a>
      </p>
    </section>
  );
}
