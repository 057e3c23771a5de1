import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { solarPosition } from "../../../domain/solar/sun.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "../../../domain/time/time.ts";
import {
  fitSite,
  forecastSite,
  type HourPower,
  packFit,
  unpackFit,
  type WeatherSite,
} from "../../../domain/weather/model/site_model.ts";
import { planeIrradiance, sunHour } from "../../../domain/weather/model/sun_hours.ts";
import type { WeatherHour } from "../../../domain/weather/weather_hour.ts";

const SITE: WeatherSite = {
  asset_type: "pv",
  latitude: 51.5,
  longitude: 0,
  altitude_m: null,
  tilt: 35,
  orientation: 200,
  capacity_kw: 50,
  module_capacity_kw: null,
  inverter_capacity_kw: null,
};
const PLANE = { tilt: 35, orientation: 200 };
const START = milliseconds("2026-03-01T00:00:00Z");
const DAYS = 60;
/** The hours of a forecast's own days come after the past. */
const CUT = 24 * (DAYS - 3);

/** Numbers in [0, 1), always the same. */
function sequence() {
  let state = 7;
  return () => (state = state * 16_807 % 2147483647) / 2147483647;
}

/** Days of which each has its clouds, and a plant in `plane` that departs from them by chance. */
function world(plane = PLANE) {
  const random = sequence();
  let cloud = 0;
  const weather: WeatherHour[] = [];
  const measured: HourPower[] = [];
  for (let at = 0; at < 24 * DAYS; at++) {
    if (at % 24 === 0) cloud = Math.max(0, 1.4 * random() - 0.4);
    const endMs = START + (at + 1) * HOUR;
    const sun = sunHour(endMs, SITE.latitude!, SITE.longitude!);
    const ghi = sun.clear * (1 - 0.7 * cloud);
    weather.push({ ...nothing(endMs, START + Math.floor(at / 24) * 24 * HOUR), ghi });
    const light = planeIrradiance(sun, ghi, plane) / 1000;
    measured.push({ endMs, powerKw: 50 * 0.85 * light * (0.85 + 0.3 * random()) });
  }
  return { weather, measured };
}

function nothing(endMs: number, issuedMs: number): WeatherHour {
  const light = { ghi: null, dni: null, dhi: null, cloudCover: null };
  const air = { temperatureC: null, precipitationMm: null };
  const wind = { windSpeed: null, windHeightM: null, windDirection: null, gusts: null };
  return { endMs, issuedMs, ...light, ...air, ...wind };
}

const heightOf = (ms: number) => 90 - solarPosition(ms, 51.5, 0).zenith;

const { weather, measured } = world();
const past = { weather: weather.slice(0, CUT), measured: measured.slice(0, CUT) };
const fit = fitSite(SITE, past.weather, past.measured)!;
const ISSUE = START + CUT * HOUR + 9 * HOUR + 20 * MINUTE;
const forecast = (recent: HourPower[] = [], hours = weather) =>
  forecastSite(SITE, fit, hours, recent, ISSUE);

