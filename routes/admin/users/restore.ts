import * as changes from "../../../sql/users/user_changes.ts";
import { RestoreUserPage } from "../../../views/admin/users/restore.tsx";
import { confirmedChange } from "./confirm_change.tsx";

/** GET and POST /admin/users/{uuid}/restore */
export const restoreUser = () =>
  confirmedChange({
    path: "/admin/users/:user/restore",
    title: "Restore a user",
    Page: RestoreUserPage,
    apply: changes.restore,
    event: { kind: "rights", detail: "Restored the user." },
    done: "is restored.",
    endsSessions: false,
  });
