import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownCast } from "../support/setup.ts";
import { taskOn } from "../support/task.ts";
import { forecasted, measured, periods } from "../support/values.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const accuracy = taskOn("accuracy", database.url);

describe("deno task accuracy", () => {
  it("counts the days that are asked for, as often as asked", async () => {
    for (const day of ["2025-03-01", "2025-03-02", "2025-03-03"]) {
      const times = periods(`${day}T12:00:00Z`, 30, 1);
      await forecasted(owner, cast.sites.turbine, `${day}T02:00:00Z`, times, () => 2);
      await measured(owner, cast.sites.turbine, times, () => 1);
    }
    for (let turn = 0; turn < 2; turn++) {
      const { code, out, err } = await accuracy("--from", "2025-03-02", "--to", "2025-03-03");
      assert.deepEqual([code, err], [0, ""]);
      assert.equal(out, "Site days counted from 2025-03-02 to 2025-03-03: 2\n");
      const days = await owner`
        select day, pairs, abs_kw from app.accuracy_days where not daylight order by day`;
      assert.deepEqual(days.map(({ day, pairs, abs_kw }) => [day, pairs, abs_kw]), [
        ["2025-03-02", 1, 1],
        ["2025-03-03", 1, 1],
      ]);
    }
  });

  it("clears a day of which the measurements were taken away", async () => {
    await owner`delete from generation where start_utc::date = '2025-03-02'`;
    const { code, out } = await accuracy("--from", "2025-03-02", "--to", "2025-03-02");
    assert.deepEqual([code, out], [
      0,
      "Site days counted from 2025-03-02 to 2025-03-02: 1\n",
    ]);
    const days = await owner`select day from app.accuracy_days where not daylight`;
    assert.deepEqual(days.map(({ day }) => day), ["2025-03-03"]);
  });

  it("tells its words and what is wrong with them", async () => {
    const sentence = async (...words: string[]) => {
      const { code, err } = await accuracy(...words);
      assert.equal(code, 1);
      assert.match(err, /deno task accuracy \[--from DAY\] \[--to DAY\]/);
      return err;
    };
    assert.match(await sentence("--from", "yesterday"), /Write a day like 2026-11-21\./);
    assert.match(
      await sentence("--from", "2025-03-02", "--to", "2025-03-01"),
      /must not be before/,
    );
    await sentence("now");
  });
});
