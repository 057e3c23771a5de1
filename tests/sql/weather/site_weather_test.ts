import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { forecastHours, pastHours } from "../../../sql/weather/site_weather.ts";
import * as retention from "../../../sql/weather/retention.ts";
import { ownCast } from "../../support/setup.ts";
import { fetchedAt, sentAt, values, weatherRun } from "../../support/weather.ts";

const { database: { owner }, cast } = await ownCast();
const { sites: { plant, bare, turbine }, alice, charlie } = cast;

const at = (time: string) => Temporal.Instant.from(`2026-06-${time}:00Z`);
const iso = (time: string) => `2026-06-${time}:00Z`;
const read = (hours: typeof pastHours, start: string, end: string, asOf: string, site = plant) =>
  hours(owner, [site], at(start), at(end), at(asOf));

/** Irradiance by hour, of the plant. */
async function ghi(hours: typeof pastHours, start: string, end: string, asOf: string) {
  const found = (await read(hours, start, end, asOf)).get(plant);
  return found?.hours.map((hour) => hour.ghi);
}

beforeEach(async () => {
  await owner`delete from app.weather_series`;
});

describe("the weather of a site's forecast", () => {
  it("has of each hour the newest run that was issued and received", async () => {
    await fetchedAt(owner, iso("21T06:30"), weatherRun(iso("21T00:00"), 100));
    await fetchedAt(owner, iso("21T09:30"), weatherRun(iso("21T06:00"), 200));
    assert.deepEqual(await ghi(forecastHours, "21T22:00", "22T02:00", "21T09:00"), [100, 100]);
    const later = await read(forecastHours, "21T22:00", "22T08:00", "21T09:30");
    const { hours, ...of } = later.get(plant)!;
    assert.deepEqual(of, {
      source: "icon",
      issued_utc: iso("21T06:00"),
      received_utc: iso("21T09:30"),
    });
    assert.equal(hours.length, 8);
    assert.deepEqual(hours[0], {
      endMs: at("21T23:00").epochMilliseconds,
      issuedMs: at("21T06:00").epochMilliseconds,
      ghi: 200,
      dni: null,
      dhi: null,
      cloudCover: null,
      temperatureC: null,
      precipitationMm: null,
      windSpeed: null,
      windHeightM: null,
      windDirection: null,
      gusts: null,
    });
  });

  it("has hours that the newest run lacks from the ones before it", async () => {
    const hours = values(iso("21T00:00"), Array.from({ length: 24 }, () => ({ ghi_w_m2: 300 })));
    await fetchedAt(owner, iso("21T00:30"), weatherRun(iso("21T00:00"), 100));
    await fetchedAt(owner, iso("21T01:30"), weatherRun(iso("21T01:00"), 200));
    const lacking = { values: hours.filter((_, hour) => hour !== 4) };
    await fetchedAt(owner, iso("21T02:30"), weatherRun(iso("21T02:00"), 300, lacking));
    const read = (asOf: string) => ghi(forecastHours, "21T03:00", "21T06:00", asOf);
    assert.deepEqual(await read("21T02:00"), [200, 200, 200]);
    assert.deepEqual(await read("21T03:00"), [300, 200, 300]);
  });

  it("is of one source: sent before fetched, still running before ended, never a stranger's", async () => {
    const nearby = (issued: string, source: string, number: number) =>
      weatherRun(iso(issued), number, { source, latitude: -21.36 });
    await fetchedAt(owner, iso("21T06:00"), nearby("21T06:00", "fetched", 1));
    await sentAt(owner, iso("21T06:00"), charlie.site_group_uuid, nearby("21T05:00", "spoilt", 2));
    const source = async (asOf: string) =>
      (await read(forecastHours, "21T09:00", "21T10:00", asOf)).get(plant)?.source;
    assert.equal(await source("21T08:00"), "fetched");
    await sentAt(owner, iso("21T03:00"), alice.site_group_uuid, nearby("21T02:00", "sent", 3));
    assert.equal(await source("21T08:00"), "sent");
    await sentAt(owner, iso("21T03:00"), alice.site_group_uuid, {
      ...nearby("21T02:00", "sent", 4),
      site_uuid: plant,
    });
    assert.deepEqual(await ghi(forecastHours, "21T09:00", "21T10:00", "21T08:00"), [4]);
    const ended = await read(forecastHours, "22T03:00", "22T04:00", "22T02:30");
    assert.equal(ended.get(plant)?.source, "fetched");
    assert.deepEqual([...await read(forecastHours, "21T09:00", "21T10:00", "21T08:00", bare)], []);
    assert.deepEqual(
      [...await read(forecastHours, "21T09:00", "21T10:00", "21T08:00", turbine)],
      [],
    );
  });

  it("takes an hour that the newest run leaves empty from the one before", async () => {
    const quarters = Array.from({ length: 8 }, (_, i) => ({ ghi_w_m2: i < 4 ? 7 : null }));
    const newest = weatherRun(iso("21T06:00"), 0, {
      values: values(iso("21T06:00"), quarters, 15),
    });
    await fetchedAt(owner, iso("21T06:00"), weatherRun(iso("21T05:00"), 5), newest);
    assert.deepEqual(await ghi(forecastHours, "21T06:00", "21T08:00", "21T07:00"), [7, 5]);
  });

  it("makes hours of other periods: means, the highest gust, and rain in all", async () => {
    const quarters = [10, 20, 30, 40, 50].map((number) => ({
      ghi_w_m2: number,
      gusts_m_s: number,
      precipitation_mm: 0.1,
      wind_direction_degrees: (350 + number) % 360,
      temperature_c: number === 20 ? null : 5,
    }));
    const run = weatherRun(iso("21T06:00"));
    const longer = values(iso("21T12:00"), [{ ghi_w_m2: 60, precipitation_mm: 3 }], 180);
    await fetchedAt(owner, iso("21T06:00"), {
      ...run,
      values: [...values(iso("21T09:00"), quarters, 15), ...longer],
    });
    const found = await read(forecastHours, "21T06:00", "22T00:00", "21T08:00");
    const shown = found.get(plant)!.hours.map((hour) => [
      (hour.endMs - at("21T00:00").epochMilliseconds) / 3_600_000,
      hour.ghi,
      hour.gusts,
      hour.precipitationMm,
      hour.windDirection,
      hour.temperatureC,
    ]);
    assert.deepEqual(shown, [
      [10, 25, 40, 0.4, 15, null],
      [13, 60, null, 1, null, null],
      [14, 60, null, 1, null, null],
      [15, 60, null, 1, null, null],
    ]);
    await fetchedAt(owner, iso("21T06:00"), weatherRun(iso("21T05:00"), 7));
    const rows = await owner`
      select to_char(start_utc, 'DD HH24:MI') as start, to_char(end_utc - start_utc, 'HH24:MI') as
        period, ghi_w_m2 as ghi, has_table_privilege('sitecast_sdk', 'app.weather_values', 'select')
      from app.weather_values order by issued_utc desc, start_utc limit 7`;
    assert.deepEqual(rows.map((row) => Object.values(row)).filter((_, i) => i % 2 === 0), [
      ["21 09:00", "00:15", 10, true],
      ["21 09:30", "00:15", 30, true],
      ["21 10:00", "00:15", 50, true],
      ["21 05:00", "01:00", 7, true],
    ]);
  });
});

