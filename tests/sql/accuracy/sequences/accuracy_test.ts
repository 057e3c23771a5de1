import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Accuracy, LIGHTS } from "../../../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../../../domain/forecasts/baseline_forecast.ts";
import { countDays } from "../../../../service/accuracy/accuracy.ts";
import * as accuracy from "../../../../sql/accuracy/accuracy.ts";
import { pairsOf, plainAccuracy } from "../../../support/accuracy.ts";
import {
  accuracyWorld,
  DAY,
  type Forecast,
  type Model,
  NOW,
  PERIOD,
} from "../../../support/accuracy_world.ts";
import { inScope } from "../../../support/scopes.ts";

const { database, owner, cast, plant, bare, MODELS, SITES, fill } = await accuracyWorld();

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
const levels = fc.option(
  fc.dictionary(fc.constantFrom("p05", "p25", "p50", "p75"), fc.integer({ min: -5, max: 50 })),
  { nil: undefined },
);
const run = fc.record({
  site,
  made: fc.integer({ min: DAY - 1440, max: DAY + 2 * 1440 }),
  is: fc.constantFrom<Model>("none", "two", "three", "baseline", "baseline"),
  minutes: fc.constantFrom(10, 10, 15, 15, 30, 30, 60, 1440, 1500, 0),
  ahead: fc.oneof(fc.integer({ min: -120, max: 600 }), fc.integer({ min: 600, max: 3500 }))
    .map((minutes) => minutes - minutes % 5),
  values: fc.array(fc.record({ kw: power, p10: quantile, p90: quantile, levels }), {
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

/**
 * Compares rows; numbers may differ in the last digits, since sums in another order are rounded
 * otherwise.
 */
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
          const days = pairsOf(SITES, rows, runs)
            .filter(({ day }) => day >= DAY / 1440 && day < DAY / 1440 + 2);
          const baselines = runs.filter(([first]) => first?.is === "baseline");
          for (const light of LIGHTS) {
            const pairs = days.filter(({ lit }) => light === "day" || lit);
            const ofPlant = pairs.filter((pair) => pair.site === plant);
            const last30 = { from: PERIOD.to.subtract({ days: 29 }), to: PERIOD.to };
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
});
