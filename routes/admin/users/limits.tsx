import type { Context } from "hono";
import { userRequestLimits } from "../../../domain/users/request_limits.ts";
import type { User } from "../../../domain/users/user.ts";
import * as requestLimits from "../../../sql/users/request_limits.ts";
import * as users from "../../../sql/users/users.ts";
import { UserLimitsPage } from "../../../views/admin/users/limits.tsx";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";

/** GET and POST /admin/users/{uuid}/limits: what the user's API tokens may send in a minute. */
export const limitUser = () =>
  adminRouter()
    .get("/admin/users/:user/limits", async (c) => {
      const user = await load(c, "user", users.findByUuid);
      return show(c, user, blankForm(await requestLimits.find(c.var.sql, user.user_uuid)));
    })
    .post("/admin/users/:user/limits", async (c) => {
      const [user, values] = [await load(c, "user", users.findByUuid), await readForm(c)];
      const { data, fields } = parseForm(userRequestLimits, values);
      if (fields) return show(c, user, { values, errors: fields });
      await requestLimits.set(c.var.sql, user.user_uuid, data);
      const detail = "Changed the limits of requests.";
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      flash(c, "The limits of requests were changed.");
      return c.redirect(`/admin/users/${user.user_uuid}`, 303);
    });

function show(c: Context<Administering>, user: User, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { requestLimits } = c.var.services.settings;
  const props = { user, state, usual: requestLimits };
  return c.render(<UserLimitsPage {...props} />, { title: "Limits of requests" });
}
