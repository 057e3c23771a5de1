import * as users from "../../../sql/users/users.ts";
import { UsersPage, UsersTable } from "../../../views/admin/users/list.tsx";
import { paged, searchPage } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";

/** GET /admin/users */
export const userList = () =>
  adminRouter().get("/admin/users", async (c) => {
    const { query, page, ...limits } = searchPage(c);
    const listed = await users.search(c.var.sql, { search: query, ...limits });
    const total = await users.count(c.var.sql, query);
    const { rows, hasNext } = paged(listed);
    const props = { users: rows, query, page, hasNext, total };
    return c.render(<UsersPage {...props} />, {
      title: "Users",
      parts: { "users-table": <UsersTable {...props} /> },
    });
  });
