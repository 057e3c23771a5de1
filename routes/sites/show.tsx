import { siteName } from "../../domain/sites/site.ts";
import type { ScopedSql } from "../../db/scope.ts";
import * as chosenModels from "../../sql/forecasts/chosen_models.ts";
import * as siteHints from "../../sql/sites/site_hints.ts";
import * as sites from "../../sql/sites/sites.ts";
import { SiteDayPart, SitePage } from "../../views/sites/show.tsx";
import { load, UUID } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import { accuracySummary } from "./accuracy.tsx";
import { dayLinks, dayQuery } from "./day_query.ts";
import { shownEnergies } from "./site_energies.ts";
import { dayOfSite } from "./site_days.ts";

/** Returns the model that a site shows, where it has forecasts of any. */
async function shownModel(sql: ScopedSql, siteUuid: string, now: Temporal.Instant) {
  const models = await chosenModels.modelsOfSite(sql, siteUuid, now);
  const chosen = await chosenModels.ofSite(sql, siteUuid, now);
  return chosen && models.length > 0 ? { chosen, models } : undefined;
}

/** GET /sites/{uuid} */
export const sitePage = () =>
  scopedRouter().get(`/sites/:site${UUID}`, async (c) => {
    const { sql, viewer, services } = c.var;
    const now = services.now();
    const site = await load(c, "site", sites.find);
    const query = dayQuery(c, site, now);
    const { question, state } = query;
    const shown = await dayOfSite(sql, { site, ...query }, now);
    const props = {
      ...shown,
      energies: question.forecast === "newest" ? await shownEnergies(sql, shown, now) : undefined,
      ...dayLinks(site, query),
      switches: { question, state },
      isAdmin: viewer.is_admin,
      model: isPart(c) ? undefined : await shownModel(sql, site.site_uuid, now),
      hints: isPart(c) ? [] : (await siteHints.find(sql, site.site_uuid)).hints,
      accuracy: isPart(c) ? undefined : await accuracySummary(sql, shown, now),
    };
    c.status(state.errors.length > 0 ? 422 : 200);
    return c.render(<SitePage {...props} />, {
      title: siteName(site),
      parts: { "site-day": <SiteDayPart {...props} /> },
    });
  });
