import type { Context } from "hono";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import {
  MOST_NAMES,
  pastedLines,
  sortNames,
  textsToLookUp,
} from "../../../domain/sites/site_names.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { AddSitesPage, OtherSitesPart } from "../../../views/admin/groups/add_sites.tsx";
import { PreviewPage } from "../../../views/admin/groups/preview.tsx";
import { blankForm, type FormState, type Posted, textOf } from "../../../views/ui/form_state.ts";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { load, paged, searchPage } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import { chosenSites, theseSites } from "./chosen_sites.ts";
import { isolated } from "../../../views/ui/isolated.ts";

/** GET and POST /admin/groups/{uuid}/add-sites; POST …/preview: which sites pasted names mean. */
export const addSites = () =>
  adminRouter()
    .get("/admin/groups/:group/add-sites", async (c) => {
      return show(c, await load(c, "group", siteGroups.find), blankForm());
    })
    .post("/admin/groups/:group/add-sites", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const chosen = chosenSites(await readForm(c));
      if (chosen.length === 0) return show(c, group, refusal({}, "site_uuids", "Choose a site."));
      await groupSites.link(c.var.sql, group.site_group_uuid, chosen);
      flash(c, `${isolated(groupName(group))} has ${theseSites(chosen.length)} now.`);
      return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
    })
    .post("/admin/groups/:group/add-sites/preview", async (c) => {
      const group = await load(c, "group", siteGroups.find);
      const values = await readForm(c);
      const lines = pastedLines(textOf(blankForm(values), "pasted"));
      const texts = textsToLookUp(lines);
      const error = countError(texts.length);
      if (error) return show(c, group, refusal(values, "pasted", error));
      const meant = await groupSites.meantBy(c.var.sql, group.site_group_uuid, texts);
      return c.render(<PreviewPage group={group} findings={sortNames(lines, meant)} />, {
        title: `Add sites to ${isolated(groupName(group))}`,
      });
    });

function refusal(values: Posted, field: string, message: string): FormState {
  return { values, errors: [{ field, message }] };
}

function countError(count: number): string | undefined {
  if (count === 0) return "Paste the names, client’s numbers or UUIDs of sites.";
  if (count > MOST_NAMES) return `Paste at most ${MOST_NAMES} at once; these are ${count}.`;
}

async function show(c: Context<Administering>, group: Group, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const search = searchPage(c);
  const wanted = { ...search, search: search.query, of: "others" } as const;
  const others = await groupSites.list(c.var.sql, group.site_group_uuid, wanted);
  const props = { group, state, ...search, ...paged(others) };
  return c.render(<AddSitesPage {...props} />, {
    title: `Add sites to ${isolated(groupName(group))}`,
    parts: { "other-sites": <OtherSitesPart {...props} /> },
  });
}
