import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import {
  makeModel,
  quartz,
  type StoredRun,
  type StoredValue,
  storeRuns,
} from "../../support/quartz.ts";
import { historyOf, newestOf, type Window } from "../../support/quartz_model.ts";
import { demoSites } from "../../support/quartz_sites.ts";

const RUNS = Number(Deno.env.get("QUARTZ_SEQUENCES") ?? 12);
/** Two days before now: minutes are counted from there. */
const BASE = NOW.subtract({ hours: 48 });
const NOW_MINUTE = 48 * 60;

let app: TestApp;
let sites: string[];
let models: Record<string, string>;
beforeAll(async () => {
  app = await testApp();
  sites = await demoSites(app, 3);
  const { owner } = app.database;
  models = {
    a1: await makeModel(owner, "a", "1"),
    a2: await makeModel(owner, "a", "2"),
    b: await makeModel(owner, "b", "1"),
  };
  await owner`update sites set ml_model_uuid = ${models.a1!} where site_uuid = ${sites[0]!}`;
});
afterAll(() => app.close());

/** Times of runs and windows lie on few minutes, so that edges are met. */
const minute = fc.constantFrom(-15, 0, 7, 15, 1440, 2820, 2835, 2865, 2873, 2879, 2880, 2881, 2895);
const value = fc.record({
  offset: fc.constantFrom(-30, -15, 0, 0, 0, 8, 15, 15, 30),
  minutes: fc.constantFrom(5, 15, 30),
  horizon: fc.constantFrom(0, 0, 0, 15, null, -1),
  model: fc.constantFrom(null, "a1", "a2", "b"),
  isFinite: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});
const run = fc.record({
  site: fc.nat(2),
  time: minute,
  values: fc.array(value, { maxLength: 4 }),
});
const question = fc.record({
  runs: fc.array(run, { maxLength: 14 }),
  start: fc.option(minute, { nil: undefined }),
  end: fc.option(minute, { nil: undefined }),
});

const timeAt = (minutes: number) => BASE.add({ minutes }).toString().slice(0, 19);

interface Forecast {
  forecast_uuid: string;
  site_uuid: string;
  forecast_creation_datetime: string;
  forecast_values: { target_datetime_utc: string; expected_generation_kw: number }[];
}

/** A site with a model shows values of its name. */
const allows = (site: string, { model }: StoredValue) =>
  site !== sites[0] || model === models.a1 || model === models.a2;

/** Gives every value a power of its own, by which a response is recognised. */
function stored(made: readonly Made[]): StoredRun[] {
  let number = 0;
  return made.map(({ site, time, values }) => ({
    site: sites[site]!,
    time,
    values: values.map(({ offset, minutes, horizon, model, isFinite }) => ({
      start: time + offset,
      minutes,
      kw: isFinite ? ++number / 8 : "NaN" as const,
      horizon,
      model: model && models[model]!,
    })),
  }));
}

interface Made {
  site: number;
  time: number;
  values: {
    offset: number;
    minutes: number;
    horizon: number | null;
    model: string | null;
    isFinite: boolean;
  }[];
}

/** Asserts what is shown of a site, and returns its values in their order, with the history's number. */
function checkSite(shown: Forecast | undefined, runs: StoredRun[], site: string, window: Window) {
  const history = historyOf(runs, site, window, allows);
  const newest = newestOf(runs, site, window, allows);
  const values = (shown?.forecast_values ?? []).map((one) => ({
    time: one.target_datetime_utc,
    kw: one.expected_generation_kw,
  }));
  const plain = ({ start, kw }: StoredValue) => ({ time: timeAt(start), kw: kw as number });
  const chosen = history.map((candidates, at) => {
    const found = candidates.find(({ kw }) => kw === values[at]?.kw);
    assert.ok(found, `place ${at} of the history of ${site}: ${JSON.stringify(values)}`);
    return found;
  });
  const others = newest.filter(({ kw }) => !chosen.some((one) => one.kw === kw));
  assert.deepEqual(
    values.slice(chosen.length).toSorted((a, b) => a.kw - b.kw),
    others.map(plain).toSorted((a, b) => a.kw - b.kw),
  );
  assert.deepEqual(
    values.map(({ time }) => time),
    [...chosen, ...others].map(plain).map(({ time }) => time),
  );
  const used = [...chosen, ...others];
  return { chosen, newest, values, first: used[0]?.run, last: used.at(-1)?.run };
}

