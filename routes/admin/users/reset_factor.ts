import * as factors from "../../../sql/account/factors.ts";
import { ResetFactorPage } from "../../../views/admin/users/reset_factor.tsx";
import { confirmedChange } from "./confirm_change.tsx";

/** GET and POST /admin/users/{uuid}/reset-factor */
export const resetFactor = () =>
  confirmedChange({
    path: "/admin/users/:user/reset-factor",
    title: "Reset the second factor",
    Page: ResetFactorPage,
    apply: factors.reset,
    event: { kind: "factor", detail: "Reset the second factor." },
    done: "has no second factor any more, and is signed out everywhere.",
    afterPassword: true,
    endsSessions: false,
  });
