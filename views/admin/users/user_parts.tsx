import type { User } from "../../../domain/users/user.ts";
import type { FormState } from "../../ui/form_state.ts";

export interface ConfirmUserProps {
  user: User;
  /** Whether the viewer is this user. */
  isSelf: boolean;
  state: FormState;
}

export const userPath = ({ user_uuid }: Pick<User, "user_uuid">) => `/admin/users/${user_uuid}`;

/** What an admin has to know wherever access ends: this service does not manage database logins. */
export const DATABASE_LOGIN_STAYS =
  "This does not end a login to the database itself, as the Python SDK uses it: ask whoever runs " +
  "the database to end that.";

/** Warns admins who are about to end their own access. */
export function SelfWarning({ isSelf }: { isSelf: boolean }) {
  return isSelf ? <p class="callout warn">This is you: you will be signed out.</p> : null;
}
