import type { Context } from "hono";
import { type Token, tokenName } from "../../../domain/account/token.ts";
import { found } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { RevokeTokenPage } from "../../../views/account/tokens/revoke.tsx";
import type { SignedIn } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { pathUuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { signedInRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /account/tokens/{uuid}/revoke */
export const revokeTokenPage = () =>
  signedInRouter()
    .afterPassword()
    .get("/account/tokens/:token/revoke", async (c) => {
      return c.render(<RevokeTokenPage token={await ownToken(c)} />, { title: "Revoke a token" });
    })
    .post("/account/tokens/:token/revoke", async (c) => {
      const { viewer, services: { database } } = c.var;
      const token = await ownToken(c);
      await tokens.revokeOf(database.owner, viewer.user_uuid, token.token_uuid);
      await recordSecurityEvent(c, { kind: "token", detail: `Revoked ${token.prefix}.` });
      flash(c, `${isolated(tokenName(token))} was revoked.`);
      return c.redirect("/account/tokens", 303);
    });

/** Returns the token in the path. Throws not_found unless it is the viewer's own. */
async function ownToken(c: Context<SignedIn>): Promise<Token> {
  const { viewer, services: { database } } = c.var;
  const uuid = pathUuid(c, "token");
  return found(await tokens.findOf(database.owner, viewer.user_uuid, uuid), "token");
}
