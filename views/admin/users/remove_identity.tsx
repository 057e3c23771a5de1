import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { isolated } from "../../ui/isolated.ts";
import { type ConfirmUserProps, userPath } from "./user_parts.tsx";

/** Explains what it means that a user is bound to no identity any more. */
export function RemoveIdentityPage({ user, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Remove the identity of ${isolated(userName(user))}?`}
      action={`${userPath(user)}/remove-identity`}
      submit="Remove"
      cancel={userPath(user)}
      state={state}
    >
      <p>
        For users whose account at the identity provider was made anew, and when the provider
        changes. The next JWT with the e-mail address of this user binds the user to its subject,
        whoever that is.
      </p>
      <p>
        To keep the user out, deactivate the user instead. API tokens and the password keep working.
      </p>
    </ConfirmPage>
  );
}
