import { Hono } from "hono";
import { blankForm, parseForm } from "../../domain/form.ts";
import { newUserForm } from "../../domain/user.ts";
import * as siteGroups from "../../sql/site_groups.ts";
import * as users from "../../sql/users.ts";
import { NewUserPage } from "../../views/admin/users/form.tsx";
import { PasswordLinkPage } from "../../views/admin/users/link.tsx";
import { UsersPage, UsersTable } from "../../views/admin/users/list.tsx";
import { UserPage } from "../../views/admin/users/show.tsx";
import type { Administering } from "../context.ts";
import { readForm } from "../form.ts";
import { addUser } from "./add_user.ts";
import { makeLink, userAt } from "./user_pages.ts";
import { limits, PAGE, pageNumber } from "../paging.ts";

/** GET /admin/users, …/new and …/{uuid}; POST /admin/users. */
export function userRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const page = pageNumber.parse(c.req.query("page"));
    const query = (c.req.query("q") ?? "").trim().slice(0, 300);
    const wanted = { search: query, ...limits(page) };
    const rows = await users.search(c.var.sql, wanted);
    const props = { users: rows.slice(0, PAGE), query, page, hasNext: rows.length > PAGE };
    return c.render(<UsersPage {...props} />, {
      title: "Users",
      parts: { "users-table": <UsersTable {...props} /> },
    });
  });

  routes.get("/new", async (c) => {
    const state = blankForm({ site_group_uuid: c.req.query("site_group_uuid") });
    const groups = await siteGroups.all(c.var.sql);
    return c.render(<NewUserPage state={state} groups={groups} />, { title: "New user" });
  });

  routes.post("/", async (c) => {
    const values = await readForm(c);
    const { data, fields } = parseForm(newUserForm, values);
    const { user, errors } = fields ? { errors: fields } : await addUser(c.var.sql, data);
    if (!user) {
      c.status(422);
      const groups = await siteGroups.all(c.var.sql);
      const page = <NewUserPage state={{ values, errors }} groups={groups} />;
      return c.render(page, { title: "New user" });
    }
    const props = { user, isNew: true, ...await makeLink(c, user.user_uuid) };
    return c.render(<PasswordLinkPage {...props} />, { title: "User added" });
  });

  routes.get("/:user", async (c) => {
    const user = await userAt(c);
    const isSelf = user.user_uuid === c.var.viewer.user_uuid;
    return c.render(<UserPage user={user} isSelf={isSelf} />, { title: user.email ?? "User" });
  });

  return routes;
}
