import type { Context } from "hono";
import type { z } from "zod";
import {
  type Group,
  groupEdit,
  type groupFields,
  groupName,
  NAME_TAKEN,
  serviceLevel,
} from "../../../domain/groups/group.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { EditGroupPage } from "../../../views/admin/groups/edit.tsx";
import { blankForm, type FormState, type Posted } from "../../../views/ui/form_state.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { parseForm } from "../../http/parse_form.ts";
import { adminRouter } from "../../http/router.ts";
import { isolated } from "../../../views/ui/isolated.ts";
import { conflictForm, type Fact, shownValues } from "../original_values.ts";

/** GET and POST /admin/groups/{uuid}/edit */
export const editGroup = () =>
  adminRouter()
    .get("/admin/groups/:group/edit", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      return show(c, group, blankForm(shownValues(groupFacts(group), group.version)));
    })
    .post("/admin/groups/:group/edit", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const posted = await readForm(c);
      const { data, fields } = parseForm(groupEdit, posted);
      if (fields) return show(c, group, { values: posted, errors: fields });
      const { version, ...wanted } = data;
      const stored = await siteGroups.lock(c.var.sql, group.site_group_uuid);
      if (version !== undefined && version !== stored) {
        const present = await load(c, "group", siteGroups.find);
        if (!isStored(present, wanted)) return show(c, present, conflict(present, posted), true);
      }
      const isDone = await siteGroups.update(c.var.sql, group.site_group_uuid, wanted);
      if (!isDone) return show(c, group, { values: posted, errors: [NAME_TAKEN] });
      flash(c, `${data.site_group_name} is saved.`);
      return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
    });

/** Returns what counts as an edit of a group. */
function groupFacts(group: Group): Fact[] {
  const { site_group_name: name, service_level: level, is_admin } = group;
  const rights = is_admin ? "an admin group" : "an ordinary group";
  return [
    { name: "site_group_name", label: "Name", value: name ?? "", text: groupName(group) },
    {
      name: "service_level",
      label: "Service level",
      value: level === null ? "" : String(level),
      text: serviceLevel(level),
    },
    { name: "rights", label: "Rights", value: rights, text: rights },
  ];
}

/** Returns true when the changes are stored already: sent twice, or made by two people alike. */
const isStored = (group: Group, wanted: z.output<typeof groupFields>) =>
  group.site_group_name === wanted.site_group_name &&
  (wanted.service_level === undefined || group.service_level === wanted.service_level);

function conflict(group: Group, posted: Posted): FormState {
  const [facts, { version }] = [groupFacts(group), group];
  const fields = ["site_group_name", "service_level"];
  return conflictForm(posted, { what: "group", facts, version, fields });
}

function show(c: Context, group: Group, state: FormState, isConflict = false) {
  if (state.errors.length > 0) c.status(isConflict ? 409 : 422);
  return c.render(<EditGroupPage {...{ group, state, isConflict }} />, {
    title: `Edit ${isolated(groupName(group))}`,
  });
}
