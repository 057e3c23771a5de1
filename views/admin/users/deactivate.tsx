import { counted } from "../../../domain/plural.ts";
import { userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import {
  type ConfirmUserProps,
  DATABASE_LOGIN_STAYS,
  SelfWarning,
  userPath,
} from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

export function DeactivateUserPage({ user, isSelf, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Deactivate ${isolated(userName(user))}?`}
      action={`${userPath(user)}/deactivate`}
      submit="Deactivate"
      cancel={userPath(user)}
      state={state}
    >
      <SelfWarning isSelf={isSelf} />
      <ul>
        <li>The user can no longer sign in: {counted(user.sessions, "session")} will end.</li>
        <li>{counted(user.tokens, "API token")} will end, and so will links to set a password.</li>
        <li>Password, group and history are kept. An admin can restore the user at any time.</li>
      </ul>
      <p>{DATABASE_LOGIN_STAYS}</p>
    </ConfirmPage>
  );
}
