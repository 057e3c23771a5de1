import { paged } from "../../http/paging.ts";
import { counted } from "../../../domain/plural.ts";
import { type Context, Hono } from "hono";
import { blankForm, type FormState, textOf, textsOf } from "../../../views/ui/form_state.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import {
  MOST_NAMES,
  pastedLines,
  sortNames,
  textsToLookUp,
} from "../../../domain/sites/site_names.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import { AddSitesPage, OtherSitesPart } from "../../../views/admin/groups/add_sites.tsx";
import { AddAllSitesPage } from "../../../views/admin/groups/add_all_sites.tsx";
import { PreviewPage } from "../../../views/admin/groups/preview.tsx";
import { NothingToRemovePage, RemoveSitesPage } from "../../../views/admin/groups/remove_sites.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { readForm } from "../../http/form.ts";
import { groupAsked, listAsked, sitesAsked } from "./load.ts";

/** GET and POST /admin/groups/{uuid}/add-sites, its /preview, /add-all-sites and /remove-sites. */
export function groupSiteRoutes() {
  const routes = new Hono<Administering>();

  routes.get("/:group/add-sites", async (c) => showAdd(c, await groupAsked(c), blankForm()));

  routes.post("/:group/add-sites", async (c) => {
    const group = await groupAsked(c);
    const chosen = sitesAsked(textsOf({ values: await readForm(c), errors: [] }, "site_uuids"));
    if (chosen.length === 0) return showAdd(c, group, refused("site_uuids", "Choose a site."));
    await groupSites.link(c.var.sql, group.site_group_uuid, chosen);
    return done(c, group, `${groupName(group)} has ${these(chosen.length)} now.`);
  });

  routes.post("/:group/add-sites/preview", async (c) => {
    const group = await groupAsked(c);
    const values = await readForm(c);
    const lines = pastedLines(textOf(blankForm(values), "pasted"));
    const texts = textsToLookUp(lines);
    const wrong = wrongCount(texts.length);
    if (wrong) return showAdd(c, group, { values, errors: [{ field: "pasted", message: wrong }] });
    const meant = await groupSites.meantBy(c.var.sql, group.site_group_uuid, texts);
    return c.render(<PreviewPage group={group} findings={sortNames(lines, meant)} />, {
      title: `Add sites to ${groupName(group)}`,
    });
  });

  routes.get("/:group/add-all-sites", async (c) => {
    const group = await groupAsked(c);
    const missing = await groupSites.missing(c.var.sql, group.site_group_uuid);
    return c.render(<AddAllSitesPage group={group} missing={missing} />, {
      title: `Add all sites to ${groupName(group)}`,
    });
  });

  routes.post("/:group/add-all-sites", async (c) => {
    const group = await groupAsked(c);
    await groupSites.linkAll(c.var.sql, group.site_group_uuid);
    return done(c, group, `${groupName(group)} has every site that there is now.`);
  });

  routes.get("/:group/remove-sites", async (c) => {
    const group = await groupAsked(c);
    return showRemove(c, group, c.req.queries("site_uuids") ?? []);
  });

  routes.post("/:group/remove-sites", async (c) => {
    const group = await groupAsked(c);
    const chosen = sitesAsked(textsOf({ values: await readForm(c), errors: [] }, "site_uuids"));
    if (chosen.length === 0 || group.is_admin) return showRemove(c, group, [], 422);
    const { deactivated } = await groupSites.unlink(c.var.sql, group.site_group_uuid, chosen);
    const became = deactivated === 0 ? "" : ` ${counted(deactivated, "site")} became inactive.`;
    return done(c, group, `${groupName(group)} no longer has ${these(chosen.length)}.${became}`);
  });

  return routes;
}

const these = (count: number) => count === 1 ? "this site" : `these ${count} sites`;

const refused = (field: string, message: string): FormState => ({
  values: {},
  errors: [{ field, message }],
});

function done(c: Context, group: Group, sentence: string) {
  flash(c, sentence);
  return c.redirect(`/admin/groups/${group.site_group_uuid}`, 303);
}

function wrongCount(count: number): string | undefined {
  if (count === 0) return "Paste the names, client's ids or UUIDs of sites.";
  if (count > MOST_NAMES) return `Paste at most ${MOST_NAMES} at once; these are ${count}.`;
}

async function showAdd(c: Context<Administering>, group: Group, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const asked = listAsked(c);
  const others = await groupSites.list(c.var.sql, group.site_group_uuid, {
    ...asked,
    search: asked.query,
    of: "others",
  });
  const props = { group, state, ...asked, ...paged(others) };
  return c.render(<AddSitesPage {...props} />, {
    title: `Add sites to ${groupName(group)}`,
    parts: { "other-sites": <OtherSitesPart {...props} /> },
  });
}

async function showRemove(
  c: Context<Administering>,
  group: Group,
  texts: string[],
  status: 200 | 422 = 200,
) {
  c.status(status);
  const title = `Remove sites from ${groupName(group)}`;
  const sites = group.is_admin
    ? []
    : await groupSites.leaving(c.var.sql, group.site_group_uuid, sitesAsked(texts));
  if (sites.length === 0) return c.render(<NothingToRemovePage group={group} />, { title });
  return c.render(<RemoveSitesPage group={group} sites={sites} />, { title });
}
