import * as usage from "../../../sql/operations/usage.ts";
import { UsagePage, UsersTable } from "../../../views/admin/usage/list.tsx";
import { paged } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { usageQuery } from "./query.ts";

/** GET /admin/usage */
export const usageList = () =>
  adminRouter().get("/admin/usage", async (c) => {
    const { sql } = c.var;
    const { query, errors } = usageQuery(c);
    if (errors) {
      c.status(422);
      return c.render(<UsagePage query={query} errors={errors} />, { title: "Usage" });
    }
    const [listed, days] = await Promise.all([
      usage.byUser(sql, query, query),
      usage.byDay(sql, query),
    ]);
    const { rows, hasNext } = paged(listed);
    const props = { query, users: rows, hasNext, days };
    return c.render(<UsagePage {...props} />, {
      title: "Usage",
      parts: { "usage-users": <UsersTable {...props} /> },
    });
  });
