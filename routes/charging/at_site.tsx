import type { Context } from "hono";
import { windowsQuery } from "../../domain/charging/windows_query.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import { instantOfLocal } from "../../domain/time/local_time.ts";
import { ChargingWindowsSection, SECTION_ID } from "../../views/charging/windows.tsx";
import type { Scoped } from "../http/context.ts";
import { parseForm } from "../http/parse_form.ts";
import type { SiteAddition } from "../sites/additions.ts";
import { dayLinks } from "../sites/day_query.ts";
import { siteWindows } from "./site_windows.ts";

/** What a car takes in an evening, for the empty form. */
const USUAL = { energy_kwh: "20", power_kw: "11", before: "" };

/** Adds to the page of a site when to charge; the form's fields are parameters of the address. */
export const chargingAtSite: SiteAddition = async (c, { site, query, now }) => {
  const zone = zoneOf(site);
  const values = { ...USUAL, ...c.req.query() };
  const { data, fields: errors = [] } = parseWanted(c, zone) ?? {};
  const { kept } = dayLinks(site, query);
  const props = {
    site,
    zone,
    kept: { ...kept.range, ...kept.switches },
    state: { values, errors },
    wanted: data,
    found: data && await siteWindows(c.var.sql, site, data, now),
  };
  return {
    section: <ChargingWindowsSection {...props} />,
    sectionId: SECTION_ID,
    isInvalid: errors.length > 0,
  };
};

/** Parses what is to be charged; undefined while the address names nothing of it. */
function parseWanted(c: Context<Scoped>, zone: string) {
  const { energy_kwh, power_kw, before } = c.req.query();
  if (energy_kwh === undefined && power_kw === undefined) return undefined;
  const until = before && (instantOfLocal(before, zone)?.toString() ?? before);
  return parseForm(windowsQuery, { energy_kwh, power_kw, before: until });
}
