import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { type ConfirmUserProps, userPath } from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

/** Explains what the reset of a user's second factor means. */
export function ResetFactorPage({ user, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Reset the second factor of ${isolated(userName(user))}?`}
      action={`${userPath(user)}/reset-factor`}
      submit="Reset"
      cancel={userPath(user)}
      state={state}
    >
      <p>
        For users who have lost their phone and their recovery codes. Make sure that it is this user
        who asks for it: from then on the password alone signs in, until a new factor is set up.
      </p>
      <p>This ends all of the user's sessions. API tokens keep working.</p>
    </ConfirmPage>
  );
}
