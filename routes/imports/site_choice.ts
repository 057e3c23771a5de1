import type { ScopedSql } from "../../db/scope.ts";
import type { FieldError } from "../../domain/errors.ts";
import { siteFinder } from "../../domain/imports/check/site_names.ts";
import { distinctions, siteName } from "../../domain/sites/site.ts";
import * as knownSites from "../../sql/imports/known_sites.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { SiteChoice } from "../../views/imports/site_field.tsx";
import { type FormState, type Posted, textOf } from "../../views/ui/form_state.ts";
import { asUuid } from "../http/params.ts";

/** Sites that a form lists to choose from. */
const MOST = 500;

/** Returns the sites of the group to choose from, by name; the chosen one is always among them. */
export async function siteChoice(
  sql: ScopedSql,
  state: FormState,
  most = MOST,
): Promise<SiteChoice> {
  const listed = await sites.list(sql, { limit: most + 1 });
  const shown = listed.slice(0, most);
  const uuid = asUuid(textOf(state, "site_uuid"));
  const isMissing = uuid && !shown.some(({ site_uuid }) => site_uuid === uuid);
  const found = isMissing ? [...await sites.listThese(sql, [uuid]), ...shown] : shown;
  const apart = distinctions(found);
  const options = found.map((site) => ({
    value: site.site_uuid,
    label: [siteName(site), apart.get(site.site_uuid)].filter(Boolean).join(", "),
  }));
  return { options, isCut: listed.length > most };
}

interface ChosenSite {
  siteUuid?: string;
  errors?: FieldError[];
}

/** Returns the site that a form names: by what was typed, else as it was chosen, else none. */
export async function chosenSite(sql: ScopedSql, posted: Posted): Promise<ChosenSite> {
  const typed = textOf({ values: posted, errors: [] }, "site_name").trim();
  if (typed === "") return { siteUuid: asUuid(posted.site_uuid) };
  const named = siteFinder(await knownSites.inScope(sql))(typed);
  if ("site" in named) return { siteUuid: named.site.site_uuid };
  const message = named.problem === "ambiguous"
    ? "Several sites have this name or number. Type the UUID of one."
    : "No site of your group has this name, number or UUID.";
  return { errors: [{ field: "site_name", message }] };
}
