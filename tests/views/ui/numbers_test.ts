import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { HOUR, milliseconds, MINUTE } from "../../../domain/time/time.ts";
import { capacity, energy, percentage, power, powerColumn } from "../../../views/ui/numbers.ts";
import { age, longDay, offset, zoneName } from "../../../views/ui/time.tsx";

describe("figures in words", () => {
  it("have no more digits than a forecast deserves", () => {
    assert.equal(power(38.24), "38 kW");
    assert.equal(power(3.24), "3.2 kW");
    assert.equal(power(0.42), "0.42 kW");
    assert.equal(power(0), "0 kW");
    assert.equal(power(-0.001), "0.00 kW");
    assert.equal(power(-0.2), "-0.20 kW");
    assert.equal(power(-5), "-5.0 kW");
    assert.equal(energy(-1254), "-1.25 MWh");
  });

  it("have one unit within a sentence, the smaller one up to ten times larger values", () => {
    const texts = (...kws: number[]) => kws.map((kw) => power(kw, kws));
    assert.deepEqual(texts(950, 1254), ["950 kW", "1254 kW"]);
    assert.deepEqual(texts(42, 48_000), ["0.04 MW", "48.0 MW"]);
    assert.deepEqual(texts(3, 12_000), ["0.003 MW", "12.0 MW"]);
    assert.deepEqual(texts(0, 1254), ["0 MW", "1.25 MW"]);
    assert.deepEqual(texts(1254, 3000), ["1.25 MW", "3.00 MW"]);
    assert.deepEqual([800, 2100].map((kwh, _, all) => energy(kwh, all)), ["800 kWh", "2100 kWh"]);
  });

  it("turn to mega and giga where they are large", () => {
    assert.equal(power(1254), "1.25 MW");
    assert.equal(energy(12_540), "12.5 MWh");
    assert.equal(energy(125_400_000), "125 GWh");
  });

  it("give a capacity as it stands on the plate, and none that is no number", () => {
    assert.equal(capacity(49.14), "49.14 kW");
    assert.equal(capacity(2000), "2 MW");
    assert.equal(capacity(null), null);
    assert.equal(capacity(NaN), null);
  });

  it("never round a share up to the whole", () => {
    assert.equal(percentage(0.999), "99\u00a0%");
  });
});

describe("figures in a column", () => {
  it("share a unit and tell a thousandth of the largest apart", () => {
    const texts = (largest: number, kw: number | null) => {
      const { unit, text } = powerColumn(largest);
      return `${text(kw)} ${unit}`;
    };
    assert.equal(texts(3.6, 1.234), "1.23 kW");
    assert.equal(texts(49.14, 1.234), "1.2 kW");
    assert.equal(texts(1500, 662.4), "662 kW");
    assert.equal(texts(12_500, 662.4), "0.7 MW");
    assert.equal(texts(49.14, null), "– kW");
    assert.equal(texts(49.14, -0.01), "0.0 kW");
  });
});

describe("times in words", () => {
  it("name the offset of the zone, both where clocks change", () => {
    const ms = milliseconds("2026-06-21T12:00:00Z");
    assert.equal(offset(ms, "Asia/Kathmandu"), "UTC+5:45");
    assert.equal(offset(ms, "America/St_Johns"), "UTC−2:30");
    assert.equal(offset(ms, "UTC"), "UTC+0");
    const day = Temporal.PlainDate.from("2026-10-25");
    const [start, end] = [day, day.add({ days: 1 })].map((at) =>
      at.toZonedDateTime("Europe/London").epochMilliseconds
    );
    assert.equal(zoneName("Europe/London", start!, end!), "Europe/London, UTC+1, later UTC+0");
    assert.equal(zoneName("UTC", start!, end!), "UTC, UTC+0");
  });

  it("tell how old something is, rounded down", () => {
    assert.equal(age(59_999), "0 min");
    assert.equal(age(59 * MINUTE), "59 min");
    assert.equal(age(3.9 * HOUR), "3 h");
    assert.equal(age(75 * HOUR), "3 days");
  });

  it("write a day out", () => {
    assert.equal(longDay(Temporal.PlainDate.from("2026-11-21")), "Saturday 21 November 2026");
  });
});
