import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { type ConfirmUserProps, userPath } from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

export function RestoreUserPage({ user, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Restore ${isolated(userName(user))}?`}
      action={`${userPath(user)}/restore`}
      submit="Restore"
      cancel={userPath(user)}
      state={state}
      danger={false}
    >
      <p>
        The user can sign in again with the same password as before. Sessions, API tokens and links
        that have ended do not come back.
      </p>
    </ConfirmPage>
  );
}
