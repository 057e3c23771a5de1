import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { PowerPeriod } from "../../../domain/generation/energy.ts";
import { outageDays, stuckStretches } from "../../../domain/generation/plausible.ts";
import { HOUR, MINUTE } from "../../../domain/time/time.ts";

const LONDON = { latitude: 51.5, longitude: -0.12 };
const MIDSUMMER = Temporal.Instant.from("2026-06-21T00:00:00Z").epochMilliseconds;

/** Quarter hours from `fromHour` of midsummer on, of one value. */
function quarters(fromHour: number, hours: number, powerKw: number): PowerPeriod[] {
  return Array.from({ length: hours * 4 }, (_, i) => {
    const startMs = MIDSUMMER + fromHour * HOUR + i * 15 * MINUTE;
    return { startMs, endMs: startMs + 15 * MINUTE, powerKw };
  });
}

const solar = { place: LONDON, limitsKw: [48, 50] };
const wind = { limitsKw: [900] };

describe("stuckStretches", () => {
  const lengths = (periods: PowerPeriod[], facts: Parameters<typeof stuckStretches>[1]) =>
    stuckStretches(periods, facts).map((stretch) => stretch.length);

  it("finds six hours of daylight of one value, and no less", () => {
    assert.deepEqual(lengths(quarters(8, 6, 7.3), solar), [24]);
    assert.deepEqual(lengths(quarters(8, 6, 7.3).slice(1), solar), []);
  });

  it("does not count the night as daylight", () => {
    assert.deepEqual(lengths(quarters(22, 9, 7.3), solar), []);
    assert.deepEqual(lengths(quarters(22, 12, 7.3), solar), [48]);
  });

  it("takes a day of one value for wind, and where the daylight is not known", () => {
    assert.deepEqual(lengths(quarters(0, 24, 7.3), wind), [96]);
    assert.deepEqual(lengths(quarters(0, 23, 7.3), wind), []);
  });

  it("lets a plant stand still, and hold its limit within 2 %", () => {
    assert.deepEqual(lengths(quarters(8, 8, 0), solar), []);
    assert.deepEqual(lengths(quarters(8, 8, 47.1), solar), []);
    assert.deepEqual(lengths(quarters(8, 8, 50.9), solar), []);
    assert.deepEqual(lengths(quarters(8, 8, 46.9), solar), [32]);
  });

  it("lets a curtailed plant hold the highest value of 30 days", () => {
    const held = quarters(8, 8, 30);
    assert.deepEqual(lengths([...quarters(-24, 1, 30.2), ...held], solar), []);
    assert.deepEqual(lengths([...quarters(-24, 1, 20), ...held], solar), [32]);
    assert.deepEqual(lengths([...quarters(-31 * 24, 1, 30.2), ...held], solar), [32]);
  });

  it("ends a stretch at a gap", () => {
    const gap = quarters(8, 8, 7.3).toSpliced(16, 1);
    assert.deepEqual(lengths(gap, solar), []);
  });
});

describe("outageDays", () => {
  const day = (measuredKwh: number, highSunHours = 8) => ({
    measuredKwh,
    clearSkyKwh: 100,
    highSunMs: highSunHours * HOUR,
  });
  const out = day(1.9);

  it("finds days below 2 % of their clear-sky energy", () => {
    assert.deepEqual(outageDays([day(50), out, day(2), day(0)]), [out, day(0)]);
  });

  it("does not judge days of a low sun", () => {
    assert.deepEqual(outageDays([day(0, 2.9), day(0, 3)]), [day(0, 3)]);
  });

  it("keeps more than seven in a row: snow", () => {
    const row = (length: number) => Array.from({ length }, () => out);
    assert.equal(outageDays([day(50), ...row(7), day(50)]).length, 7);
    assert.deepEqual(outageDays([day(50), ...row(8), day(50)]), []);
    assert.deepEqual(outageDays([...row(4), day(0, 2), ...row(4)]), []);
    assert.equal(outageDays([...row(4), day(50), ...row(4)]).length, 8);
  });
});