describe("the weather model of a site", () => {
  it("forecasts 48 hours of quarter hours from the one of the issue time, dark at night", () => {
    const values = forecast();
    assert.equal(values.length, 192);
    assert.equal(values[0]!.start_utc, utcText(ISSUE - 5 * MINUTE));
    assert.deepEqual(values.map((value) => value.horizon_minutes), [
      ...Array(192).keys().map((step) => 15 * step),
    ]);
    let lit = 0;
    for (const { start_utc, end_utc, forecast_power_kw: kw, p10_kw, p90_kw } of values) {
      assert.ok(0 <= p10_kw && p10_kw <= kw && kw <= p90_kw && p90_kw <= 52.5);
      assert.equal(milliseconds(end_utc) - milliseconds(start_utc), 15 * MINUTE);
      const isUp = [start_utc, end_utc].map((utc) => heightOf(milliseconds(utc)) > 0);
      if (isUp.includes(true)) lit++;
      else assert.equal(p90_kw, 0, start_utc);
    }
    // At the end of April the sun is up for 14.5 hours.
    assert.ok(lit > 110 && lit < 122, `${lit}`);
  });

  it("is near what was measured, at the hour at which it was measured", () => {
    const values = forecast().slice(3);
    const errorOf = (shift: number) =>
      Array.from({ length: 47 }, (_, hour) => {
        const four = values.slice(4 * hour, 4 * hour + 4);
        const mean = four.reduce((sum, value) => sum + value.forecast_power_kw, 0) / 4;
        const at = CUT + 10 + hour + shift;
        return Math.abs(mean - (measured[at]?.powerKw ?? 0));
      }).reduce((sum, error) => sum + error, 0);
    const error = errorOf(0);
    // Chance alone makes an error of 7.5 %; an hour more or less would make one of a fifth.
    const power = measured.slice(CUT + 10).reduce((sum, { powerKw }) => sum + powerKw, 0);
    assert.ok(error < 0.12 * power, `${error} of ${power}`);
    assert.ok(errorOf(1) > 1.5 * error && errorOf(-1) > 1.5 * error);
  });

  it("leaps at no hour's edge by more than within the hour beside it", () => {
    const powers = forecast().map(({ forecast_power_kw: kw }) => kw);
    const steps = powers.slice(1).map((kw, at) => Math.abs(kw - powers[at]!));
    // The forecast starts at a quarter past, so that every fourth step ends an hour.
    const edges = steps.filter((_, at) => at % 4 === 2).toSorted((a, b) => b - a);
    const within = steps.filter((_, at) => at % 4 !== 2).toSorted((a, b) => b - a);
    assert.ok(edges[0]! < 1.5 * within[0]!, `${edges[0]} ${within[0]}`);
  });

  it("carries the error of the last hour on for four hours, and of no hour that had not ended", () => {
    const at = CUT + 8;
    const hour = { ...measured[at]!, powerKw: 0 };
    assert.equal(hour.endMs, ISSUE - 20 * MINUTE);
    const [without, low] = [forecast(), forecast([hour])];
    const ratio = low.map(({ forecast_power_kw: kw }, step) =>
      kw / without[step]!.forecast_power_kw
    );
    assert.ok(ratio[0]! < 0.6 && ratio[8]! < 0.97, `${ratio.slice(0, 20)}`);
    // Splitting hours into quarters, whose means stay the hours', moves a little beyond the fourth.
    assert.ok(ratio.slice(16, 28).every((one) => Math.abs(one - 1) < 0.01), `${ratio}`);
    assert.ok(ratio.slice(28, 36).every((one) => one === 1), `${ratio}`);
    assert.deepEqual(forecast([{ ...hour, endMs: hour.endMs + HOUR }]), without);
  });

  it("forecasts only where there is weather, and from gaps and old runs, too", () => {
    const hours = weather.filter((_, at) => at % 7 !== 3 && at < CUT + 30)
      .map((hour, at) => ({ ...hour, issuedMs: hour.issuedMs - at % 5 * HOUR }));
    const values = forecast(measured, hours);
    assert.ok(values.length > 60 && values.length < 84, `${values.length}`);
    assert.ok(fitSite(SITE, hours, measured));
    assert.deepEqual(forecast([], []), []);
  });

  it("comes back from its bytes, of a few KB a month", () => {
    const bytes = packFit(fit);
    assert.deepEqual(unpackFit(bytes), fit);
    assert.ok(bytes.length < 40_000, `${bytes.length}`);
    assert.throws(() => unpackFit(bytes.subarray(0, 1000)), RangeError);
    assert.throws(() => unpackFit(new Uint8Array(bytes.length)), /version 0, not 2/);
  });

  it("needs 14 days, a place and a capacity", () => {
    const days = (count: number) =>
      fitSite(SITE, past.weather.slice(0, 24 * count), past.measured.slice(0, 24 * count));
    assert.equal(days(13), undefined);
    assert.ok(days(14));
    assert.equal(fitSite({ ...SITE, latitude: null }, weather, measured), undefined);
    assert.equal(fitSite({ ...SITE, capacity_kw: 0 }, weather, measured), undefined);
  });
});

describe("the plane of a site", () => {
  const planeOf = (site: WeatherSite, real = PLANE) => {
    const { weather, measured } = world(real);
    return fitSite(site, weather, measured)!.plane!;
  };

  it("is the stated one where clear hours do not contradict it", () => {
    assert.deepEqual(planeOf(SITE), { ...PLANE, isFitted: false });
    assert.deepEqual(planeOf({ ...SITE, tilt: 38 }), { ...PLANE, tilt: 38, isFitted: false });
  });

  it("is the one of clear hours where these contradict it, or nothing is stated", () => {
    const real = { tilt: 30, orientation: 90 };
    for (const stated of [{}, { tilt: null, orientation: null }]) {
      const { tilt, orientation, isFitted } = planeOf({ ...SITE, ...stated }, real);
      assert.ok(isFitted && Math.abs(tilt - 30) <= 10 && Math.abs(orientation - 90) <= 15);
    }
  });
});
