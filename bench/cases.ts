import type { ScopedSql } from "../db/scope.ts";
import type { SiteForecast } from "../domain/forecasts/sent_forecast.ts";
import * as forecasts from "../sql/forecasts/forecasts.ts";
import { NOW, VALUES_OF_RUN } from "./fill.ts";
import type { Way } from "./measure.ts";
import { generationAsObjects, latestAsObjects, latestOfAll, readBody, storeBody } from "./plain.ts";
import type { World } from "./world.ts";

/** Something to measure in several ways: the first is ours, the others are compared with it. */
export interface Case {
  name: string;
  ways: Way[];
}

/** The period of the newest run, which has as many values with a short history as with a long one. */
const START = NOW;
const END = START.add({ hours: 48 });
const RANGE = `start=${START}&end=${END}`;

const rowsOf = async (rows: Promise<ArrayLike<unknown>>) => (await rows).length;

export function get(world: World, name: string, path: string): Way {
  return {
    name,
    run: async () => {
      const response = await world.get(path);
      const body = await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${path}: ${new TextDecoder().decode(body)}`);
      return body.byteLength;
    },
  };
}

const plain = (world: World, sites: string[], options = {}): Way => ({
  name: "plain DISTINCT ON",
  run: () => rowsOf(latestOfAll(world.owner, sites, START, options)),
});

/** Returns reads of the latest forecasts of `count` sites, in both formats. */
export async function latest(world: World, count: number, withPlain: boolean): Promise<Case[]> {
  const sites = world.siteUuids.slice(0, count);
  const path = (format: string) =>
    `/api/v1/forecasts/latest?format=${format}&site_uuids=${sites}&${RANGE}`;
  const cases: Case[] = [];
  for (const format of ["rows", "columns"]) {
    const key = `${format} of ${count}`;
    await storeBody(world.owner, key, await (await world.get(path(format))).text());
    const ours = get(world, "ours", path(format));
    const touch = () => world.owner`select app.touch_sites(${sites}::uuid[])`;
    const ways: Way[] = [
      ours,
      { ...ours, name: "ours after a change", before: touch },
      {
        name: "objects",
        run: async () => (await latestAsObjects(world.owner, sites, START, END)).length,
      },
      { name: "one stored row", run: () => readBody(world.owner, key) },
    ];
    if (withPlain && format === "rows") ways.push(plain(world, sites));
    cases.push({ name: `latest forecast of ${count} sites, ${format}`, ways });
  }
  return cases;
}

/** Returns reads of the older forecasts of one site. */
export function questions(world: World): Case[] {
  const [site] = world.siteUuids;
  const path = `/api/v1/sites/${site}/forecast?${RANGE}`;
  return [
    {
      name: "forecast at least 90 minutes ahead, 1 site",
      ways: [
        get(world, "ours", `${path}&min_horizon_minutes=90`),
        plain(world, [site!], { horizon: 90 }),
      ],
    },
    {
      name: "forecast of the day ahead (by 9:00), 1 site",
      ways: [
        get(world, "ours", `${path}&day_ahead_hours=9`),
        plain(world, [site!], { dayAheadHours: 9 }),
      ],
    },
  ];
}

export function reads(world: World): Case[] {
  const [site] = world.siteUuids;
  const from = START.subtract({ hours: 48 });
  const generation = `/api/v1/sites/${site}/generation?start=${from}&end=${END}`;
  return [
    {
      name: "generation of 1 site, 3 days",
      ways: [get(world, "ours", generation), {
        name: "objects",
        run: async () => (await generationAsObjects(world.owner, site!, from, END)).length,
      }],
    },
    {
      name: `sums of all ${world.siteUuids.length} sites, 1 day`,
      ways: [
        get(world, "ours", `/api/v1/forecast/sums?start=${START}&end=${START.add({ hours: 24 })}`),
      ],
    },
  ];
}

export function pages(world: World): Case[] {
  return [
    { name: "page of a site", ways: [get(world, "ours", `/sites/${world.siteUuids[0]}`)] },
    { name: "list of 50 sites", ways: [get(world, "ours", "/sites")] },
  ];
}

/**
 * Returns the storing of `count` new runs, as the API does it, with and without the triggers that
 * keep the latest table. Each is rolled back.
 */
export function ingest({ writer, member, siteUuids }: World, count: number): Case {
  const runs = newRuns(siteUuids.slice(0, count));
  const way = (name: string, triggers: "enable" | "disable"): Way => ({
    name,
    before: async () => {
      await writer`begin`;
      await writer.unsafe(`alter table forecast_values ${triggers} trigger user`);
      await writer`set local role sitecast_app`;
      await writer`select app.scope(${member.group}, ${member.user}, 'api')`;
    },
    run: async () => {
      const { inserted } = await forecasts.add(writer as unknown as ScopedSql, runs);
      if (inserted !== count * VALUES_OF_RUN) throw new Error(`${inserted} values were stored.`);
      return inserted;
    },
    after: () => writer`rollback`,
  });
  return {
    name: `ingest of ${count} forecasts of ${VALUES_OF_RUN} values`,
    ways: [way("ours", "enable"), way("without triggers", "disable")],
  };
}

/** Makes runs a quarter hour after the newest, by another model: all their latest rows are new. */
function newRuns(sites: string[]): SiteForecast[] {
  const made = NOW.add({ minutes: 15 });
  const time = (step: number) => made.add({ minutes: step * 15 }).toString();
  return sites.map((site_uuid) => ({
    site_uuid,
    timestamp_utc: made.toString(),
    forecast_version: "1",
    model_name: "other",
    values: Array.from({ length: VALUES_OF_RUN }, (_, step) => ({
      start_utc: time(step),
      end_utc: time(step + 1),
      forecast_power_kw: step / 7,
      horizon_minutes: step * 15,
      p10_kw: step / 8,
      p90_kw: step / 6,
    })),
  }));
}
