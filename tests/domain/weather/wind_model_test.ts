import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import {
  fitSite,
  forecastSite,
  packFit,
  unpackFit,
  type WeatherSite,
} from "../../../domain/weather/model/site_model.ts";
import { hubSpeed } from "../../../domain/weather/model/wind_regressors.ts";
import type { WeatherHour } from "../../../domain/weather/weather_hour.ts";

const SITE: WeatherSite = {
  asset_type: "wind",
  latitude: 55,
  longitude: 9,
  altitude_m: null,
  tilt: null,
  orientation: null,
  capacity_kw: 2000,
  module_capacity_kw: null,
  inverter_capacity_kw: null,
};
const START = milliseconds("2026-01-01T00:00:00Z");

/** An hour with a wind at 80 m, of which runs give no more. */
function windy(at: number, windSpeed: number | null): WeatherHour {
  const light = { ghi: null, dni: null, dhi: null, cloudCover: null };
  const air = { temperatureC: null, precipitationMm: null, gusts: null };
  const endMs = START + (at + 1) * HOUR;
  return {
    ...{ endMs, issuedMs: START + Math.floor(at / 24) * 24 * HOUR, windSpeed },
    ...{ ...light, ...air, windHeightM: 80, windDirection: null },
  };
}

/** A turbine of 2 MW that starts at 3 m/s and reaches its rating at 13 m/s. */
const turbineKw = (speed: number) => 2000 * Math.min(1, Math.max(0, (speed - 3) / 10)) ** 2;

/** Winds that rise and fall within days, up to a highest speed, and what was measured. */
function past(days: number, highest: number) {
  const speeds = Array.from(
    { length: 24 * days },
    (_, at) => highest * (0.5 + 0.3 * Math.sin(at / 9) + 0.2 * Math.sin(at / 23.7)),
  );
  const weather = speeds.map((speed, at) => windy(at, speed));
  const measured = weather.map(({ endMs }, at) => ({
    endMs,
    powerKw: turbineKw(speeds[at]!) * (at % 3 === 0 ? 0.9 : 1.05),
  }));
  return { weather, measured, fit: fitSite(SITE, weather, measured)! };
}

const DAYS = 40;
const { fit } = past(DAYS, 15);

/** Forecasts with the same wind in each hour: the third hour, which no other day touches. */
function steady(speed: number, from = fit) {
  const hours = Array.from({ length: 8 }, (_, at) => windy(24 * DAYS + at, speed));
  return forecastSite(SITE, from, hours, [], START + 24 * DAYS * HOUR)[10]!;
}

describe("the weather model of a turbine", () => {
  it("follows its power curve, within the limit", () => {
    for (const speed of [4, 6, 8, 10, 12, 14]) {
      const { p10_kw, forecast_power_kw: kw, p90_kw } = steady(speed);
      assert.ok(Math.abs(kw - turbineKw(speed)) < 200, `${speed} m/s: ${kw} kW`);
      assert.ok(0 <= p10_kw && p10_kw <= kw && kw <= p90_kw && p90_kw <= 2100);
    }
  });

  it("grows with the wind, also where the past had none so strong", () => {
    const calm = past(15, 8).fit;
    const powers = [3, 5, 7, 8, 10, 12, 14, 18].map((speed) =>
      steady(speed, calm).forecast_power_kw
    );
    assert.ok(powers.every((kw, at) => kw >= 0.98 * (powers[at - 1] ?? 0)), `${powers}`);
    assert.ok(powers[6]! > 2 * powers[3]!, `${powers}`);
  });

  it("counts with a stop in a storm", () => {
    const { p10_kw, forecast_power_kw, p90_kw } = steady(24);
    assert.ok(p10_kw < 0.5 * forecast_power_kw && forecast_power_kw > 1500 && p90_kw > 1500);
    assert.deepEqual([steady(26).forecast_power_kw, steady(30).p90_kw], [0, 0]);
  });

  it("takes the wind to the height of the hub, and has no hour without one", () => {
    const at = (windSpeed: number | null, windHeightM: number | null) =>
      hubSpeed({ ...windy(0, windSpeed), windHeightM });
    assert.equal(at(10, 80), 10);
    assert.ok(Math.abs(at(10, null) - 13.46) < 0.01 && at(10, 10) === at(10, null));
    const hours = Array.from({ length: 8 }, (_, hour) => windy(hour, hour === 4 ? null : 9));
    assert.equal(forecastSite(SITE, fit, hours, [], START).length, 28);
  });

  it("comes back from its bytes", () => {
    assert.deepEqual(unpackFit(packFit(fit)), fit);
  });

  it("needs 14 days, of wind or of none", () => {
    const { weather, measured } = past(14, 15);
    const calm = measured.map((hour) => ({ ...hour, powerKw: 0 }));
    assert.ok(fitSite(SITE, weather, calm));
    assert.equal(fitSite(SITE, weather.slice(24), measured), undefined);
  });
});
