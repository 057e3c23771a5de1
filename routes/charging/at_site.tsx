import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { NO_FILTER } from "../../domain/charging/session_list.ts";
import { windowsQuery } from "../../domain/charging/windows_query.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { instantOfLocal } from "../../domain/time/local_time.ts";
import { shownAs } from "../../domain/time/shown_range.ts";
import { dayPeriod } from "../../domain/time/time.ts";
import * as siteSessions from "../../sql/charging/site_sessions.ts";
import { filterUrl } from "../../views/charging/list_url.ts";
import { SessionBars } from "../../views/charging/session_bars.tsx";
import { ChargingWindowsSection, SECTION_ID } from "../../views/charging/windows.tsx";
import type { Scoped } from "../http/context.ts";
import { parseForm } from "../http/parse_form.ts";
import type { SiteAddition } from "../sites/additions.ts";
import { dayLinks, type DayQuery } from "../sites/day_query.ts";
import { siteWindows } from "./site_windows.ts";

/** What a car takes in an evening, for the empty form. */
const USUAL = { energy_kwh: "20", power_kw: "11", before: "" };

/**
 * Adds to the page of a site the charging sessions below its chart, and when to charge; the fields of
 * that form are parameters of the address.
 */
export const chargingAtSite: SiteAddition = async (c, { site, query, now }) => {
  const zone = zoneOf(site);
  const values = { ...USUAL, ...c.req.query() };
  const { data, fields: errors = [] } = parseWanted(c, zone) ?? {};
  const { kept } = dayLinks(site, query);
  const [underChart, found] = await Promise.all([
    sessionBars(c.var.sql, site, query),
    data && siteWindows(c.var.sql, site, data, now),
  ]);
  const props = {
    site,
    zone,
    kept: { ...kept.range, ...kept.switches },
    state: { values, errors },
    wanted: data,
    found,
  };
  return {
    underChart,
    section: <ChargingWindowsSection {...props} />,
    sectionId: SECTION_ID,
    isInvalid: errors.length > 0,
  };
};

/** Reads the sessions of the days whose power is drawn. */
async function sessionBars(sql: ScopedSql, site: Site, { range, day, days }: DayQuery) {
  if (shownAs(range) !== "power") return null;
  const zone = zoneOf(site);
  const { start, end } = dayPeriod(day, zone, days);
  const filter = {
    ...NO_FILTER,
    site: [site.site_uuid],
    from: `${range.first}`,
    to: `${range.last}`,
  };
  const props = {
    sessions: await siteSessions.ofSite(sql, site.site_uuid, start, end),
    startMs: start.epochMilliseconds,
    endMs: end.epochMilliseconds,
    zone,
    days,
    url: filterUrl("/charging", filter),
  };
  return <SessionBars {...props} />;
}

/** Parses what is to be charged; undefined while the address names nothing of it. */
function parseWanted(c: Context<Scoped>, zone: string) {
  const { energy_kwh, power_kw, before } = c.req.query();
  if (energy_kwh === undefined && power_kw === undefined) return undefined;
  const until = before && (instantOfLocal(before, zone)?.toString() ?? before);
  return parseForm(windowsQuery, { energy_kwh, power_kw, before: until });
}
