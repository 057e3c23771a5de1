import { type Context, Hono } from "hono";
import { type FieldError, found } from "../../../domain/errors.ts";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { newUserForm } from "../../../domain/users/user.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as users from "../../../sql/users/users.ts";
import { NewUserPage } from "../../../views/admin/users/new.tsx";
import { PasswordLinkPage } from "../../../views/admin/users/password_link.tsx";
import { UsersPage, UsersTable } from "../../../views/admin/users/list.tsx";
import { UserPage } from "../../../views/admin/users/show.tsx";
import type { Administering } from "../../http/context.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { addUser } from "./add_user.ts";
import { makeLink, userAt } from "./load.ts";
import { limits, paged, pageNumber } from "../../http/paging.ts";

/** GET /admin/users, …/new and …/{uuid}; POST /admin/users. */
export function userRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const page = pageNumber.parse(c.req.query("page"));
    const query = (c.req.query("q") ?? "").trim().slice(0, 300);
    const wanted = { search: query, ...limits(page) };
    const rows = await users.search(c.var.sql, wanted);
    const total = await users.count(c.var.sql, query);
    const { rows: shown, hasNext } = paged(rows);
    const props = { users: shown, query, page, hasNext, total };
    return c.render(<UsersPage {...props} />, {
      title: "Users",
      parts: { "users-table": <UsersTable {...props} /> },
    });
  });

  routes.get("/new", (c) => {
    return showNew(c, blankForm({ site_group_uuid: c.req.query("site_group_uuid") }));
  });

  routes.post("/", async (c) => {
    const values = await readForm(c);
    const { data, fields } = parseForm(newUserForm, values);
    if (fields) return await showNew(c, { values, errors: fields });
    let errors: FieldError[] = [];
    const made = await once(c.var.sql, formKeyOf(values), async () => {
      const added = await addUser(c.var.sql, data);
      errors = added.errors ?? [];
      return added.user?.user_uuid ?? "";
    }, data);
    if (!made) return await showNew(c, { values, errors });
    // A form sent again gets a link of its own: the first one's answer may be lost.
    const user = found(await users.findByUuid(c.var.sql, made), "user");
    const props = { user, isNew: true, ...await makeLink(c, made) };
    return c.render(<PasswordLinkPage {...props} />, { title: "User added" });
  });

  routes.get("/:user", async (c) => {
    const user = await userAt(c);
    const isSelf = user.user_uuid === c.var.viewer.user_uuid;
    return c.render(<UserPage user={user} isSelf={isSelf} />, { title: user.email ?? "User" });
  });

  return routes;
}

async function showNew(c: Context<Administering>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const groups = await siteGroups.all(c.var.sql);
  return c.render(<NewUserPage {...{ state, formKey, groups }} />, { title: "New user" });
}
