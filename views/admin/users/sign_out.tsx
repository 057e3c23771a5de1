import { counted } from "../../../domain/plural.ts";
import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { type ConfirmUserProps, SelfWarning, userPath } from "./user_parts.tsx";

export function SignOutUserPage({ user, isSelf, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Sign ${userName(user)} out everywhere?`}
      action={`${userPath(user)}/sign-out`}
      submit="Sign out everywhere"
      cancel={userPath(user)}
      state={state}
    >
      <SelfWarning isSelf={isSelf} />
      <p>
        Ends {counted(user.sessions, "session")}. They may sign in again; API tokens go on.
      </p>
    </ConfirmPage>
  );
}
