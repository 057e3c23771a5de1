import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { withScope } from "../../../db/scope.ts";
import type { LatestForecastValue } from "../../../domain/forecasts/forecast_value.ts";
import * as partitions from "../../../sql/forecasts/partitions.ts";
import type { Person } from "../../support/cast.ts";
import { latestValues } from "../../support/series.ts";
import { ownCast } from "../../support/setup.ts";
import { type ForecastRow, insertForecast, type ValueRow } from "../../support/rows.ts";

const START = Temporal.Instant.from("2026-06-21T00:00:00Z");
const END = START.add({ hours: 24 });
const { database, cast } = await ownCast();

beforeEach(() => database.owner`truncate forecasts cascade`);

/** RFC 3339 of an hour of the day that the tests play on; -1 is in the day before. */
const at = (hour: number) => START.add({ minutes: Math.round(hour * 60) }).toString();

function insert(run: Partial<ForecastRow> & { made: number }, values: (ValueRow | number)[]) {
  const { made, ...rest } = run;
  const forecast = { site_uuid: cast.sites.plant, timestamp_utc: at(made), ...rest };
  return insertForecast(
    database.owner,
    forecast,
    values.map((value) =>
      typeof value === "number" ? { start_utc: at(value), forecast_power_kw: made } : value
    ),
  );
}

function latest(
  { viewer = cast.alice, sites = [cast.sites.plant], start = START, end = END }: {
    viewer?: Person;
    sites?: string[];
    start?: Temporal.Instant;
    end?: Temporal.Instant;
  } = {},
): Promise<LatestForecastValue[]> {
  return withScope(
    database.requests,
    viewer,
    { readOnly: true },
    (sql) => latestValues(sql, sites, start, end),
  );
}

const powers = async () => (await latest()).map((value) => value.forecast_power_kw);

