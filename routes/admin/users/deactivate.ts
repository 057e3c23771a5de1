import * as changes from "../../../sql/users/user_changes.ts";
import { DeactivateUserPage } from "../../../views/admin/users/deactivate.tsx";
import { confirmedChange } from "./confirm_change.tsx";

/** GET and POST /admin/users/{uuid}/deactivate */
export const deactivateUser = () =>
  confirmedChange({
    path: "/admin/users/:user/deactivate",
    title: "Deactivate a user",
    Page: DeactivateUserPage,
    apply: changes.deactivate,
    event: { kind: "rights", detail: "Deactivated the user." },
    done: "is deactivated.",
    endsSessions: true,
  });