function sumsOf(values: { start: number; kw: number | string }[]) {
  const sums = new Map<number, number>();
  for (const { start, kw } of values) sums.set(start, (sums.get(start) ?? 0) + Number(kw));
  return [...sums].sort(([a], [b]) => a - b)
    .map(([start, power_kw]) => ({ power_kw, start_utc: timeAt(start), name: "total" }));
}

describe("forecasts of Quartz, of random runs and windows", () => {
  it("are what the contract says, in each form", async () => {
    const client = quartz(app);
    await fc.assert(
      fc.asyncProperty(question, async ({ runs: made, start, end }) => {
        await app.database.owner`delete from forecast_values`;
        await app.database.owner`delete from forecasts`;
        const runs = stored(made);
        const uuids = await storeRuns(app.database.owner, BASE, runs);
        const query = `/sites/pv_forecast?site_uuids=${sites}` +
          (start === undefined ? "" : `&start_utc=${timeAt(start)}`) +
          (end === undefined ? "" : `&end_utc=${timeAt(end)}`);
        const window = { start: start ?? yesterday(), now: NOW_MINUTE, end };
        const { body, status, text } = await client.get(query);
        assert.equal(status, 200, text);
        const shown = new Map((body as Forecast[]).map((one) => [one.site_uuid, one]));
        const checked = new Map(
          sites.map((site) => [site, checkSite(shown.get(site), runs, site, window)] as const),
        );
        const withValues = sites.filter((site) => checked.get(site)!.values.length > 0)
          .sort((a, b) =>
            Number(checked.get(a)!.chosen.length === 0) -
              Number(checked.get(b)!.chosen.length === 0) || (a < b ? -1 : 1)
          );
        assert.deepEqual([...shown.keys()], withValues);
        for (const [site, { forecast_uuid, forecast_creation_datetime }] of shown) {
          const { last } = checked.get(site)!;
          assert.equal(forecast_uuid, uuids[last!]);
          assert.equal(forecast_creation_datetime, timeAt(runs[last!]!.time));
        }
        const compact = (await client.get(`${query}&compact=true`)).body;
        const order = [
          ...withValues.flatMap((site) =>
            checked.get(site)!.chosen.map(({ start }) => timeAt(start))
          ),
          ...withValues.toSorted().flatMap((site) =>
            checked.get(site)!.values.slice(checked.get(site)!.chosen.length).map(({ time }) =>
              time
            )
          ),
        ];
        assert.deepEqual(Object.keys(compact.target_time_idx), [...new Set(order)]);
        for (const one of compact.forecasts) {
          const { values, first } = checked.get(one.site_uuid)!;
          assert.equal(one.forecast_uuid, uuids[first!]);
          const last = new Map(values.map(({ time, kw }) => [compact.target_time_idx[time], kw]));
          assert.deepEqual(
            new Map(Object.entries(one.forecast_values).map(([at, kw]) => [Number(at), kw])),
            last,
          );
        }
        const all = sites.map((site) => checked.get(site)!);
        const sums = (await client.get(`${query}&sum_by=total&compact=1`)).body;
        assert.deepEqual(sums, [
          ...sumsOf(all.flatMap(({ newest }) => newest)),
          ...sumsOf(all.flatMap(({ chosen }) => chosen)),
        ]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** The midnight before today's, in minutes after BASE. */
function yesterday(): number {
  const midnight = NOW.toZonedDateTimeISO("UTC").startOfDay().subtract({ days: 1 }).toInstant();
  return Math.round(BASE.until(midnight).total("minutes"));
}
