import { type Case, get } from "./cases.ts";
import { NOW } from "./fill.ts";
import type { World } from "./world.ts";

/** The window of the site API of Quartz: from yesterday's midnight on. */
const START = NOW.toZonedDateTimeISO("UTC").startOfDay().subtract({ days: 1 }).toInstant();
const END = NOW.add({ hours: 48 });
const RANGE = `start=${START}&end=${END}`;

/**
 * Returns reads of the site API of Quartz beside ours of the same sites and window, after a change of a
 * site, so that nothing is kept, and kept.
 */
export function quartz(world: World): Case[] {
  const first = (count: number) => world.siteUuids.slice(0, count);
  const counts = [1, 50, 200].filter((count) => count <= world.siteUuids.length);
  const pair = (name: string, sites: string[], theirs: string, ours: string) =>
    pairOf(
      world,
      name,
      sites,
      `${theirs}?site_uuids=${sites}`,
      `${ours}site_uuids=${sites}&${RANGE}`,
    );
  const ofCount = (count: number) => {
    const sites = first(count);
    const forecast = (what: string, query: string, ours: string) =>
      pairOf(
        world,
        `Quartz: forecast of ${count} sites, ${what}`,
        sites,
        `/quartz/sites/pv_forecast?site_uuids=${sites}${query}`,
        `/api/v1/${ours}site_uuids=${sites}&${RANGE}`,
      );
    const rows = forecast("normal", "", "forecasts/latest?format=rows&");
    if (count === 1) return rows;
    return [
      ...rows,
      ...forecast("compact", "&compact=true", "forecasts/latest?format=columns&"),
      ...forecast("sums", "&sum_by=total", "forecast/sums?"),
    ];
  };
  return [
    ...counts.flatMap(ofCount),
    ...pair(
      "Quartz: actuals of 1 site",
      first(1),
      "/quartz/sites/pv_actual",
      "/api/v1/generation?",
    ),
    ...pairOf(
      world,
      "Quartz: actuals of 50 sites, sums",
      first(50),
      `/quartz/sites/pv_actual?site_uuids=${first(50)}&sum_by=total`,
      `/api/v1/generation/sums?site_uuids=${first(50)}&${RANGE}`,
    ),
    ...pairOf(
      world,
      "Quartz: list of sites",
      first(1),
      "/quartz/sites",
      "/api/v1/sites?limit=1000",
    ),
  ];
}

function pairOf(
  world: World,
  name: string,
  sites: string[],
  theirs: string,
  ours: string,
): Case[] {
  const touch = () => world.owner`select app.touch_sites(${sites}::uuid[])`;
  const ways = [get(world, "ours", ours), get(world, "Quartz", theirs)];
  return [
    { name: `${name}, after a change`, ways: ways.map((way) => ({ ...way, before: touch })) },
    { name: `${name}, kept`, ways },
  ];
}
