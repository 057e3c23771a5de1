import * as identities from "../../../sql/account/identities.ts";
import * as users from "../../../sql/users/users.ts";
import { UserPage } from "../../../views/admin/users/show.tsx";
import { load, UUID } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

/** GET /admin/users/{uuid} */
export const userPage = () =>
  adminRouter().get(`/admin/users/:user${UUID}`, async (c) => {
    const user = await load(c, "user", users.findByUuid);
    const isSelf = user.user_uuid === c.var.viewer.user_uuid;
    const identity = await identities.find(c.var.sql, user.user_uuid);
    return c.render(<UserPage {...{ user, isSelf, identity }} />, { title: user.email ?? "User" });
  });
