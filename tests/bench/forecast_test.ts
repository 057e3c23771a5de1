import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { bench } from "../../bench/forecast/bench.ts";
import { historyOf } from "../../bench/forecast/history.ts";
import { forecasts } from "../../bench/forecast/ours.ts";
import { readPlant } from "../../bench/forecast/plant.ts";
import {
  bestMix,
  lastIndexes,
  LASTING,
  type Mix,
  mixed,
  rowsOf,
  sunUpOf,
  USUAL,
} from "../../bench/forecast/references.ts";
import { scoreOf } from "../../bench/forecast/score.ts";
import { table } from "../../bench/forecast/table.ts";
import { potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import { QUARTER, quarterHours } from "../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { HOUR, milliseconds, MINUTE } from "../../domain/time/time.ts";
import { PLANT } from "../../service/demo/cast.ts";

const { measured } = readPlant(
  await Deno.readTextFile(new URL("../../tasks/demo/enerpos_2021.csv", import.meta.url)),
);
const found = potentialOf(PLANT);
assert.ok("potential" in found);
const { potential } = found;

const between = (from: string, to: string) =>
  measured.filter(({ startMs }) =>
    startMs >= milliseconds(`${from}T00:00:00Z`) && startMs < milliseconds(`${to}T00:00:00Z`)
  );

describe("the measurements of the plant", () => {
  const HEAD = "\uFEFFdate;produced_energy_kWh;pv_power_W";
  const reading = (...lines: string[]) => readPlant([HEAD, ...lines].join("\r\n"));
  const read = (...lines: string[]) =>
    reading(...lines).measured.map(({ startMs, endMs, powerKw }) => {
      assert.equal(endMs - startMs, 10 * MINUTE);
      return [startMs, Number(powerKw.toFixed(6))];
    });
  const noon = milliseconds("2020-02-29T08:00:00Z");
  const BEFORE = "29/02/2020 12:00;0;";
  const STAMP = "29/02/2020 12:10";
  const start = [noon - 10 * MINUTE, 0];

  it("are energies of ten minutes that end at a local stamp, of any year", () => {
    assert.deepEqual(read(BEFORE, `${STAMP};2.5;1`, "29/02/2020 12:20;0;"), [
      start,
      [noon, 15],
      [noon + 10 * MINUTE, 0],
    ]);
  });

  it("are means of two samples where the energy is missing or impossible", () => {
    for (const energy of ["", " ", "9016", "8.5", "-1", "x"]) {
      const lines = ["29/02/2020 12:00;;10000", `${STAMP};${energy};20000`];
      assert.deepEqual(read(...lines), [[noon, 15]], energy);
    }
  });

  it("are gaps where a sample is missing or impossible too, and off the grid", () => {
    for (const first of ["", " ", "52000", "-5"]) {
      assert.deepEqual(read(`29/02/2020 12:00;;${first}`, `${STAMP};;20000`), [], first);
    }
    assert.deepEqual(read("29/02/2020 12:03;0;", "29/02/2020 12:10:07;0;", `${STAMP};;`, ""), []);
  });

  it("are no energy that the counter caught up after a gap", () => {
    for (const sample of ["0", "1000", "29000"]) {
      assert.deepEqual(read(`${STAMP};7.4;${sample}`), [], sample);
      assert.deepEqual(read("29/02/2020 12:00;;", `${STAMP};7.4;${sample}`), [], sample);
    }
    assert.deepEqual(read(`${STAMP};7.4;35000`), [[noon, 44.4]]);
    assert.deepEqual(read(`${STAMP};0;`), [[noon, 0]]);
    assert.deepEqual(read(BEFORE, `${STAMP};7.4;0`), [start, [noon, 44.4]]);
  });

  it("are held against the next ten minutes where there is no sample, also in the copy", () => {
    const after = (energy: string) => `29/02/2020 12:20;${energy};`;
    assert.equal(read(`${STAMP};7.4;`, after("7")).length, 2);
    assert.deepEqual(read(`${STAMP};7.4;`, after("0")), [[noon + 10 * MINUTE, 0]]);
    const copied = readPlant("# The copy\n2020-02-29,0*2,,74,0*2,60W,,6000W,12*2\n");
    const powers = copied.measured.map(({ powerKw }) => Number(powerKw.toFixed(6)));
    assert.deepEqual(powers, [0, 0, 0, 0, 0.06, 6, 7.2, 7.2]);
  });

  it("have one row for a stamp, the first that has a possible energy", () => {
    const twice = (...cells: string[]) => read(BEFORE, ...cells.map((cell) => `${STAMP};${cell}`));
    assert.deepEqual(twice("2.5;1", ";"), [start, [noon, 15]]);
    assert.deepEqual(twice("9016;1", "2.5;1"), [start, [noon, 15]]);
    assert.deepEqual(twice("2.5;1", "0;0"), [start, [noon, 15]]);
  });

  it("may have decimal commas, blanks, quotes, seconds and 24:00, but no day that is none", () => {
    assert.deepEqual(read(BEFORE, ` "29/02/2020 12:10:00" ; "2,5" ; "1" ;`), [start, [noon, 15]]);
    const midnight = milliseconds("2020-02-29T20:00:00Z");
    assert.deepEqual(read("29/02/2020 24:00;0;0"), [[midnight - 10 * MINUTE, 0]]);
    for (const stamp of ["31/02/2020 12:10", "29/02/2021 12:10", "29/02/2020 24:10"]) {
      assert.deepEqual(read(`${stamp};0;0`), [], stamp);
    }
  });

  it("are counted by what became of the rows", () => {
    const lines = [BEFORE, `${STAMP};;10000`, "29/02/2020 12:20;;20000", "29/02/2020 12:40;;"];
    const { rows, fromEnergy, fromSamples } = reading(...lines);
    assert.deepEqual({ rows, fromEnergy, fromSamples }, { rows: 4, fromEnergy: 1, fromSamples: 1 });
  });

  it("are refused of another file", () => {
    for (const text of ["datetime;power\n", "", "# nothing\n"]) {
      assert.throws(() => readPlant(text), /export/);
    }
  });

  it("are the project's own without the days that stand in for others", () => {
    const days = new Set(
      measured.map(({ startMs }) => Math.floor((startMs + 4 * HOUR) / 24 / HOUR)),
    );
    assert.equal(days.size, 365 - 46);
  });
});

describe("the references", () => {
  const history = historyOf(between("2021-05-01", "2021-07-20"), PLANT);
  const { first, index, power, clear } = history;
  const last = lastIndexes(history);

  /** Persistence without a shortcut: by the periods that had ended at issue, then back quarter by quarter. */
  function persisted(issue: number): number {
    const known = { knownMs: (first + issue) * QUARTER, capacityKw: 50 };
    const [newest] = quarterHours(history.measured, first + issue - 1, 1, known).values;
    const isLit = (at: number) => clear[at]! > potential.leastKw;
    if (isLit(issue - 1) && newest! >= 0) return newest! / clear[issue - 1]!;
    let at = issue - 2;
    while (!(isLit(at) && power[at]! >= 0)) at--;
    return power[at]! / clear[at]!;
  }

  it("are what was known at issue time: yesterday, the last index, the hour's mean and median", () => {
    for (const hours of [1, 24, 36]) {
      const rows = rowsOf(history, last, hours * 4, first + 60 * 96);
      assert.ok(rows.length > 500);
      for (const row of rows.filter((_, i) => i % 97 === 0)) {
        const target = row.target - first;
        const issue = target - hours * 4;
        const hour = (quarter: number) => Math.floor((quarter % 96) / 4);
        const month = index.slice(issue - 30 * 96, issue)
          .filter((value, i) => value >= 0 && hour(issue - 30 * 96 + i) === hour(target)).sort();
        const mean = month.reduce((sum, value) => sum + value, 0) / month.length;
        assert.equal(row.actual, power[target]);
        assert.equal(row.yesterday, power[target - (hours > 24 ? 192 : 96)]);
        assert.ok(Math.abs(row.mean - mean * clear[target]!) < 1e-9);
        assert.ok(Math.abs(row.persisted - persisted(issue) * clear[target]!) < 1e-9);
        for (const [name, p] of [["p10", 0.1], ["median", 0.5], ["p90", 0.9]] as const) {
          const [share, place] = [row[name] / clear[target]!, (month.length - 1) * p];
          assert.ok(share >= month[Math.floor(place)]! - 1e-9);
          assert.ok(share <= month[Math.ceil(place)]! + 1e-9);
        }
        const newest = index.slice(issue - 4, issue).filter((value) => value >= 0);
        const lasts = newest.reduce((sum, value) => sum + value, 0) / newest.length;
        if (newest.length > 0) assert.ok(Math.abs(row.hour - lasts * clear[target]!) < 1e-9);
      }
    }
  });

  it("mix in the way that is best on these very rows", () => {
    const rows = rowsOf(history, last, 4, first + 60 * 96);
    const error = (mix: Mix) =>
      rows.reduce((sum, row) => sum + Math.abs(mixed(row, mix) - row.actual), 0);
    const mix = bestMix(rows);
    const { share } = mix;
    assert.ok(share > 0 && share < 1);
    for (const other of [0, share - 0.02, share + 0.02, 1]) {
      assert.ok(error(mix) <= error({ ...mix, share: other }));
    }
    for (const lasting of LASTING) {
      for (const usual of USUAL) assert.ok(error(mix) <= error({ lasting, usual, share }));
    }
  });
});

describe("the forecasts of the bench", () => {
  const part = between("2021-05-01", "2021-07-20");
  const issueMs = milliseconds("2021-07-12T07:15:00Z");
  const issues = Array.from({ length: 6 }, (_, i) => issueMs / QUARTER + i * 13);
  const horizons = [0, 4, 24, 96, 144, 191];
  const made = (measured: PowerPeriod[], issue: number) =>
    [...forecasts(historyOf(measured, PLANT), horizons, issue, issue + 1)]
      .flatMap(([, values]) => [...values]);

  it("are the same when everything later is poisoned: the day's fit and the forecasts", () => {
    for (const issue of issues) {
      const poisoned = part.map((one) =>
        one.endMs > issue * QUARTER ? { ...one, powerKw: 1e9 } : one
      );
      const plausible = part.map((one) =>
        one.endMs > issue * QUARTER ? { ...one, powerKw: 50 } : one
      );
      const honest = made(part, issue);
      assert.equal(honest.length, horizons.length);
      assert.deepEqual(made(poisoned, issue), honest);
      assert.deepEqual(made(plausible, issue), honest);
    }
  });

  it("change with what was known last", () => {
    const issue = issues[0]!;
    const changed = part.map((one) =>
      one.endMs === issue * QUARTER - 5 * MINUTE ? { ...one, powerKw: one.powerKw / 2 } : one
    );
    assert.notDeepEqual(made(changed, issue), made(part, issue));
  });
});

describe("the bench", () => {
  it("finds the baseline beside the best references, and its band honest", () => {
    const scores = bench(between("2021-05-16", "2021-08-20"), PLANT, [1, 6, 24]);
    assert.deepEqual(scores.map((score) => score.horizon_hours), [1, 6, 24]);
    for (const score of scores) {
      assert.ok(score.rows > 1000);
      const { ours, yesterday, persisted, hour, mean, median, mix, ratio } = score;
      const best = Math.min(yesterday, persisted, hour, mean, median, mix);
      assert.ok(Math.abs(ratio - ours / best) < 1e-9);
      // Five weeks of winter: over the whole year it is better at each horizon.
      assert.ok(ratio < (score.horizon_hours === 1 ? 1 : 1.05), `${ratio}`);
      assert.ok(score.ratio_interval[0] <= ratio && ratio <= score.ratio_interval[1]);
      for (const inside of [score.inside, score.inside_sun_up]) {
        assert.ok(inside > 0.7 && inside < 0.9, `${inside}`);
      }
      const pinball = Math.min(score.pinball_references, score.pinball_30_days);
      assert.ok(score.pinball < 1.05 * pinball, `${score.pinball / pinball}`);
    }
    assert.equal(table(scores).length, 8);
  });

  it("ends with a sentence where there is nothing to compare", () => {
    assert.throws(() => bench([], PLANT), /holds no measurement/);
    for (const end of ["2021-05-17", "2021-07-14"]) {
      assert.throws(
        () => bench(between("2021-05-16", end), PLANT, [1]),
        /nothing to compare: the \d+ days/,
      );
    }
  });

  it("scores what is exactly right with no error, and all references worse", () => {
    const history = historyOf(between("2021-05-16", "2021-08-01"), PLANT);
    const from = history.first + 59 * 96;
    const rows = rowsOf(history, lastIndexes(history), 4, from);
    const sunUp = sunUpOf(history, from);
    assert.ok(sunUp.length > rows.length && sunUp.length < rows.length * 1.2);
    const exact = new Map(
      sunUp.map(({ target, actual }) =>
        [target, { p10: actual, median: actual, p90: actual }] as const
      ),
    );
    const score = scoreOf(1, rows, sunUp, exact);
    assert.deepEqual([score.ours, score.ratio, score.pinball], [0, 0, 0]);
    assert.deepEqual([score.inside, score.inside_sun_up], [1, 1]);
    assert.ok(Math.min(score.yesterday, score.persisted, score.mean, score.mix) > 1);
  });
});
