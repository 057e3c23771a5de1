import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { atPresentCapacity } from "../../../domain/generation/present_capacity.ts";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import { PLANT } from "../../support/site_day.ts";

const periodAt = (utc: string, powerKw: number) => {
  const startMs = milliseconds(utc);
  return { startMs, endMs: startMs + HOUR, powerKw };
};

describe("measured power at the present capacity", () => {
  const extended = {
    ...PLANT,
    capacity_kw: 80,
    former_capacities: [
      { until_date: "2026-01-01", capacity_kw: 20 },
      { until_date: "2026-05-01", capacity_kw: 40 },
    ],
  };

  it("is scaled by the capacity of its time, whose day begins in the site's zone", () => {
    const periods = [
      periodAt("2025-06-01T08:00:00Z", 10),
      periodAt("2026-02-01T08:00:00Z", 10),
      periodAt("2026-04-30T19:00:00Z", 10),
      periodAt("2026-04-30T20:00:00Z", 10),
      periodAt("2026-06-01T08:00:00Z", 10),
    ];
    const powers = atPresentCapacity(extended, periods).map(({ powerKw }) => powerKw);
    assert.deepEqual(powers, [40, 20, 20, 10, 10]);
  });

  it("is as measured where no other capacity or no present one is known", () => {
    const periods = [periodAt("2025-06-01T08:00:00Z", 10)];
    assert.equal(atPresentCapacity(PLANT, periods), periods);
    for (const capacity_kw of [null, NaN, 0]) {
      assert.equal(atPresentCapacity({ ...extended, capacity_kw }, periods), periods);
    }
  });
});
