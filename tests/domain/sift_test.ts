import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { siftRuns, siftValues } from "../../domain/sift.ts";
import type { Sifted } from "../../domain/sift_piece.ts";

const row = z.object({ kw: z.number({ error: "No number." }) });
const values = z.object({ values: z.array(row).min(1), replace: z.boolean().default(false) });
const run = z.object({ model: z.string({ error: "No model." }), values: z.array(row).min(1) });
const runs = z.object({ forecasts: z.array(run).min(1) });

/** Does the work; returns its result and how many turns it took. */
function done<T, P>(work: Generator<void, Sifted<T, P>>): Sifted<T, P> & { turns: number } {
  for (let turns = 1;; turns++) {
    const step = work.next();
    if (step.done) return { ...step.value, turns };
  }
}

const rows = (count: number, wrong: number[] = []) =>
  Array.from({ length: count }, (_, i) => wrong.includes(i) ? { kw: "x" } : { kw: i });
const skipping = { isSkipping: true };
const strict = { isSkipping: false };

describe("a long body of values", () => {
  it("is checked in turns, and whole when all of it is good", () => {
    const body = { values: rows(2000), replace: true };
    const { data, faults, places, turns } = done(siftValues(values, body, strict));
    assert.deepEqual([data, faults, places], [body, [], [...Array(2000).keys()]]);
    assert.ok(turns >= 4);
  });

  it("keeps the places of good rows where bad ones are skipped, and one fault for each bad one", () => {
    const body = { values: rows(1200, [0, 700, 1100]) };
    (body.values[700] as Record<string, unknown>).what = 1;
    const { data, faults, places } = done(siftValues(values, body, skipping));
    assert.deepEqual(
      faults.map(({ path }) => path.slice(0, 2)),
      [0, 700, 1100].map((i) => ["values", i]),
    );
    assert.deepEqual(data!.values, places.map((place) => ({ kw: place })));
    assert.equal(places.length, 1197);
  });

  it("is not looked at beyond its first piece with faults where nothing is skipped", () => {
    const { data, faults, turns } = done(
      siftValues(values, { values: rows(130_000, [600, 90_000]) }, strict),
    );
    assert.deepEqual([data, faults[0]!.path, faults.length], [undefined, ["values", 600, "kw"], 1]);
    assert.ok(turns < 5);
  });

  it("is refused whole for a fault in no row, with 130,000 wrong items as with none", () => {
    for (const body of [{ values: [] }, { values: rows(2000), replace: 1 }, { values: 1 }, []]) {
      const { isWhole, data } = done(siftValues(values, body, skipping));
      assert.deepEqual([isWhole, data], [true, undefined]);
    }
    const wrong = done(siftValues(values, { values: Array(130_000).fill(1) }, skipping));
    assert.deepEqual([wrong.isWhole, wrong.data, wrong.faults.length], [
      undefined,
      undefined,
      130_000,
    ]);
  });
});

describe("a long body of runs", () => {
  it("is put together again from its pieces", () => {
    const body = {
      forecasts: [700, 3, 1600].map((count) => ({ model: "m", values: rows(count) })),
    };
    const { data, places } = done(siftRuns(runs, body, strict));
    assert.deepEqual(data, body);
    assert.deepEqual(places.map(({ forecast, rows }) => [forecast, rows.length, rows.at(-1)]), [
      [0, 700, 699],
      [1, 3, 2],
      [2, 1600, 1599],
    ]);
  });

  it("leaves out bad rows, and runs with a fault in no row, which is told once", () => {
    const forecasts = [
      { model: "m", values: rows(700, [1, 600]) },
      { model: 1, values: rows(1600) },
      { model: "m", values: rows(2, [0, 1]) },
      { model: "m", values: rows(2) },
    ];
    const { data, faults, places } = done(siftRuns(runs, { forecasts }, skipping));
    assert.deepEqual(faults.map(({ path }) => path.join(".")), [
      "forecasts.0.values.1.kw",
      "forecasts.0.values.600.kw",
      "forecasts.1.model",
      "forecasts.2.values.0.kw",
      "forecasts.2.values.1.kw",
    ]);
    assert.deepEqual(places.map(({ forecast, rows }) => [forecast, rows.length]), [[0, 698], [
      3,
      2,
    ]]);
    assert.deepEqual(data!.forecasts.map(({ values }) => values.length), [698, 2]);
  });
});
