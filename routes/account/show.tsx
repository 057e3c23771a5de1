import * as users from "../../sql/users/users.ts";
import { AccountPage } from "../../views/account/show.tsx";
import { lightRouter } from "../http/router.ts";
import { readTheme } from "../http/theme.ts";

/** GET /account */
export const accountPage = () =>
  lightRouter().get("/account", async (c) => {
    const { viewer, sql } = c.var;
    const members = await users.members(sql, viewer.site_group_uuid);
    return c.render(<AccountPage user={viewer} members={members} theme={readTheme(c)} />, {
      title: "My account",
    });
  });
