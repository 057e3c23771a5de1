import { counted } from "../../../domain/plural.ts";
import { nameToType, userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import {
  type ConfirmUserProps,
  DATABASE_LOGIN_STAYS,
  SelfWarning,
  userPath,
} from "./user_parts.tsx";
import { isolated } from "../../ui/isolated.ts";

export function DeleteUserPage(props: ConfirmUserProps & { historyLines: number }) {
  const { user, isSelf, state, historyLines } = props;
  return (
    <ConfirmPage
      title={`Delete ${isolated(userName(user))}?`}
      action={`${userPath(user)}/delete`}
      submit="Delete for ever"
      cancel={userPath(user)}
      state={state}
      name={nameToType(user)}
    >
      <SelfWarning isSelf={isSelf} />
      <p>
        This deletes the user, the password, {counted(user.sessions, "session")} and{" "}
        {counted(user.tokens, "API token")}. It cannot be undone; deactivating can.
      </p>
      <p>
        The group and its sites are kept, and so are the counts of requests, without a name, and the
        history of sites: {counted(historyLines, "change")} by this user, shown with the e-mail.
      </p>
      <p>{DATABASE_LOGIN_STAYS}</p>
    </ConfirmPage>
  );
}
