import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { hoursOf } from "../../../../domain/weather/open_meteo/hours.ts";
import { addressOf } from "../../../../domain/weather/open_meteo/request.ts";
import { readResponse, UnusableResponse } from "../../../../domain/weather/open_meteo/response.ts";
import { type OpenMeteoPlace, openMeteoPlace, withoutValues } from "../../../support/open_meteo.ts";

const LONDON = { latitude: 51.51, longitude: -0.13 };
const PARIS = { latitude: 48.86, longitude: 2.35 };

const hours = (place: OpenMeteoPlace) => hoursOf(readResponse(place, [LONDON])[0]!);

/** A response with other members, by their dotted path. */
function changed(path: string, value: unknown, place = openMeteoPlace()): OpenMeteoPlace {
  const names = path.split(".");
  // deno-lint-ignore no-explicit-any
  const parent = names.slice(0, -1).reduce((one: any, name) => one[name], place);
  parent[names.at(-1)!] = value;
  return place;
}

describe("weather of Open-Meteo", () => {
  it("is of the hour before a row, and of both its ends where it is of an instant", () => {
    const [first, second] = hours(openMeteoPlace({ hours: 2 }));
    assert.deepEqual([first!.start_utc, first!.end_utc], [
      "2026-05-31T23:00:00Z",
      "2026-06-01T00:00:00Z",
    ]);
    assert.equal(first!.ghi_w_m2, 0);
    assert.equal(first!.temperature_c, null, "the instant at 23:00 is not known");
    assert.deepEqual(second, {
      start_utc: "2026-06-01T00:00:00Z",
      end_utc: "2026-06-01T01:00:00Z",
      ghi_w_m2: 1,
      dni_w_m2: 1,
      dhi_w_m2: 1,
      cloud_cover: 0.005,
      temperature_c: 0.5,
      wind_speed_m_s: 0.5,
      wind_height_m: 80,
      wind_direction_degrees: 0.5,
      gusts_m_s: 1,
      precipitation_mm: 1,
    });
  });

  it("is the mean of quarter hours, and their sum of rain, where they cover the hour", () => {
    const place = openMeteoPlace({ hours: 3, quarters: 9 });
    place.minutely_15!.shortwave_radiation![8] = null;
    const [, second, third] = hours(place);
    assert.equal(second!.ghi_w_m2, (1 + 2 + 3 + 4) / 4);
    assert.equal(second!.precipitation_mm, 1 + 2 + 3 + 4);
    assert.equal(second!.wind_speed_m_s, (0 / 2 + 1 + 2 + 3 + 4 / 2) / 4);
    assert.equal(third!.ghi_w_m2, 2, "a quarter is missing: the hour's own value");
    assert.equal(third!.gusts_m_s, 2);
  });

  it("keeps null, and takes the wind at 10 m where there is none at 80 m", () => {
    const place = openMeteoPlace();
    place.hourly.wind_speed_80m = [null, null, null, null];
    place.hourly.wind_direction_80m = [null, null, null, null];
    place.hourly_units.wind_speed_80m = "undefined";
    place.hourly_units.wind_direction_80m = "undefined";
    place.hourly.shortwave_radiation![2] = null;
    place.hourly.temperature_2m![2] = null;
    const found = hours(place);
    assert.deepEqual(found.map(({ ghi_w_m2 }) => ghi_w_m2), [0, 1, null, 3]);
    assert.deepEqual(found.map(({ temperature_c }) => temperature_c), [null, 0.5, null, null]);
    assert.deepEqual(found.map(({ wind_height_m }) => wind_height_m), [10, 10, 10, 10]);
    assert.deepEqual(found.map(({ wind_speed_m_s }) => wind_speed_m_s), [null, 0.5, 1.5, 2.5]);
    assert.deepEqual(hours(withoutValues(openMeteoPlace())), []);
  });

  it("knows that 350 and 20 degrees have north between them, and 90 and 270 nothing", () => {
    const place = openMeteoPlace();
    place.hourly.wind_direction_80m = [350, 20, 90, 270];
    const directions = hours(place).map((one) => one.wind_direction_degrees ?? null);
    assert.deepEqual(directions.map((one) => one === null ? null : Math.round(one)), [
      null,
      5,
      55,
      null,
    ]);
  });

  it("is put to the place that it is of: by its number where there is one", () => {
    const [london, paris] = [openMeteoPlace(), { ...openMeteoPlace(), ...PARIS }];
    paris.hourly.shortwave_radiation = [7, 7, 7, 7];
    const ghi = (body: unknown) =>
      readResponse(body, [LONDON, PARIS]).map((one) => hoursOf(one)[0]!.ghi_w_m2);
    assert.deepEqual(ghi([london, paris]), [0, 7]);
    assert.deepEqual(ghi([{ ...paris, location_id: 1 }, london]), [0, 7]);
    assert.throws(() => ghi([paris, london]), /not those that were asked for/);
    assert.throws(() => ghi([london]), /1 places in place of 2/);
  });

  const faults: [string, OpenMeteoPlace | unknown, RegExp][] = [
    ["another unit", changed("hourly_units.wind_speed_10m", "km/h"), /wind_speed_10m is km\/h/],
    ["no unit", changed("hourly_units.precipitation", undefined), /precipitation/],
    [
      "another unit of quarters",
      changed("minutely_15_units.temperature_2m", "°F", openMeteoPlace({ quarters: 8 })),
      /°F in place of °C/,
    ],
    ["another zone", changed("timezone", "Europe/London"), /Europe\/London/],
    ["an offset", changed("utc_offset_seconds", 3600), /3600 s from UTC/],
    ["a column less", changed("hourly.cloud_cover", undefined), /cloud_cover/],
    ["a value less", changed("hourly.cloud_cover", [1]), /1 values of cloud_cover for 4 times/],
    ["text for a number", changed("hourly.cloud_cover", ["1", 2, 3, 4]), /hourly\.cloud_cover/],
    [
      "a time twice",
      changed("hourly.time", ["00", "01", "01", "02"].map((hour) => `2026-06-01T${hour}:00`)),
      /not 60 minutes apart/,
    ],
    ["no time", changed("hourly.time", ["2026-13-01T00:00"], openMeteoPlace({ hours: 1 })), /time/],
    ["an error with status 200", { error: true, reason: "busy" }, /not as documented/],
  ];
  for (const [name, body, message] of faults) {
    it(`is refused with ${name}`, () => {
      assert.throws(() => hours(body as OpenMeteoPlace), (error: Error) => {
        assert.ok(error instanceof UnusableResponse);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

describe("the question to Open-Meteo", () => {
  const BASE = "http://127.0.0.1:1/mirror/";

  it("names places, columns, units and zone as documented, and quarters for few days", () => {
    const url = addressOf({ places: [LONDON, PARIS], pastDays: 0 }, BASE, "a&b");
    assert.equal(url.pathname, "/mirror/v1/forecast");
    const { hourly, minutely_15, ...rest } = Object.fromEntries(url.searchParams);
    assert.ok(hourly!.split(",").includes("shortwave_radiation"));
    assert.ok(minutely_15!.split(",").includes("shortwave_radiation"));
    assert.deepEqual(rest, {
      latitude: "51.51,48.86",
      longitude: "-0.13,2.35",
      wind_speed_unit: "ms",
      timezone: "UTC",
      forecast_days: "4",
      past_days: "0",
      apikey: "a&b",
    });
  });

  it("has at most 92 past days, and then no quarters", () => {
    const { searchParams } = addressOf({ places: [LONDON], pastDays: 200 }, BASE);
    assert.equal(searchParams.get("past_days"), "92");
    assert.equal(searchParams.has("minutely_15"), false);
    assert.equal(searchParams.has("apikey"), false);
  });
});
