import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { bench } from "../bench/forecast/bench.ts";
import { historyOf } from "../bench/forecast/history.ts";
import { forecasts } from "../bench/forecast/ours.ts";
import { readPlant } from "../bench/forecast/plant.ts";
import { bestShare, mixed, rowsOf } from "../bench/forecast/references.ts";
import { scoreOf } from "../bench/forecast/score.ts";
import { table } from "../bench/forecast/table.ts";
import { potentialOf } from "../domain/baseline/potential.ts";
import { type Measured, QUARTER } from "../domain/baseline/quarters.ts";
import { HOUR, milliseconds, MINUTE } from "../domain/time.ts";
import { PLANT } from "../service/demo/cast.ts";

const measured = readPlant(
  await Deno.readTextFile(new URL("../tasks/demo/enerpos_2021.csv", import.meta.url)),
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
  const read = (...lines: string[]) =>
    readPlant([HEAD, ...lines].join("\r\n")).map(({ startMs, endMs, powerKw }) => {
      assert.equal(endMs - startMs, 10 * MINUTE);
      return [startMs, Number(powerKw.toFixed(6))];
    });
  const noon = milliseconds("2020-02-29T08:00:00Z");
  const STAMP = "29/02/2020 12:10";

  it("are energies of ten minutes that end at a local stamp, of any year", () => {
    assert.deepEqual(read(`${STAMP};2.5;1`, "29/02/2020 12:20;0;"), [
      [noon, 15],
      [noon + 10 * MINUTE, 0],
    ]);
  });

  it("are means of two samples where the energy is missing or impossible", () => {
    for (const energy of ["", "9016", "8.5", "-1", "x"]) {
      const lines = ["29/02/2020 12:00;;10000", `${STAMP};${energy};20000`];
      assert.deepEqual(read(...lines), [[noon, 15]], energy);
    }
  });

  it("are gaps where a sample is missing or impossible too, and off the grid", () => {
    for (const first of ["", "52000", "-5"]) {
      assert.deepEqual(read(`29/02/2020 12:00;;${first}`, `${STAMP};;20000`), [], first);
    }
    assert.deepEqual(read("29/02/2020 12:03;1;", `${STAMP};;20000`, ""), []);
  });

  it("are refused of another file", () => {
    assert.throws(() => readPlant("datetime;power\n"), /export/);
  });

  it("are the project's own without the days that stand in for others", () => {
    const days = new Set(
      measured.map(({ startMs }) => Math.floor((startMs + 4 * HOUR) / 24 / HOUR)),
    );
    assert.equal(days.size, 365 - 46);
  });
});

describe("the references", () => {
  const history = historyOf(between("2021-05-01", "2021-07-20"), potential);
  const { first, index, power, clear } = history;

  it("are what was known at issue time: yesterday, the last index, the hour's mean and median", () => {
    for (const hours of [1, 24, 36]) {
      const rows = rowsOf(history, hours * 4, first + 60 * 96);
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
        assert.ok(row.median >= month[0]! * clear[target]!);
        assert.ok(row.median <= month.at(-1)! * clear[target]!);
      }
    }
  });

  it("mix in the way that is best on these very rows", () => {
    const rows = rowsOf(history, 4, first + 60 * 96);
    const error = (share: number) =>
      rows.reduce((sum, row) => sum + Math.abs(mixed(row, share) - row.actual), 0);
    const share = bestShare(rows);
    assert.ok(share > 0 && share < 1);
    for (const other of [0, share - 0.01, share + 0.01, 1]) {
      assert.ok(error(share) <= error(other));
    }
  });
});

describe("the forecasts of the bench", () => {
  const part = between("2021-05-01", "2021-07-20");
  const issueMs = milliseconds("2021-07-12T07:15:00Z");
  const issues = Array.from({ length: 6 }, (_, i) => issueMs / QUARTER + i * 13);
  const horizons = [0, 4, 24, 96, 144, 191];
  const made = (measured: Measured[], issue: number) =>
    [...forecasts(historyOf(measured, potential), horizons, issue, issue + 1)]
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
  it("finds the baseline better than the best reference, and its band honest", () => {
    const scores = bench(between("2021-05-16", "2021-08-20"), [1, 6, 24]);
    assert.deepEqual(scores.map((score) => score.horizon_hours), [1, 6, 24]);
    for (const score of scores) {
      assert.ok(score.rows > 1000);
      assert.ok(score.ratio < 1, `${score.ratio}`);
      assert.ok(score.inside > 0.7 && score.inside < 0.9, `${score.inside}`);
      assert.ok(score.pinball < score.pinball_references);
    }
    assert.equal(table(scores).length, 5);
  });

  it("scores what is exactly right with no error, and all references worse", () => {
    const history = historyOf(between("2021-05-16", "2021-08-01"), potential);
    const rows = rowsOf(history, 4, history.first + 59 * 96);
    const exact = new Map(
      rows.map(({ target, actual }) =>
        [target, { p10: actual, median: actual, p90: actual }] as const
      ),
    );
    const score = scoreOf(1, rows, exact);
    assert.deepEqual([score.ours, score.ratio, score.pinball, score.inside], [0, 0, 0, 1]);
    assert.ok(Math.min(score.yesterday, score.persisted, score.mean, score.mix) > 1);
  });
});
