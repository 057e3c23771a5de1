import { counted } from "../../../domain/plural.ts";
import { nameToType, userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import {
  type ConfirmUserProps,
  DATABASE_LOGIN_STAYS,
  SelfWarning,
  userPath,
} from "./user_parts.tsx";

export function DeleteUserPage(props: ConfirmUserProps & { historyLines: number }) {
  const { user, isSelf, state, historyLines } = props;
  return (
    <ConfirmPage
      title={`Delete ${userName(user)}?`}
      action={`${userPath(user)}/delete`}
      submit="Delete for ever"
      cancel={userPath(user)}
      state={state}
      name={nameToType(user)}
    >
      <SelfWarning isSelf={isSelf} />
      <p>
        What goes: the user, the password, {counted(user.sessions, "session")},{" "}
        {counted(user.tokens, "API token")}. This cannot be undone; deactivating can.
      </p>
      <p>
        What stays: the group and its sites, what was counted of their requests, without a name, and
        the history of sites: {counted(historyLines, "change")}{" "}
        by this user, readable with the e-mail.
      </p>
      <p>{DATABASE_LOGIN_STAYS}</p>
    </ConfirmPage>
  );
}
