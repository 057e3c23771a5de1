import * as factors from "../../../sql/account/factors.ts";
import { ResetFactorPage } from "../../../views/admin/users/reset_factor.tsx";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { confirmedChange } from "./confirm_change.tsx";

/** GET and POST /admin/users/{uuid}/reset-factor */
export const resetFactor = () =>
  confirmedChange({
    path: "/admin/users/:user/reset-factor",
    title: "Reset the second factor",
    Page: ResetFactorPage,
    apply: factors.reset,
    record: (c, subject) =>
      recordSecurityEvent(c, { kind: "factor", detail: "Reset the second factor.", subject }),
    done: "has no second factor any more, and is signed out everywhere.",
    afterPassword: true,
    endsSessions: false,
  });
