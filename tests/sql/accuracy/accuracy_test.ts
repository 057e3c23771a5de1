import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Accuracy, LIGHTS } from "../../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { countDays } from "../../../service/accuracy/accuracy.ts";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import { findOrMake as findOrMakeModel } from "../../../sql/forecasts/models.ts";
import {
  type ForecastRow,
  type MeasuredRow,
  pairsOf,
  plainAccuracy,
} from "../../support/accuracy.ts";
import { storeRows } from "../../support/accuracy_rows.ts";
import { PLANT } from "../../support/cast.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";
import { withAdminScope } from "../../../db/scope.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant, bare } = cast.sites;
const SITES = {
  [plant]: { capacity_kw: PLANT.capacity_kw, place: PLANT },
  [bare]: { capacity_kw: null, place: null },
};

/** The 20th and 21st of June; the second is the last complete day. */
const NOW = Temporal.Instant.from("2026-06-22T00:07:00Z");
const [FROM, TO] = ["2026-06-20", "2026-06-21"].map((day) => Temporal.PlainDate.from(day));
const PERIOD = { from: FROM!, to: TO! };
const DAY = Temporal.Instant.from("2026-06-20T00:00:00Z").epochMilliseconds / 60_000;

/** "two" and "three" are versions of one model. */
const MODELS = {
  none: { name: null, uuid: null },
  two: { name: "modeller's", uuid: await model("modeller's", "2") },
  three: { name: "modeller's", uuid: await model("modeller's", "3") },
  half: { name: "half hours", uuid: await model("half hours", "1") },
  baseline: { name: BASELINE_MODEL.name, uuid: await model(BASELINE_MODEL.name, "1") },
};
type Model = keyof typeof MODELS;

function model(name: string, version: string) {
  return findOrMakeModel(owner, { name, version, description: "" });
}

type Forecast = ForecastRow & { is: Model };

const site = fc.constantFrom(plant, bare);
const power = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: -5000, max: 50_000 }).map((watts) => watts / 1000) },
  { weight: 2, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 49.14, 5e-324) },
);

/** A stretch of measurements, and single rows that overlap or are odd. */
const stretch = fc.record({
  site,
  minutes: fc.constantFrom(5, 10, 15, 30, 60),
  from: fc.integer({ min: -6, max: 30 }).map((hour) => DAY + hour * 60),
  values: fc.array(fc.option(power, { freq: 8 }), { minLength: 60, maxLength: 90 }),
}).map(({ site, minutes, from, values }) =>
  values.flatMap((kw, i) =>
    kw === null ? [] : [{ site, start: from + i * minutes, end: from + (i + 1) * minutes, kw }]
  )
);
const odd = fc.record({
  site,
  start: fc.integer({ min: DAY - 1500, max: DAY + 2900 }),
  minutes: fc.constantFrom(-10, 0, 7, 45, 600, 1440, 1441, 3000),
  kw: power,
}).map(({ site, start, minutes, kw }) => [{ site, start, end: start + minutes, kw }]);
const measured = fc.array(fc.oneof({ weight: 3, arbitrary: stretch }, odd), {
  minLength: 5,
  maxLength: 10,
}).map((parts) => {
  const unique = new Map(parts.flat().map((row) => [`${row.site}${row.start} ${row.end}`, row]));
  return [...unique.values()];
});

const quantile = fc.option(
  fc.oneof(fc.integer({ min: -5, max: 50 }), fc.constantFrom(0, 49.14)),
  { nil: undefined },
);
const run = fc.record({
  site,
  made: fc.integer({ min: DAY - 1440, max: DAY + 2 * 1440 }),
  is: fc.constantFrom<Model>("none", "two", "three", "baseline", "baseline"),
  minutes: fc.constantFrom(10, 10, 15, 15, 30, 30, 60, 1440, 1500, 0),
  ahead: fc.oneof(fc.integer({ min: -120, max: 600 }), fc.integer({ min: 600, max: 3500 }))
    .map((minutes) => minutes - minutes % 5),
  values: fc.array(fc.record({ kw: power, p10: quantile, p90: quantile }), {
    minLength: 20,
    maxLength: 60,
  }),
}).map(({ site, made, is, minutes, ahead, values }): Forecast[] => {
  const first = Math.floor(made / 30) * 30 + ahead;
  return values.map((value, i) => {
    const start = first + i * (minutes || 15);
    return { ...value, site, made, is, model: MODELS[is].name, start, end: start + minutes };
  });
});

async function fill(rows: MeasuredRow[], runs: Forecast[][]) {
  await storeRows(owner, rows, runs, ({ is }) => MODELS[is].uuid);
}

/** Sums in another order end in other digits: numbers that are as good as expected become so. */
function assertClose(actual: Accuracy[], expected: Accuracy[], message: string) {
  const close = (value: unknown, wanted: unknown) =>
    typeof value === "number" && typeof wanted === "number" &&
      Math.abs(value - wanted) < 1e-9 * (1 + Math.abs(wanted))
      ? wanted
      : value;
  const rows = actual.map((row, i) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        close(value, expected[i]?.[name as keyof Accuracy]),
      ]),
    )
  );
  assert.deepEqual(rows, expected, message);
}

