import * as tokens from "../../../sql/account/tokens.ts";
import { limitsOfUser } from "../../../sql/account/token_usage.ts";
import { TokensPage } from "../../../views/account/tokens/list.tsx";
import { signedInRouter } from "../../http/router.ts";
import { requestsOfWeek } from "./requests_of_week.ts";

/** GET /account/tokens */
export const tokenList = () =>
  signedInRouter().afterPassword().get("/account/tokens", async (c) => {
    const { viewer: { user_uuid }, services: { database: { owner }, settings } } = c.var;
    const props = {
      tokens: await tokens.listOf(owner, user_uuid),
      requests: await requestsOfWeek(c, user_uuid),
      limits: await limitsOfUser(owner, user_uuid, settings.requestLimits),
    };
    return c.render(<TokensPage {...props} />, { title: "My API tokens" });
  });
