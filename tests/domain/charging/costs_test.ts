import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { compareWithPetrol, monthsTouched } from "../../../domain/charging/costs.ts";
import { DEFAULT_SETTINGS } from "../../../domain/charging/settings.ts";

describe("the fees of subscriptions", () => {
  const months = (
    start_date: string,
    end_date: string | null,
    first: string | null,
    last: string,
  ) =>
    monthsTouched({ start_date, end_date }, {
      first: first === null ? null : Temporal.PlainDate.from(first),
      last: Temporal.PlainDate.from(last),
    });

  it("count each calendar month touched whole", () => {
    assert.equal(7 * months("2025-01-15", "2025-03-02", "2020-01-01", "2025-12-31"), 21);
    assert.equal(4.5 * months("2024-11-30", null, "2024-12-31", "2025-01-01"), 9);
    const january = ["2025-01-01", "2025-01-31"] as const;
    assert.equal(
      7 * months("2025-01-01", "2025-01-10", ...january) +
        9 * months("2025-01-11", null, ...january),
      16,
    );
  });

  it("are none outside of the days", () => {
    assert.equal(months("2025-02-01", null, "2025-01-01", "2025-01-31"), 0);
    assert.equal(months("2024-12-01", "2024-12-31", "2025-01-01", "2025-01-31"), 0);
    assert.equal(months("2025-01-31", null, null, "2025-01-31"), 1);
  });
});

describe("the comparison with petrol", () => {
  const sums = {
    currency: null,
    energy_kwh: 0,
    cost: 0,
    paid_energy_kwh: 0,
    paid_cost: 0,
    miles_sessions: 1,
    miles: 100 / 1.609344,
    miles_cost: 4,
  };

  it("takes litres for 100 km as well as miles a gallon", () => {
    const litres = { petrol_price: 2, petrol_consumption: 6, petrol_unit: "litre" } as const;
    assert.deepEqual(compareWithPetrol(sums, { ...DEFAULT_SETTINGS, ...litres }), {
      cost: 4,
      other_cost: 12,
      saved: 8,
      saved_share: 0.66666667,
    });
    const nothing = { ...sums, miles: 0, miles_cost: 0 };
    assert.equal(compareWithPetrol(nothing, DEFAULT_SETTINGS).saved_share, null);
  });
});
