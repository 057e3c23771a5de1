import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import { lightOf } from "../../../domain/weather/model/light.ts";
import { fittedPlane } from "../../../domain/weather/model/plane_fit.ts";
import { SUN_DESIGN, sunHours } from "../../../domain/weather/model/sun_regressors.ts";
import { planeIrradiance, sunHour } from "../../../domain/weather/model/sun_hours.ts";
import { fitWeather, forecastHour } from "../../../domain/weather/model/weather_forecast.ts";
import type { WeatherHour } from "../../../domain/weather/weather_hour.ts";

const PLACE = [51.5, 0] as const;
const PLANE = { tilt: 35, orientation: 200 };
const START = milliseconds("2026-03-01T00:00:00Z");
const DAYS = 120;
const WITHOUT = {
  dni: null,
  dhi: null,
  windSpeed: null,
  windHeightM: null,
  windDirection: null,
  gusts: null,
};

/** Numbers in [0, 1), always the same. */
function sequence() {
  let state = 7;
  return () => (state = state * 16_807 % 2147483647) / 2147483647;
}

/** Weather in which each day has its clouds, and a plant whose power departs from it by chance. */
function world() {
  const random = sequence();
  const suns = Array.from(
    { length: 24 * DAYS },
    (_, at) => sunHour(START + (at + 1) * HOUR, ...PLACE),
  );
  let cloud = 0;
  const weather: WeatherHour[] = suns.map((sun, at) => {
    if (at % 24 === 0) cloud = random();
    const endMs = START + (at + 1) * HOUR;
    return {
      endMs,
      issuedMs: endMs - HOUR - at % 24 * HOUR,
      ghi: sun.clear * (1 - 0.7 * cloud),
      cloudCover: cloud,
      temperatureC: 10,
      precipitationMm: 0,
      ...WITHOUT,
    };
  });
  const power = suns.map((sun, at) =>
    0.85 * planeIrradiance(sun, weather[at]!.ghi!, PLANE) / 1000 * (0.7 + 0.6 * random())
  );
  return { suns, weather, power };
}

describe("the sun of an hour", () => {
  it("is that of the hour that ends then: none at night, as much before noon as after", () => {
    const clear = (end: string) => sunHour(milliseconds(end), 0, 0).clear;
    assert.equal(clear("2026-03-20T01:00:00Z"), 0);
    // The sun's noon was at 12:07 on that day.
    const [before, after] = [clear("2026-03-20T12:07:30Z"), clear("2026-03-20T13:07:30Z")];
    assert.ok(before > 1000 && Math.abs(before - after) < 0.01 * before, `${before} ${after}`);
  });

  it("gives a flat plane what falls on the ground, and one towards the sun more", () => {
    const hour = sunHour(milliseconds("2026-12-21T12:30:00Z"), ...PLACE);
    const flat = planeIrradiance(hour, 200, { tilt: 0, orientation: 180 });
    assert.ok(Math.abs(flat - 200) < 1e-9, `${flat}`);
    assert.ok(planeIrradiance(hour, 200, { tilt: 60, orientation: 180 }) > 400);
    assert.ok(planeIrradiance(hour, 200, { tilt: 60, orientation: 0 }) < 100);
  });
});

describe("the forecast from weather", () => {
  const { suns, weather, power } = world();
  const cut = 24 * 100;

  it("finds the plane of the array from clear hours, and none without them", () => {
    const hours = suns.map((sun, at) => ({ sun, ghi: weather[at]!.ghi!, power: power[at]! }));
    const { tilt, orientation } = fittedPlane(hours)!;
    assert.ok(
      Math.abs(tilt - 35) <= 8 && Math.abs(orientation - 200) <= 12,
      `${tilt} ${orientation}`,
    );
    assert.equal(fittedPlane(hours.slice(0, 24)), undefined);
  });

  it("holds four of five hours that it has not seen in its band, and is dark at night", () => {
    const hours = sunHours(weather, suns, PLANE);
    const fit = fitWeather(
      hours.slice(0, cut).map((hour, at) => ({ ...hour, power: power[at]! })),
      SUN_DESIGN,
    );
    const found = hours.slice(cut).map((hour) => forecastHour(fit, hour, [0.1, 0.5, 0.9])!);
    let [inside, lit, error] = [0, 0, 0];
    for (const [at, [low, middle, high]] of found.entries()) {
      const actual = power[cut + at]!;
      assert.ok(0 <= low! && low! <= middle! && middle! <= high!);
      if (suns[cut + at]!.clear === 0) assert.equal(high, 0);
      if (suns[cut + at]!.clear < 100) continue;
      lit++;
      if (actual >= low! && actual <= high!) inside++;
      error += Math.abs(middle! - actual) / actual;
    }
    assert.ok(inside / lit > 0.7 && inside / lit < 0.92, `${inside / lit}`);
    // Chance alone makes 0.16: power departs evenly by up to 30 %.
    assert.ok(error / lit < 0.2, `${error / lit}`);
  });

  it("looks ahead only at what was known with the hour", () => {
    const dark = { ...weather[36]!, ghi: 0 };
    const start = weather[35]!.endMs - HOUR;
    const ahead = (issuedMs: number) => {
      const hours = [...weather.slice(0, 36), { ...dark, issuedMs }];
      return sunHours(hours, suns.slice(0, 37), PLANE)[35]!.regressors;
    };
    for (const known of [dark.issuedMs, start]) assert.equal(ahead(known)[3], 0);
    const later = ahead(start + HOUR / 2);
    assert.equal(later[3], later[0]);
  });

  it("counts what a run does not give as what is usual", () => {
    const hours = sunHours(weather, suns, PLANE);
    const fit = fitWeather(
      hours.slice(0, cut).map((hour, at) => ({ ...hour, power: power[at]! })),
      SUN_DESIGN,
    );
    const without = weather.slice(0, cut + 24)
      .map((hour) => ({ ...hour, cloudCover: null, temperatureC: null, precipitationMm: null }));
    const noon = sunHours(without, suns.slice(0, without.length), PLANE)[cut + 12]!;
    const [, known] = forecastHour(fit, hours[cut + 12]!, [0.1, 0.5, 0.9])!;
    const [, found] = forecastHour(fit, noon, [0.1, 0.5, 0.9])!;
    assert.ok(found! > 0 && Math.abs(found! - known!) < 0.3 * known!, `${found} ${known}`);
  });
});

describe("the light of an hour", () => {
  const sun = sunHour(milliseconds("2026-06-21T12:30:00Z"), ...PLACE);
  const nothing = { endMs: 0, issuedMs: 0, ghi: null, cloudCover: null, temperatureC: null };
  const light = (given: Partial<WeatherHour>) =>
    lightOf({ ...nothing, precipitationMm: null, ...WITHOUT, ...given }, sun);

  it("is split into beam and sky as the run has them", () => {
    assert.deepEqual(light({ ghi: 500, dhi: 200 }), { ghi: 500, diffuseShare: 0.4 });
    const { ghi, diffuseShare } = light({ dni: 500, dhi: 100 });
    assert.ok(Math.abs(ghi - (100 + 500 * sun.elevation)) < 2, `${ghi}`);
    assert.equal(diffuseShare, 100 / ghi);
    assert.equal(light({ ghi: 500 }).diffuseShare, undefined);
  });

  it("follows from the clouds where the run has no irradiance, and else is unknown", () => {
    assert.equal(light({ cloudCover: 0 }).ghi, sun.clear);
    assert.equal(light({ cloudCover: 1 }).ghi, sun.clear / 4);
    assert.ok(Number.isNaN(light({ dni: 500 }).ghi));
  });
});