describe("the latest forecast of a site", () => {
  it("is, at each time, that of the newest run made at or before it", async () => {
    await insert({ made: 6 }, [5, 6, 7, 8, 9]);
    await insert({ made: 8 }, [7, 8, 9]);
    await insert({ made: 9.25 }, [9, 10]);
    const found = await latest();
    assert.deepEqual(found.map((v) => [v.start_utc, v.forecast_power_kw]), [
      [at(6), 6],
      [at(7), 6],
      [at(8), 8],
      [at(9), 8],
      [at(10), 9.25],
    ]);
  });

  it("takes of two runs of one time the one written last, NULL being newest", async () => {
    const value = (kw: number) => [{ start_utc: at(9), forecast_power_kw: kw }];
    await insert({ made: 8, created_utc: at(8.1) }, value(1));
    assert.deepEqual(await powers(), [1]);
    await insert({ made: 8, created_utc: at(8.2) }, value(2));
    await insert({ made: 8, created_utc: at(8) }, value(3));
    assert.deepEqual(await powers(), [2]);
    await insert({ made: 8, created_utc: null }, value(4));
    assert.deepEqual(await powers(), [4]);
    await insert({ made: 8, created_utc: at(23) }, value(5));
    assert.deepEqual(await powers(), [4]);
    await insert({ made: 8.25, created_utc: at(0) }, value(6));
    assert.deepEqual(await powers(), [6]);
  });

  it("takes of equally new runs the greater UUID, whatever the order of writing", async () => {
    const uuids = ["00000000", "88888888", "ffffffff"].map((start) =>
      `${start}-0000-4000-8000-000000000000`
    );
    for (const order of [[0, 1, 2], [2, 0, 1]]) {
      await database.owner`truncate forecasts cascade`;
      for (const index of order) {
        await insert({ made: 8, forecast_uuid: uuids[index] }, [
          { start_utc: at(9), forecast_power_kw: index },
        ]);
      }
      assert.deepEqual(await powers(), [2]);
    }
  });

  it("carries P10 and P90 where they are numbers, and nothing where they are not", async () => {
    const cases: [json: string, p10: number | null, p90: number | null][] = [
      ['{"p10": 1.5, "p90": 4}', 1.5, 4],
      ['{"p90": 0}', null, 0],
      ['{"p10": "1.5", "p90": null}', null, null],
      ['{"p10": [1], "p90": {"kw": 2}}', null, null],
      ['{"p10": true, "P90": 3}', null, null],
      ['{"p10": 1e-400, "p90": 1e400}', null, null],
      ["[1, 2]", null, null],
      ['"p10"', null, null],
      ["null", null, null],
      ["7", null, null],
      ["{}", null, null],
    ];
    await insert(
      { made: 0 },
      cases.map(([probabilistic_values], index) => ({
        start_utc: at(index),
        forecast_power_kw: 2,
        probabilistic_values,
      })),
    );
    const found = (await latest()).map(({ p10_kw, p90_kw }) => [p10_kw, p90_kw]);
    assert.deepEqual(found, cases.map(([, p10, p90]) => [p10, p90]));
  });

  it("leaves out values that are not finite", async () => {
    const values = [NaN, Infinity, -Infinity, 0, -1].map((forecast_power_kw, index) => ({
      start_utc: at(index),
      forecast_power_kw,
    }));
    await insert({ made: 0 }, values);
    assert.deepEqual(await powers(), [0, -1]);
  });

  it("covers [start, end), also across the days of the partitions", async () => {
    await partitions.makeDays(
      database.owner,
      Temporal.PlainDate.from("2026-06-20"),
      Temporal.PlainDate.from("2026-06-22"),
    );
    await insert({ made: -6 }, [-1, 0, 12, 23.75, 24, 25]);
    const starts = (await latest()).map((value) => value.start_utc);
    assert.deepEqual(starts, [at(0), at(12), at(23.75)]);
    const around = await latest({
      start: START.subtract({ hours: 1 }),
      end: END.add({ hours: 2 }),
    });
    assert.equal(around.length, 6);
  });

  it("is that of the sites asked for which the caller has, by site and time", async () => {
    const { plant, bare, turbine } = cast.sites;
    for (const site_uuid of [turbine, bare, plant]) await insert({ made: 8, site_uuid }, [9, 8]);
    const sitesOf = async (viewer: Person, sites: string[]) =>
      (await latest({ viewer, sites })).map((value) => `${value.site_uuid} ${value.start_utc}`);
    const rows = (...sites: string[]) =>
      sites.sort().flatMap((site) => [`${site} ${at(8)}`, `${site} ${at(9)}`]);
    const every = [plant, bare, turbine];
    assert.deepEqual(await sitesOf(cast.alice, every), rows(plant, bare));
    assert.deepEqual(await sitesOf(cast.bob, [bare]), rows(bare));
    assert.deepEqual(await sitesOf(cast.charlie, every), rows(turbine));
    assert.deepEqual(await sitesOf(cast.ada, every), rows(...every));
    assert.deepEqual(await sitesOf(cast.alice, []), []);
  });

  it("agrees with the definition, spelt out, on runs of any kind in any order", async () => {
    const run = fc.record({
      made: fc.integer({ min: 0, max: 6 }),
      written: fc.option(fc.integer({ min: 0, max: 3 })),
      starts: fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 6 }),
      forecast_uuid: fc.uuid(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(run, { selector: (r) => r.forecast_uuid }), async (runs) => {
        await database.owner`truncate forecasts cascade`;
        for (const { made, written, starts, forecast_uuid } of runs) {
          const created_utc = written === null ? null : at(written);
          await insert({ made, created_utc, forecast_uuid }, starts);
        }
        const age = (r: typeof runs[number]) =>
          `${r.made} ${r.written ?? "null, the newest"} ${r.forecast_uuid}`;
        const newest = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((hour) => {
          const able = runs.filter((r) => r.made <= hour && r.starts.includes(hour));
          const best = able.sort((a, b) => age(a) < age(b) ? -1 : 1).at(-1);
          return best ? [[at(hour), best.forecast_uuid]] : [];
        });
        const found = (await latest()).map((v) => [v.start_utc, v.forecast_uuid]);
        assert.deepEqual(found, newest);
      }),
      { numRuns: 25, seed: 2026 },
    );
  });
});
