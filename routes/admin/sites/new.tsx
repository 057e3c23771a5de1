import type { Context } from "hono";
import {
  type AdminSite,
  newSiteForm,
  ordinaryGroups,
  wrongGroups,
} from "../../../domain/sites/admin_site.ts";
import { found } from "../../../domain/errors.ts";
import type { GroupName } from "../../../domain/groups/group.ts";
import { blankForm, type FormState } from "../../../views/ui/form_state.ts";
import { parseForm } from "../../http/parse_form.ts";
import { siteName } from "../../../domain/sites/site.ts";
import type { Duplicate } from "../../../sql/sites/duplicates.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { NewAdminSitePage } from "../../../views/admin/sites/new.tsx";
import type { Administering } from "../../http/context.ts";
import { flash } from "../../http/flash.ts";
import { formKeyOf, readForm } from "../../http/form.ts";
import { asUuid } from "../../http/params.ts";
import { adminRouter } from "../../http/router.ts";
import {
  coordinatesIn,
  lookedUpForm,
  lookUp,
  orDuplicates,
  pasted,
  placeParts,
  refuseDuplicates,
} from "../../sites/place_form.tsx";

const DEFAULTS = { tilt: 35 };

/** GET and POST /admin/sites/new; with `?from=` a site's UUID the form starts as a copy of that site. */
export const newAdminSite = () =>
  adminRouter()
    .get("/admin/sites/new", async (c) => {
      const groups = await ordinary(c);
      const from = c.req.query("from");
      if (from === undefined) {
        return show(c, pasted({ ...DEFAULTS, ...coordinatesIn(c) }), { groups });
      }
      const siteUuid = found(asUuid(from), "site");
      const site = found(await adminSites.find(c.var.sql, siteUuid), "site");
      return show(c, blankForm(copyOf(site)), { groups, original: siteName(site) });
    })
    .post("/admin/sites/new", async (c) => {
      const { values, errors } = pasted(await readForm(c));
      const groups = await ordinary(c);
      if (values.look_up === "on") return show(c, lookedUpForm(values, errors), { groups });
      const { data, fields = [] } = parseForm(newSiteForm, values);
      errors.push(...fields, ...data ? wrongGroups(data, groups) : []);
      if (!data || errors.length > 0) return show(c, { values, errors }, { groups });
      const { site_group_uuids, in_no_group: _, ...site } = data;
      const made = await orDuplicates(() =>
        once(c.var.sql, formKeyOf(values), async () => {
          await refuseDuplicates(c.var.sql, site, values);
          return await adminSites.create(c.var.sql, site, site_group_uuids);
        })
      );
      if (typeof made !== "string") {
        return show(c, { values, errors }, { groups, twins: made });
      }
      flash(c, `${site.client_site_name} is there now.`);
      return c.redirect(`/admin/sites/${made}`, 303);
    });

async function ordinary(c: Context<Administering>) {
  return (await siteGroups.all(c.var.sql)).filter(({ is_admin }) => !is_admin);
}

/** Returns the form of a copy. NaN and infinite values become empty fields: a form refuses them. */
function copyOf(site: AdminSite): object {
  const known = Object.entries(site).filter(([, value]) =>
    typeof value !== "number" || Number.isFinite(value)
  );
  const groups = ordinaryGroups(site).map((group) => group.site_group_uuid);
  return {
    ...Object.fromEntries(known),
    client_site_name: `${siteName(site)} (copy)`,
    client_site_id: "",
    site_group_uuids: groups,
    in_no_group: groups.length === 0 ? "on" : "",
  };
}

interface Shown {
  groups: GroupName[];
  original?: string;
  twins?: Duplicate[];
}

async function show(
  c: Context<Administering>,
  state: FormState,
  { groups, original, twins = [] }: Shown,
) {
  if (twins.length > 0) c.status(409);
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const props = { state, formKey, twins, found: await lookUp(c.var.sql, state.values) };
  return c.render(<NewAdminSitePage {...{ ...props, groups, original }} />, {
    title: original ? `Copy of ${original}` : "New site",
    parts: placeParts({ ...props, path: "/admin/sites/new", sites: "/admin/sites" }),
  });
}
