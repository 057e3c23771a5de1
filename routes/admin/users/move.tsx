import type { Context } from "hono";
import type { AdminSql } from "../../../db/scope.ts";
import type { FieldError } from "../../../domain/errors.ts";
import { type GroupName, groupName } from "../../../domain/groups/group.ts";
import { type User, userMove, userName } from "../../../domain/users/user.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { ChooseGroupPage, MovePage, type MoveProps } from "../../../views/admin/users/move.tsx";
import { blankForm, type FormState, type Posted } from "../../../views/ui/form_state.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminRouter } from "../../http/router.ts";
import { refusalOf } from "../../http/refusal.ts";
import { isolated } from "../../../views/ui/isolated.ts";
import { conflictForm, shownValues } from "../original_values.ts";
import { userFacts } from "./user_facts.ts";

const PAGE = { title: "Move a user" };
const SITES_SHOWN = 20;

/** GET and POST /admin/users/{uuid}/move; GET without `?site_group_uuid=` asks for the group first. */
export const moveUser = () =>
  adminRouter()
    .get("/admin/users/:user/move", async (c) => {
      const user = await load(c, "user", users.findByUuid);
      const values = { site_group_uuid: c.req.query("site_group_uuid") };
      if (values.site_group_uuid === undefined) return await choose(c, user, blankForm());
      const { to, errors } = await targetOf(c.var.sql, user, values);
      if (!to) return await choose(c, user, { values, errors });
      const state = blankForm(shownValues(userFacts(user), user.version));
      return c.render(<MovePage {...await effects(c, user, to)} state={state} />, PAGE);
    })
    .post("/admin/users/:user/move", async (c) => {
      const values = await readForm(c);
      await changes.lock(c.var.sql, (await load(c, "user", users.findByUuid)).user_uuid);
      const user = await load(c, "user", users.findByUuid);
      const { to, version, errors: wrong } = await targetOf(c.var.sql, user, values);
      if (!to) return await choose(c, user, { values, errors: wrong });
      const props = await effects(c, user, to);
      if (version !== undefined && version !== user.version) {
        return refuse(c, props, conflict(user, values));
      }
      const errors = await refusalOf(changes.move(c.var.sql, user.user_uuid, to.site_group_uuid));
      if (errors) return refuse(c, props, { values, errors });
      const detail = `Moved to ${groupName(to)}${to.is_admin ? ", an admin group" : ""}.`;
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      flash(c, `${isolated(userName(user))} is in ${isolated(groupName(to))} now.`);
      const staysAdmin = to.is_admin || !props.isSelf;
      return c.redirect(staysAdmin ? `/admin/users/${user.user_uuid}` : "/sites", 303);
    });

async function choose(c: Context<Administering>, user: User, state: FormState) {
  const groups = await siteGroups.all(c.var.sql);
  if (state.errors.length > 0) c.status(422);
  return c.render(<ChooseGroupPage user={user} groups={groups} state={state} />, PAGE);
}

function conflict(user: User, posted: Posted): FormState {
  const [facts, { version }] = [userFacts(user), user];
  return conflictForm(posted, { what: "user", facts, version, fields: [] });
}

function refuse(c: Context, props: Omit<MoveProps, "state">, state: FormState) {
  c.status(409);
  return c.render(<MovePage {...props} state={state} />, PAGE);
}

type Target =
  | { to: GroupName; version: number | undefined; errors?: undefined }
  | { to?: undefined; version?: undefined; errors: FieldError[] };

/** Returns the chosen group, or what is wrong with the choice: it must not be the user's own. */
async function targetOf(sql: AdminSql, user: User, posted: Posted): Promise<Target> {
  const { data, fields } = parseForm(userMove, posted);
  if (fields) return { errors: fields };
  const wrong = (message: string) => ({ errors: [{ field: "site_group_uuid", message }] });
  const to = await siteGroups.find(sql, data.site_group_uuid);
  if (!to) return wrong("There is no such group any more: choose another.");
  if (to.site_group_uuid === user.site_group_uuid) return wrong("They are in this group already.");
  return { to, version: data.version };
}

/** Returns what a move would change: the sites that the user would lose and gain. */
async function effects(c: Context<Administering>, user: User, to: GroupName) {
  const { sql, viewer } = c.var;
  const [from, into] = [user.site_group_uuid, to.site_group_uuid];
  const only = (having: string, lacking: string) =>
    changes.sitesOfOneGroup(sql, { having, lacking, limit: SITES_SHOWN });
  const [lost, gained] = await Promise.all([only(from, into), only(into, from)]);
  return { user, to, lost, gained, isSelf: user.user_uuid === viewer.user_uuid };
}
