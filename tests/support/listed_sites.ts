/** A group with eight sites whose names, places and values are hard to put in order. */
import { makePerson, type Person } from "./cast.ts";
import { NOW, type TestApp, testApp } from "./app.ts";
import { forecasted, measured, periods } from "./values.ts";
import { refreshFigures } from "../../service/forecasts/figures.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";

/** Names, in the order that people expect, of sites that are made in another. */
export const NAMES = [
  "Éclair 1",
  "farm 2",
  "Farm 10",
  "Roof 2",
  "Roof 10",
  "100% _sun_",
  "مزرعة شمسية",
  "O\"Neil's",
];
const PLACES = ["de", "uk", "fr", "de", "uk", "de", "fr", null];

/** Starts the service with these sites, and returns a member of their group. */
export async function listedSites(): Promise<{ app: TestApp; person: Person }> {
  const app = await testApp();
  const { owner } = app.database;
  const group = await siteGroups.findOrMake(owner, "Fleet", false);
  const person = await makePerson(owner, "fleet@example.org", group);
  for (const [at, name] of [...NAMES.entries()].reverse()) {
    const [site] = await owner`
      insert into sites (ml_id, client_site_name, client_site_id, country, region, capacity_kw,
        asset_type, dno, latitude, longitude)
      values (1, ${name}, ${700 + at}, ${PLACES[at]!}, ${at % 2 ? "Kent" : "Île"},
        ${at === 7 ? null : at + 1}, ${at === 2 ? "wind" : "pv"},
        ${
      PLACES[at] === "uk" ? '{"dno_id": "1", "name": "_A", "long_name": "UKPN (\\u00e9)"}' : null
    },
        50, ${at})
      returning site_uuid`;
    await owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${group.site_group_uuid}, ${site!.site_uuid})`;
    if (at > 5) continue;
    const quarters = periods("2026-06-20T22:00:00Z", 15, 104);
    await forecasted(owner, site!.site_uuid, "2026-06-21T06:00:00Z", quarters, () => at + 0.5);
    if (at > 3) continue;
    await measured(owner, site!.site_uuid, quarters.slice(0, 40), () => at);
  }
  await refreshFigures(owner, NOW);
  return { app, person };
}
