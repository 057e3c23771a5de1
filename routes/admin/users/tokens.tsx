import type { Context } from "hono";
import { tokenName } from "../../../domain/account/token.ts";
import { found } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import * as users from "../../../sql/users/users.ts";
import { RevokeUserTokenPage, UserTokensPage } from "../../../views/admin/users/tokens.tsx";
import { isolated } from "../../../views/ui/isolated.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { load, pathUuid } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { requestsOfWeek } from "../../account/tokens/requests_of_week.ts";
import { revokeTokenOf } from "./revoke_token.ts";

/** GET /admin/users/{uuid}/tokens; GET and POST /admin/users/{uuid}/tokens/{uuid}/revoke */
export const userTokens = () =>
  adminRouter()
    .get("/admin/users/:user/tokens", async (c) => {
      const user = await load(c, "user", users.findByUuid);
      const own = await tokens.listOf(c.var.services.database.owner, user.user_uuid);
      const requests = await requestsOfWeek(c, user.user_uuid);
      const props = { user, tokens: own, requests };
      return c.render(<UserTokensPage {...props} />, { title: "API tokens of a user" });
    })
    .get("/admin/users/:user/tokens/:token/revoke", async (c) => {
      const props = await userAndToken(c);
      return c.render(<RevokeUserTokenPage {...props} />, { title: "Revoke a token" });
    })
    .post("/admin/users/:user/tokens/:token/revoke", async (c) => {
      const { user, token } = await userAndToken(c);
      await revokeTokenOf(c, user, token);
      flash(c, `${isolated(tokenName(token))} was revoked.`);
      return c.redirect(`/admin/users/${user.user_uuid}/tokens`, 303);
    });

async function userAndToken(c: Context<Administering>) {
  const user = await load(c, "user", users.findByUuid);
  const { owner } = c.var.services.database;
  const token = await tokens.findOf(owner, user.user_uuid, pathUuid(c, "token"));
  return { user, token: found(token, "token") };
}