describe("the weather that models learn from", () => {
  it("is what was there 12 hours before, else the next; the same once its runs are gone", async () => {
    const day = (issued: string, number: number) => {
      const run = weatherRun(iso(issued), number);
      const hours = Array.from({ length: 24 }, () => ({ ghi_w_m2: number, wind_speed_m_s: 1 }));
      return { ...run, values: values(iso("21T00:00"), hours) };
    };
    await fetchedAt(owner, iso("20T12:00"), day("20T10:00", 1));
    await fetchedAt(owner, iso("21T02:00"), day("20T20:00", 2));
    await fetchedAt(owner, iso("21T10:00"), day("21T00:00", 3));
    const late = day("20T23:00", 4);
    await fetchedAt(owner, iso("25T00:00"), { ...late, source: "late" });
    await fetchedAt(owner, iso("25T00:00"), {
      ...late,
      source: "late",
      issued_utc: iso("21T01:00"),
    });
    const past = (asOf = "22T06:00") => ghi(pastHours, "21T00:00", "22T00:00", asOf);
    const first = [...Array(14).fill(1), ...Array(8).fill(2), 3, 3];
    assert.deepEqual(await past(), first);
    assert.deepEqual(await past("21T02:30"), [...Array(14).fill(1), ...Array(10).fill(2)]);
    const early = () => ghi(pastHours, "21T00:00", "21T22:00", "21T09:30");
    assert.deepEqual(await early(), first.slice(0, 22));
    const before = await read(pastHours, "20T12:00", "23T00:00", "22T06:00");
    assert.equal(await retention.keepDays(owner, at("22T02:37")), 2);
    assert.equal(await retention.keepDays(owner, at("22T02:37")), 0);
    assert.equal(await retention.removeRuns(owner, Temporal.PlainDate.from("2026-06-22")), 5);
    assert.equal((await owner`select from app.weather_runs`).length, 0);
    assert.deepEqual(await read(pastHours, "20T12:00", "23T00:00", "22T06:00"), before);
    assert.deepEqual(await early(), first.slice(0, 22));
    await fetchedAt(owner, iso("23T00:00"), day("19T00:00", 9));
    assert.deepEqual(await past(), first);
  });
});
