import * as changes from "../../../sql/users/user_changes.ts";
import { SignOutUserPage } from "../../../views/admin/users/sign_out.tsx";
import { confirmedChange } from "./confirm_change.tsx";

/** GET and POST /admin/users/{uuid}/sign-out */
export const signOutUser = () =>
  confirmedChange({
    path: "/admin/users/:user/sign-out",
    title: "Sign out everywhere",
    Page: SignOutUserPage,
    apply: changes.endSessions,
    event: { kind: "session", detail: "Ended all sessions." },
    done: "is signed out everywhere.",
    afterPassword: true,
    endsSessions: true,
  });
