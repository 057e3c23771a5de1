import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  calibrationOf,
  type EnergyPair,
  LEAST_PAIRS,
  rangeOf,
} from "../../../../domain/forecasts/energy/calibration.ts";

const forecast = (forecastKwh: number) => ({
  forecastKwh,
  belowKwh: 0.3 * forecastKwh,
  aboveKwh: 0.2 * forecastKwh,
  potentialKwh: 200,
});
/** Pairs whose measured energies are these. */
const pairs = (...measured: number[]): EnergyPair[] =>
  measured.map((measuredKwh) => ({ ...forecast(100), measuredKwh }));
const month = Array.from({ length: 30 }, (_, day) => 60 + 2 * day);

/** Pseudo-random shares, the same each time (a linear congruential generator). */
function shares(): () => number {
  let state = 7;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

describe("the energy of a day", () => {
  it("has the mean that measurements had, drawn a little to the forecast", () => {
    const { factor } = calibrationOf(pairs(...month.map((kwh) => kwh + 21)));
    assert.ok(Math.abs(factor - (30 * 110 + 300) / 3300) < 1e-9, `${factor}`);
    assert.ok(Math.abs(calibrationOf(pairs(200)).factor - 1.25) < 1e-9, "one day says little");
    assert.equal(calibrationOf([]).factor, 1);
    assert.equal(calibrationOf(pairs(0, 0).map((p) => ({ ...p, forecastKwh: 0 }))).factor, 1);
  });

  it("has no range below 10 days of a model", () => {
    for (const days of [0, 1, LEAST_PAIRS - 1]) {
      const found = rangeOf(forecast(100), calibrationOf(pairs(...month.slice(0, days))));
      assert.deepEqual([found.p10Kwh, found.p90Kwh], [null, null]);
    }
    const found = rangeOf(forecast(100), calibrationOf(pairs(...month.slice(0, LEAST_PAIRS))));
    assert.ok(found.p10Kwh! < found.meanKwh && found.meanKwh < found.p90Kwh!);
  });

  it("stays between nothing and what a clear sky or the best day gave", () => {
    const calibration = calibrationOf(pairs(...month.map((kwh) => kwh > 90 ? 210 : 0)));
    assert.equal(rangeOf(forecast(10), calibration).p10Kwh, 0);
    const { p10Kwh, meanKwh, p90Kwh } = rangeOf(forecast(190), calibration);
    assert.ok(p10Kwh! <= meanKwh && meanKwh <= p90Kwh!);
    assert.ok(p90Kwh! <= Math.max(210, meanKwh));
    assert.deepEqual(
      rangeOf({ forecastKwh: 0, belowKwh: 0, aboveKwh: 0, potentialKwh: 0 }, calibration),
      { meanKwh: 0, p10Kwh: 0, p90Kwh: 0 },
    );
  });

  it("stays possible after calm days were forecast and the wind blew", () => {
    const calm = [0, 0, 2].map((kwh) => ({ ...forecast(kwh), measuredKwh: 200 }));
    const calibration = calibrationOf(calm);
    assert.ok(calibration.factor < 15, `${calibration.factor}`);
    assert.equal(rangeOf(forecast(190), calibration).meanKwh, 200);
  });

  it("holds 8 of 10 days, without bias, however far off the forecast's own band is", () => {
    const random = shares();
    const made = Array.from({ length: 400 }, (): EnergyPair => {
      const kwh = 80 + 40 * random();
      const error = 30 * (random() + random() + random() - 1.5);
      return { ...forecast(kwh), belowKwh: 1, aboveKwh: 90, measuredKwh: 1.1 * kwh + error };
    });
    let [inside, bias, total] = [0, 0, 0];
    made.slice(30).forEach((pair, day) => {
      const { meanKwh, p10Kwh, p90Kwh } = rangeOf(pair, calibrationOf(made.slice(day, day + 30)));
      if (pair.measuredKwh >= p10Kwh! && pair.measuredKwh <= p90Kwh!) inside++;
      bias += meanKwh - pair.measuredKwh;
      total += pair.measuredKwh;
    });
    assert.ok(inside / 370 > 0.74 && inside / 370 < 0.86, `${inside / 370}`);
    assert.ok(Math.abs(bias / total) < 0.02, `${bias / total}`);
  });
});
