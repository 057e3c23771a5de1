import type { Context } from "hono";
import * as usage from "../../../sql/operations/usage.ts";
import { UserUsagePage } from "../../../views/admin/usage/show.tsx";
import type { Administering } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { usageQuery } from "./query.ts";

const ADDRESSES = 20;

/** GET /admin/usage/{uuid}; `unknown` instead of a UUID: requests of deleted users and of nobody. */
export const userUsage = () =>
  adminRouter().get("/admin/usage/:user", async (c) => {
    const user = await userOf(c);
    const { query, errors } = usageQuery(c);
    if (errors) {
      c.status(422);
      const page = <UserUsagePage user={user} query={query} errors={errors} />;
      return c.render(page, { title: "Usage" });
    }
    const ofUser = { ...query, q: "", user: user.user_uuid };
    const [days, addresses] = await Promise.all([
      usage.byDay(c.var.sql, ofUser),
      usage.byAddress(c.var.sql, ofUser, ADDRESSES),
    ]);
    const props = { user, query, days, addresses };
    return c.render(<UserUsagePage {...props} />, { title: "Usage of a user" });
  });

async function userOf(c: Context<Administering>) {
  if (c.req.param("user") === "unknown") return { user_uuid: null, email: null };
  return await load(c, "user", usage.findUser);
}
