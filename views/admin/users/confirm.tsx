import { counted } from "../../../domain/plural.ts";
import type { FormState } from "../../ui/form_state.ts";
import { nameToType, type User, userName } from "../../../domain/users/user.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { SDK } from "./show.tsx";

export interface ConfirmUserProps {
  user: User;
  isSelf: boolean;
  state: FormState;
}

const urlOf = ({ user_uuid }: User) => `/admin/users/${user_uuid}`;

function You({ isSelf }: { isSelf: boolean }) {
  return isSelf ? <p class="callout warn">This is you: you will be signed out.</p> : null;
}

export function SignOutPage({ user, isSelf, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Sign ${userName(user)} out everywhere?`}
      action={`${urlOf(user)}/sign-out`}
      submit="Sign out everywhere"
      cancel={urlOf(user)}
      state={state}
    >
      <You isSelf={isSelf} />
      <p>
        Ends {counted(user.sessions, "session")}. They may sign in again; API tokens go on.
      </p>
    </ConfirmPage>
  );
}

export function DeactivatePage({ user, isSelf, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Deactivate ${userName(user)}?`}
      action={`${urlOf(user)}/deactivate`}
      submit="Deactivate"
      cancel={urlOf(user)}
      state={state}
    >
      <You isSelf={isSelf} />
      <ul>
        <li>They cannot sign in any more: {counted(user.sessions, "session")} will end.</li>
        <li>{counted(user.tokens, "API token")} will end, and links to set a password.</li>
        <li>Password, group and history stay. An admin can restore the user at any time.</li>
      </ul>
      <p>{SDK}</p>
    </ConfirmPage>
  );
}

export function RestorePage({ user, state }: ConfirmUserProps) {
  return (
    <ConfirmPage
      title={`Restore ${userName(user)}?`}
      action={`${urlOf(user)}/restore`}
      submit="Restore"
      cancel={urlOf(user)}
      state={state}
      danger={false}
    >
      <p>
        They may sign in again with the password that they had. Sessions, API tokens and links that
        ended stay ended.
      </p>
    </ConfirmPage>
  );
}

export function DeletePage(props: ConfirmUserProps & { historyLines: number }) {
  const { user, isSelf, state, historyLines } = props;
  return (
    <ConfirmPage
      title={`Delete ${userName(user)}?`}
      action={`${urlOf(user)}/delete`}
      submit="Delete for ever"
      cancel={urlOf(user)}
      state={state}
      name={nameToType(user)}
    >
      <You isSelf={isSelf} />
      <p>
        What goes: the user, the password, {counted(user.sessions, "session")},{" "}
        {counted(user.tokens, "API token")}. This cannot be undone; deactivating can.
      </p>
      <p>
        What stays: the group and its sites, what was counted of their requests, without a name, and
        the history of sites: {counted(historyLines, "change")}{" "}
        by this user, readable with the e-mail.
      </p>
      <p>{SDK}</p>
    </ConfirmPage>
  );
}
