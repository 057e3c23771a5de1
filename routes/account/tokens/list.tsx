import * as tokens from "../../../sql/account/tokens.ts";
import { TokensPage } from "../../../views/account/tokens/list.tsx";
import { signedInRouter } from "../../http/router.ts";

/** GET /account/tokens */
export const tokenList = () =>
  signedInRouter().afterPassword().get("/account/tokens", async (c) => {
    const { viewer, services: { database } } = c.var;
    const own = await tokens.listOf(database.owner, viewer.user_uuid);
    return c.render(<TokensPage tokens={own} />, { title: "My API tokens" });
  });