describe("accuracy", () => {
  it("is what its definition gives from all that is stored, over days and over the last 30", async () => {
    await fc.assert(
      fc.asyncProperty(
        measured,
        fc.array(run, { minLength: 10, maxLength: 30 }),
        async (rows, runs) => {
          await fill(rows, runs);
          await countDays(owner, PERIOD, NOW);
          const days = pairsOf(SITES, rows, runs.flat())
            .filter(({ day }) => day >= DAY / 1440 && day < DAY / 1440 + 2);
          const baselines = runs.filter(([first]) => first?.is === "baseline");
          for (const light of LIGHTS) {
            const pairs = days.filter(({ lit }) => light === "day" || lit);
            const ofPlant = pairs.filter((pair) => pair.site === plant);
            const last30 = { from: TO!.subtract({ days: 29 }), to: TO! };
            const expect = (some: typeof pairs) =>
              plainAccuracy(SITES, some, baselines, BASELINE_MODEL.name);
            await inScope(database, cast.alice, async (sql) => {
              for (const period of [PERIOD, last30]) {
                const what = `${light} from ${period.from}`;
                assertClose(await accuracy.ofGroup(sql, period, light), expect(pairs), what);
                assertClose(
                  await accuracy.ofSite(sql, plant, period, light),
                  expect(ofPlant),
                  what,
                );
              }
            });
          }
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it("gives a copy of the baseline the skill 0, of all its runs, of noon alone and by half hours", async () => {
    const quarters = (made: number, hours: number) =>
      Array.from({ length: hours * 4 }, (_, i) => made + i * 15);
    // Off by what the run and the target make of it; noon is easy.
    const kw = (made: number, start: number) =>
      10 + (start % 1440 === 720 ? 1 : made / 15 % 4 + start / 15 % 8);
    const value = (is: Model, made: number, start: number): Forecast => (
      { site: plant, made, is, model: MODELS[is].name, start, end: start + 15, kw: kw(made, start) }
    );
    const rows = quarters(DAY, 24).map((start) => ({
      site: plant,
      start,
      end: start + 15,
      kw: 10,
    }));
    const made = quarters(DAY - 1440, 44);
    const runs = made.flatMap((made) => {
      const baseline = quarters(made, 48).map((start) => value("baseline", made, start));
      const noon = baseline.filter(({ start }) => start === DAY + 720);
      const halves = baseline.filter(({ start }) => start % 30 === 0)
        .map((row) => ({ ...row, end: row.end + 15, kw: (row.kw + kw(made, row.start + 15)) / 2 }));
      const as = (is: Model, rows: Forecast[]) => rows.map((row) => ({ ...row, is }));
      return [baseline, as("none", baseline), as("two", noon), as("half", halves)];
    });
    await fill(rows, runs);
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.alice, async (sql) => {
      const all = await accuracy.ofSite(sql, plant, PERIOD, "day");
      for (const name of [null, "modeller's", "half hours"]) {
        const own = all.filter(({ model_name }) => model_name === name);
        assert.ok(own.length >= 6, `${own.length} horizons`);
        for (const { skill, pairs, horizon_hours } of own) {
          assert.equal(Math.abs(skill!) < 1e-12, true, `${name}, ${horizon_hours} h: ${skill}`);
          assert.ok(pairs > 0);
        }
      }
    });
  });

  it("holds a run at midnight against the same hours of the baseline's runs, not against its day", async () => {
    // The baseline is as far off at a target however early it was made: more and more over the day.
    const at = (is: Model, made: number) =>
      Array.from({ length: 192 }, (_, i): Forecast => {
        const start = made + i * 15;
        const kw = 10 + Math.floor((start - DAY + 1440) % 1440 / 15);
        return { site: plant, made, is, model: MODELS[is].name, start, end: start + 15, kw };
      });
    const rows = Array.from({ length: 96 }, (_, i) => DAY + i * 15)
      .map((start) => ({ site: plant, start, end: start + 15, kw: 10 }));
    const baseline = Array.from({ length: 192 }, (_, i) => at("baseline", DAY - 1440 + i * 15));
    await fill(rows, [...baseline, at("two", DAY), at("two", DAY - 1440)]);
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.alice, async (sql) => {
      const all = await accuracy.ofSite(sql, plant, PERIOD, "day");
      const skills = all.filter(({ model_name }) => model_name === "modeller's")
        .map(({ horizon_hours, skill }) => [horizon_hours, skill]);
      assert.deepEqual(skills, [0, 1, 3, 6, 12, 24, 36, 48].map((hours) => [hours, 0]));
    });
  });

  it("is seen of one's own sites only, and by administrators of any", async () => {
    await fill(
      [{ site: plant, start: DAY, end: DAY + 30, kw: 10 }],
      [[{ site: plant, made: DAY, is: "two", model: null, start: DAY, end: DAY + 30, kw: 12 }]],
    );
    await countDays(owner, PERIOD, NOW);
    await inScope(database, cast.charlie, async (sql) => {
      assert.deepEqual(await accuracy.ofGroup(sql, PERIOD, "day"), []);
      assert.deepEqual(await accuracy.ofSite(sql, plant, PERIOD, "day"), []);
    });
    await assert.rejects(
      inScope(database, cast.alice, async (sql) => void await sql`select from app.accuracy_days`),
      { code: "42501" },
    );
    await withAdminScope(database.requests, cast.ada, { readOnly: true }, async (sql) => {
      const all = await accuracy.ofAll(sql, PERIOD, "day");
      assert.deepEqual(all.map(({ pairs, mae_kw }) => [pairs, mae_kw]), [[1, 2]]);
      const { alice, charlie } = cast;
      const of = (group: string) => accuracy.ofOneGroup(sql, group, PERIOD, "day");
      assert.deepEqual(await of(alice.site_group_uuid), all);
      assert.deepEqual(await of(charlie.site_group_uuid), []);
    });
  });
});
