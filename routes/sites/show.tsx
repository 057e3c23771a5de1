import type { Child } from "hono/jsx";
import { html } from "hono/html";
import { type Site, siteName } from "../../domain/sites/site.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { nextForecastMs } from "../../domain/forecasts/next_forecast.ts";
import * as blendFits from "../../sql/forecasts/blend_fits.ts";
import * as chosenModels from "../../sql/forecasts/chosen_models.ts";
import * as attention from "../../sql/sites/attention.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import * as siteHints from "../../sql/sites/site_hints.ts";
import * as sites from "../../sql/sites/sites.ts";
import { SiteDayPart, SitePage } from "../../views/sites/show.tsx";
import type { Services } from "../http/context.ts";
import { originOf } from "../http/origin.ts";
import { isWithin, shownAs } from "../../domain/time/shown_range.ts";
import { load, pathUuid, UUID } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { isPart } from "../middleware/render.tsx";
import type { SiteAddition } from "./additions.ts";
import { dayLinks, type DayQuery, dayQuery } from "./day_query.ts";
import {
  keptMeasured,
  keptReliability,
  keptSideBySide,
  newKeptReads,
  type RevisedReads,
} from "./kept_reads.ts";
import { readNeighbours } from "./neighbours.ts";
import { rangeTitle } from "../../views/sites/range_text.ts";
import { readTallies } from "../../sql/forecasts/energy_tallies.ts";
import { readDays, shownDays } from "./site_energies.ts";
import { dayOfSite } from "./site_days.ts";
import { readWeather } from "./site_weather.ts";
import { isolated } from "../../views/ui/isolated.ts";

const NOTHING_BESIDE = {
  chosen: undefined,
  blend: undefined,
  hints: [],
  reliability: undefined,
  sides: undefined,
  attention: [],
  measured: true,
  neighbours: undefined,
  weather: undefined,
};

/** Reads what the page shows beside the day, which a part of it lacks. */
async function readBeside(
  sql: ScopedSql,
  site: Site,
  { list, today }: DayQuery,
  now: Temporal.Instant,
  kept: RevisedReads,
) {
  const [chosen, blend, { hints }, compared, listed, measured, neighbours, weather] = await Promise
    .all([
      chosenModels.ofSite(sql, site.site_uuid, now),
      blendFits.find(sql, site.site_uuid),
      siteHints.find(sql, site.site_uuid),
      readCompared(sql, site, today, now, kept),
      attention.list(sql, { siteUuid: site.site_uuid }),
      keptMeasured(sql, site, kept),
      readNeighbours(sql, site.site_uuid, list, now),
      readWeather(sql, site, now),
    ]);
  return { chosen, blend, hints, ...compared, attention: listed, measured, neighbours, weather };
}

/** Reads how good the forecasts of the last days were, of the site and of its models. */
async function readCompared(
  sql: ScopedSql,
  site: Site,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
  kept: RevisedReads,
) {
  const days = await keptReliability(sql, site, now, kept);
  const compared = await keptSideBySide(sql, site, days, today, kept);
  return {
    reliability: { siteUuid: site.site_uuid, days },
    sides: compared ? { compared, today } : undefined,
  };
}

/** Returns true when the service itself makes forecasts of a site. */
function isForecast({ active }: Site, reason: string | undefined, { settings }: Services) {
  return settings.makesForecasts && active !== false && reason === undefined;
}

/**
 * Puts a title before a part: htmx takes it for the page, so that the history names the day. A
 * component, so that the part is rendered only where it is shown alone.
 */
const Titled = ({ title, part }: { title: string; part: Child }) =>
  html`<title>${title} – Sitecast</title>${part}`;

/** GET /sites/{uuid}, with what other nouns add to it. */
export function sitePage(additions: SiteAddition[]) {
  const reads = newKeptReads();
  return scopedRouter().get(`/sites/:site${UUID}`, async (c) => {
    const { sql, viewer, services } = c.var;
    const now = services.now();
    const uuid = pathUuid(c, "site");
    const [site, revised] = await Promise.all([
      load(c, "site", sites.find),
      revisions.bySite(sql, [uuid]),
    ]);
    const kept = { ...reads, revisions: revised };
    const query = dayQuery(c, site, now);
    const { question, state, dates, range, today } = query;
    const isPower = shownAs(range) === "power";
    const hasTallies = !isPower || query.days > 1 && !isWithin(today, range);
    // Sent together, so that the page waits for the database once.
    const [drawn, read, tallies, models, beside, added] = await Promise.all([
      isPower ? dayOfSite(sql, { site, ...query }, now, kept) : undefined,
      readDays(sql, site, query, now, kept),
      hasTallies ? readTallies(sql, site, range, now) : undefined,
      chosenModels.modelsOfSite(sql, site.site_uuid, now),
      isPart(c) ? NOTHING_BESIDE : readBeside(sql, site, query, now, kept),
      Promise.all(additions.map((addition) => addition(c, { site, query, now }))),
    ]);
    const days = shownDays(site, query, read, now);
    const shown = drawn ?? { site, day: days.figures.day };
    const props = {
      ...shown,
      days,
      tallies,
      ...dayLinks(site, query),
      switches: { question, state },
      range,
      today,
      dates,
      nextForecastMs: isForecast(site, shown.reason, services) ? nextForecastMs(now) : undefined,
      apiUrl: beside.measured ? undefined : `${originOf(c)}/api/v1`,
      isAdmin: viewer.is_admin,
      underChart: added.map(({ underChart }) => underChart),
      sections: added.map(({ section }) => section),
      models: models.flatMap(({ model_name }) => model_name ?? []),
      model: beside.chosen && models.length > 0
        ? { chosen: beside.chosen, models, blend: beside.blend }
        : undefined,
      hints: beside.hints,
      reliability: beside.reliability,
      sides: beside.sides,
      attention: beside.attention,
      neighbours: beside.neighbours,
      weather: beside.weather,
    };
    const isInvalid = [state, dates].some(({ errors }) => errors.length > 0) ||
      added.some(({ isInvalid }) => isInvalid);
    c.status(isInvalid ? 422 : 200);
    const title = `${isolated(siteName(site))}, ${rangeTitle(range)}`;
    return c.render(<SitePage {...props} />, {
      title,
      parts: {
        "site-day": <Titled title={title} part={<SiteDayPart {...props} />} />,
        ...Object.fromEntries(added.map(({ sectionId = "", section }) => [sectionId, section])),
      },
    });
  });
}
