import { counted } from "../../../domain/plural.ts";
import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { type ConfirmUserProps, SelfWarning, userPath } from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

export function SignOutUserPage({ user, isSelf, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Sign ${isolated(userName(user))} out everywhere?`}
      action={`${userPath(user)}/sign-out`}
      submit="Sign out everywhere"
      cancel={userPath(user)}
      state={state}
    >
      <SelfWarning isSelf={isSelf} />
      <p>
        This ends{" "}
        {counted(user.sessions, "session")}. The user can sign in again; API tokens keep working.
      </p>
    </ConfirmPage>
  );
}
