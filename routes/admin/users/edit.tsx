import { type Context, Hono } from "hono";
import type { AdminSql } from "../../../db/scope.ts";
import type { FieldError } from "../../../domain/errors.ts";
import { blankForm, type FormState, type Posted } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { type GroupName, groupName } from "../../../domain/groups/group.ts";
import { type User, userEdit, userMove, userName } from "../../../domain/users/user.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import { EditUserPage } from "../../../views/admin/users/edit.tsx";
import { ChooseGroupPage, MovePage } from "../../../views/admin/users/move.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { refusalOf, userAt } from "./load.ts";

/** GET and POST /admin/users/{uuid}/edit and …/move. */
export function userEditRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/:user/edit", async (c) => {
    const user = await userAt(c);
    return c.render(<EditUserPage state={blankForm(user)} user={user} />, { title: "E-mail" });
  });

  routes.post("/:user/edit", async (c) => {
    const [user, values] = [await userAt(c), await readForm(c)];
    const { data, fields } = parseForm(userEdit, values);
    const errors = fields ??
      await refusalOf(changes.rename(c.var.sql, user.user_uuid, data.email));
    if (errors) {
      c.status(422);
      const page = <EditUserPage state={{ values, errors }} user={user} />;
      return c.render(page, { title: "E-mail" });
    }
    flash(c, "The e-mail address was changed.");
    return c.redirect(`/admin/users/${user.user_uuid}`, 303);
  });

  routes.get("/:user/move", async (c) => {
    const user = await userAt(c);
    const values = { site_group_uuid: c.req.query("site_group_uuid") };
    if (values.site_group_uuid === undefined) return await choose(c, user, blankForm());
    const { to, errors } = await target(c.var.sql, user, values);
    if (!to) return await choose(c, user, { values, errors });
    return c.render(<MovePage {...await effects(c, user, to)} state={blankForm()} />, MOVE);
  });

  routes.post("/:user/move", async (c) => {
    const [user, values] = [await userAt(c), await readForm(c)];
    const { to, errors: wrong } = await target(c.var.sql, user, values);
    if (!to) return await choose(c, user, { values, errors: wrong });
    const props = await effects(c, user, to);
    const errors = await refusalOf(changes.move(c.var.sql, user.user_uuid, to.site_group_uuid));
    if (errors) {
      c.status(409);
      return c.render(<MovePage {...props} state={{ values, errors }} />, MOVE);
    }
    flash(c, `${userName(user)} is in ${groupName(to)} now.`);
    const mayLook = to.is_admin || user.user_uuid !== c.var.viewer.user_uuid;
    return c.redirect(mayLook ? `/admin/users/${user.user_uuid}` : "/sites", 303);
  });

  return routes;
}

const MOVE = { title: "Move a user" };
const SITES_SHOWN = 20;

async function choose(c: Context<Administering>, user: User, state: FormState) {
  const groups = await siteGroups.all(c.var.sql);
  if (state.errors.length > 0) c.status(422);
  return c.render(<ChooseGroupPage user={user} groups={groups} state={state} />, MOVE);
}

type Target = { to: GroupName; errors?: undefined } | { to?: undefined; errors: FieldError[] };

/** The group that was chosen, another one than the user's own. */
async function target(sql: AdminSql, user: User, posted: Posted): Promise<Target> {
  const { data, fields } = parseForm(userMove, posted);
  if (fields) return { errors: fields };
  const wrong = (message: string) => ({ errors: [{ field: "site_group_uuid", message }] });
  const to = await siteGroups.find(sql, data.site_group_uuid);
  if (!to) return wrong("There is no such group any more: choose another.");
  if (to.site_group_uuid === user.site_group_uuid) return wrong("They are in this group already.");
  return { to };
}

/** What the move means, looked up before it is done. */
async function effects(c: Context<Administering>, user: User, to: GroupName) {
  const { sql, viewer } = c.var;
  const [from, into] = [user.site_group_uuid, to.site_group_uuid];
  const only = (having: string, lacking: string) =>
    changes.sitesOfOneGroup(sql, { having, lacking, limit: SITES_SHOWN });
  const [lost, gained] = await Promise.all([only(from, into), only(into, from)]);
  return { user, to, lost, gained, isSelf: user.user_uuid === viewer.user_uuid };
}
