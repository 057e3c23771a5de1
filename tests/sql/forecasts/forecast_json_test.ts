import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import type { ScopedSql } from "../../../db/scope.ts";
import { thousandths } from "../../../domain/generation/energy.ts";
import * as demo from "../../../sql/operations/demo.ts";
import * as pastForecasts from "../../support/past_forecasts.ts";
import * as generationJson from "../../../sql/generation/generation_json.ts";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import { insertForecast, type ValueRow } from "../../support/rows.ts";
import { decoded } from "../../support/series.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const START = Temporal.Instant.from("2026-06-21T00:00:00Z");
const END = START.add({ hours: 24 });
const at = (minutes: number) => START.add({ minutes }).toString();

const { database, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
let half: string;

const NAME = 'two words "and" \\ é\n';
/** Runs as the Python SDK or anybody with SQL may store them. */
const ODD = [
  `{"p10": 0.1, "p90": 12345678901234567890.123456789}`,
  `{"p10": "0.1", "p90": null}`,
  `{"p10": [1], "p90": {"a": 1}}`,
  `{"p10": 1e299, "p90": 1e301}`,
  `{"p10": -0.00, "p90": 1e-7}`,
  `{"p10": true}`,
  `{"p10": 1e-400, "p90": 1e400}`,
  `{"other": 1}`,
  `[1]`,
  `{}`,
];

beforeAll(async () => {
  const { owner } = database;
  const [model] = await owner`
    insert into ml_model (name, version) values (${NAME}, null)
    returning model_uuid`;
  const values: ValueRow[] = ODD.map((probabilistic_values, index) => ({
    start_utc: at(index * 15),
    forecast_power_kw: index / 3,
    horizon_minutes: index === 0 ? null : index,
    probabilistic_values,
    ml_model_uuid: model!.model_uuid,
  }));
  const powers = [NaN, Infinity, -Infinity, 1e-300, 1.7e308, -0.1, 5e-324];
  values.push(...powers.map((forecast_power_kw, index) => ({
    start_utc: START.add({ minutes: (20 + index) * 15, microseconds: 1 }).toString(),
    forecast_power_kw,
    ml_model_uuid: model!.model_uuid,
  })));
  await insertForecast(owner, { site_uuid: plant, timestamp_utc: at(-60) }, values);
  half = await demo.makeSite(owner, cast.alice.site_group_uuid, { client_site_name: "Half" });
  const halves = [0, 30, 60, 6 * 60].map((start) => ({
    start_utc: at(start),
    forecast_power_kw: 7,
    probabilistic_values: `{"p10": 6}`,
  }));
  await insertForecast(owner, { site_uuid: half, timestamp_utc: at(-90) }, halves);
  await owner`
    update forecast_values set end_utc = start_utc + interval '30 min' where forecast_power_kw = 7`;
  await owner`update forecast_values set end_utc = 'infinity' where forecast_power_kw = 1`;
  await insertForecast(owner, { site_uuid: turbine, timestamp_utc: at(-90) }, halves);
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
      (${plant}, ${at(0)}, ${at(15)}, 0.30000000000000004),
      (${plant}, ${at(0)}, ${at(30)}, -1e-9),
      (${plant}, ${at(15)}, 'infinity', 1),
      (${plant}, ${at(30)}, ${at(45)}, 'NaN'),
      (${plant}, ${START.add({ microseconds: 1 }).toString()}, ${at(45)}, 1e300),
      (${plant}, ${at(24 * 60)}, ${at(24 * 60 + 15)}, 2)`;
});

const modelOf = (site: string) =>
  site === plant ? NAME : site === half ? null : "sitecast-baseline";

const asAlice = <T>(work: (sql: ScopedSql) => Promise<T>) => inScope(database, cast.alice, work);

/** The same values as rows, by the query for past forecasts without any condition, to the watt. */
const latest = async (sites: string[]) =>
  (await asAlice((sql) => pastForecasts.between(sql, sites, START, END, {}))).map((value) => ({
    ...value,
    forecast_power_kw: toTheWatt(value.forecast_power_kw),
    p10_kw: value.p10_kw === null ? null : toTheWatt(value.p10_kw),
    p90_kw: value.p90_kw === null ? null : toTheWatt(value.p90_kw),
  }));
/** Numbers that have no thousandths are as they are. */
const toTheWatt = (kw: number) => Math.abs(kw) < 1e12 ? thousandths(kw) + 0 : kw;
const json = async (make: typeof forecastJson.rows, sites: string[], end = END) =>
  decoded(await asAlice((sql) => make(sql, sites, START, end)));

const RANGE = { start_utc: "2026-06-21T00:00:00Z", end_utc: "2026-06-22T00:00:00Z" };

describe("JSON text that PostgreSQL makes", () => {
  it("of a site's forecast is what its rows would be as JSON, whatever was stored", async () => {
    const rows = await latest([plant]);
    assert.ok(rows.length >= 11, "the odd values are there");
    const values = rows.map(({ site_uuid: _, is_cut: __, is_filled: ___, ...value }) => value);
    const made = decoded(await asAlice((sql) => forecastJson.ofSite(sql, plant, START, END)));
    assert.deepEqual(
      made,
      JSON.parse(JSON.stringify({ site_uuid: plant, model_name: NAME, ...RANGE, values })),
    );
    assert.deepEqual(Object.keys(made.values[0]), Object.keys(values[0]!));
  });

  it("of a site's generation has its finite values by time, each number to the watt", async () => {
    const made = decoded(await asAlice((sql) => generationJson.ofSite(sql, plant, START, END)));
    const value = (start_utc: string, end_utc: string, generation_power_kw: number) => ({
      start_utc,
      end_utc,
      generation_power_kw,
    });
    const values = [
      value(at(0), at(15), 0.3),
      { ...value(at(15), at(30), 0), cut: true },
      { ...value(at(30), at(45), 1e300), cut: true },
    ];
    assert.deepEqual(made, { site_uuid: plant, ...RANGE, values });
  });

  it("of many sites has each in the order of UUIDs, one without values with an empty list", async () => {
    const asked = [plant, bare, half, half];
    const values = Map.groupBy(await latest(asked), (value) => value.site_uuid);
    const sites = [plant, bare, half].sort().map((site_uuid) => ({
      site_uuid,
      model_name: modelOf(site_uuid),
      values: (values.get(site_uuid) ?? []).map(
        (
          { start_utc, end_utc, forecast_power_kw, p10_kw, p90_kw, horizon_minutes, timestamp_utc },
        ) => ({
          start_utc,
          end_utc,
          forecast_power_kw,
          p10_kw,
          p90_kw,
          horizon_minutes,
          timestamp_utc,
        }),
      ),
    }));
    assert.deepEqual(await json(forecastJson.rows, asked), { ...RANGE, sites });
  });

  it("as columns has for each site and period its number, or null", async () => {
    const asked = [plant, bare, half];
    const values = await latest(asked);
    const keys = [...new Set(values.map(({ start_utc, end_utc }) => `${start_utc} ${end_utc}`))]
      .sort();
    const made = await json(forecastJson.columns, asked);
    assert.deepEqual(
      made.periods.start_utc.map((start: string, i: number) =>
        `${start} ${made.periods.end_utc[i]}`
      )
        .sort(),
      keys,
    );
    for (const site of made.sites) {
      const of = (column: "forecast_power_kw" | "p10_kw" | "p90_kw") =>
        made.periods.start_utc.map((start: string, i: number) =>
          values.find((value) =>
            value.site_uuid === site.site_uuid && value.start_utc === start &&
            value.end_utc === made.periods.end_utc[i]
          )?.[column] ?? null
        );
      assert.deepEqual(site, {
        site_uuid: site.site_uuid,
        model_name: modelOf(site.site_uuid),
        forecast_power_kw: of("forecast_power_kw"),
        p10_kw: of("p10_kw"),
        p90_kw: of("p90_kw"),
      });
    }
    assert.deepEqual(made.sites.map((s: { site_uuid: string }) => s.site_uuid), asked.sort());
  });

  it("of nothing is lists of nothing", async () => {
    const end = START.add({ microseconds: 1 });
    const until = { ...RANGE, end_utc: end.toString() };
    assert.deepEqual(await json(forecastJson.columns, [], end), {
      ...until,
      periods: { start_utc: [], end_utc: [] },
      sites: [],
    });
    assert.deepEqual(await json(forecastJson.rows, [], end), { ...until, sites: [] });
    const model_name = "sitecast-baseline";
    const sites = [{ site_uuid: bare, model_name, forecast_power_kw: [], p10_kw: [], p90_kw: [] }];
    const made = await json(forecastJson.columns, [bare]);
    assert.deepEqual(made.sites, sites);
  });

  it("has no value of a stranger's site", async () => {
    const { sites } = await json(forecastJson.rows, [turbine]);
    assert.deepEqual(sites, [{ site_uuid: turbine, model_name: null, values: [] }]);
    const made = await json(forecastJson.columns, [turbine]);
    assert.deepEqual(made.periods, { start_utc: [], end_utc: [] });
  });
});
