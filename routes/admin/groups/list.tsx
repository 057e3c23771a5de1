import { paged } from "../../http/paging.ts";
import { type Context, Hono } from "hono";
import { found } from "../../../domain/errors.ts";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { type Group, groupFields, groupName, NAME_TAKEN } from "../../../domain/groups/group.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as members from "../../../sql/groups/members.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { EditGroupPage } from "../../../views/admin/groups/edit.tsx";
import { NewGroupPage } from "../../../views/admin/groups/new.tsx";
import { GroupsPage, GroupsTable } from "../../../views/admin/groups/list.tsx";
import { MembersPart } from "../../../views/admin/groups/members.tsx";
import { GroupPage } from "../../../views/admin/groups/show.tsx";
import { SitesPart } from "../../../views/admin/groups/sites.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { groupAsked, listAsked } from "./load.ts";

/** GET and POST /admin/groups, /admin/groups/new, /admin/groups/{uuid} and its /edit. */
export function groupRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/", async (c) => {
    const asked = listAsked(c);
    const listed = await siteGroups.list(c.var.sql, { ...asked, search: asked.query });
    const total = await siteGroups.count(c.var.sql, asked.query);
    const props = { ...asked, ...paged(listed), total };
    return c.render(<GroupsPage {...props} />, {
      title: "Groups",
      parts: { "groups-table": <GroupsTable {...props} /> },
    });
  });

  routes.get("/new", (c) => showNew(c, blankForm()));

  routes.post("/", async (c) => {
    const posted = await readForm(c);
    const { data, fields } = parseForm(groupFields, posted);
    if (fields) return showNew(c, { values: posted, errors: fields });
    // A UUID, or nothing when the name is taken: then nothing is kept either.
    const made = await once(
      c.var.sql,
      formKeyOf(posted),
      async () => await siteGroups.insert(c.var.sql, data) ?? "",
    );
    if (!made) return showNew(c, { values: posted, errors: [NAME_TAKEN] });
    // A form sent again with another name still leads to what it made.
    const group = found(await siteGroups.find(c.var.sql, made), "group");
    flash(c, `${groupName(group)} is there now. Add its sites and users.`);
    return c.redirect(`/admin/groups/${made}`, 303);
  });

  routes.get("/:group", async (c) => {
    const group = await groupAsked(c);
    const [sites, people] = [listAsked(c), listAsked(c, "members")];
    const of = group.site_group_uuid;
    const props = {
      group,
      sites: {
        ...sites,
        ...paged(
          await groupSites.list(c.var.sql, of, { ...sites, search: sites.query, of: "group" }),
        ),
      },
      members: { ...people, ...paged(await members.list(c.var.sql, of, people)) },
    };
    return c.render(<GroupPage {...props} />, {
      title: groupName(group),
      parts: {
        "group-sites": <SitesPart group={group} {...props.sites} />,
        "group-members": <MembersPart group={group} {...props.members} />,
      },
    });
  });

  routes.get("/:group/edit", async (c) => {
    const group = await groupAsked(c);
    return showEdit(c, group, blankForm(group));
  });

  routes.post("/:group/edit", async (c) => {
    const group = await groupAsked(c);
    const posted = await readForm(c);
    const { data, fields } = parseForm(groupFields, posted);
    if (fields) return showEdit(c, group, { values: posted, errors: fields });
    const isDone = await siteGroups.update(c.var.sql, group.site_group_uuid, data);
    if (!isDone) return showEdit(c, group, { values: posted, errors: [NAME_TAKEN] });
    flash(c, `${data.site_group_name} is saved.`);
    return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
  });

  return routes;
}

function showNew(c: Context, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  return c.render(<NewGroupPage state={state} formKey={formKey} />, { title: "New group" });
}

function showEdit(c: Context, group: Group, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<EditGroupPage group={group} state={state} />, {
    title: `Edit ${groupName(group)}`,
  });
}
