import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { makeForecasts } from "../../../service/forecasts/forecasts.ts";
import { chooseModels } from "../../../service/forecasts/choice.ts";
import { refreshHints } from "../../../service/sites/hints.ts";
import { forecastFromWeather } from "../../../service/weather/forecasts.ts";
import { forecastInThread, weatherThread } from "../../../service/weather/run.ts";
import { sweep } from "../../../sql/generation/changes.ts";
import { readConfig } from "../../../service/config.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { feedMeasured, feedPast, feedRun } from "../../support/weather_past.ts";

let app: TestApp;
const MIDNIGHT = Temporal.Instant.from("2026-06-21T00:00:00Z");
/** Early morning at the plant, which is four hours ahead. */
const NOW = Temporal.Instant.from("2026-06-21T01:07:00Z");
const signal = new AbortController().signal;
const at = (hours: number) => NOW.add({ minutes: Math.round(hours * 60) });

const owner = () => app.database.owner;
const plant = () => app.cast.sites.plant;

beforeAll(async () => {
  app = await testApp();
  app.clock.now = NOW;
  await feedPast(owner(), plant(), MIDNIGHT, 62);
  await sweep(owner());
  await makeForecasts(owner(), [NOW]);
});
afterAll(() => app.close());

const make = (hours = 0) => forecastFromWeather(owner(), at(hours));
const kept = async () => {
  const [row] = await owner()<{ made_utc: string; days: number; is_there: boolean }[]>`
    select made_utc, days, fit is not null as is_there from app.weather_fits
    where site_uuid = ${plant()}`;
  return row!;
};

interface Value {
  start_utc: string;
  forecast_power_kw: number;
  p10_kw: number;
  p90_kw: number;
}

async function forecast(): Promise<{ model_name: string; values: Value[] }> {
  const { alice } = app.cast;
  const address =
    `/api/v1/sites/${plant()}/forecast?start=2026-06-21T02:00:00Z&end=2026-06-23T01:00:00Z`;
  const response = await withToken(app, alice.token).get(address);
  assert.equal(response.status, 200);
  return await response.json();
}

const kwhOf = (values: Value[], day: string) =>
  values.filter(({ start_utc }) => start_utc.startsWith(day))
    .reduce((sum, { forecast_power_kw }) => sum + forecast_power_kw / 4, 0);

describe("forecasts from weather", () => {
  it("are made in a thread, and shown on the page and in the API", async () => {
    const thread = weatherThread({ url: app.database.url, logLevel: "warning" });
    const inThread = () => forecastInThread(readConfig({}), owner(), thread, NOW, signal);
    assert.deepEqual([await inThread(), await inThread()], [1, 0]);
    await thread.end();
    const { model_name, values } = await forecast();
    assert.equal(model_name, "sitecast-weather");
    assert.equal(values.length, 4 * 47);
    assert.ok(
      values.every(({ forecast_power_kw: kw, p10_kw, p90_kw }) =>
        0 <= p10_kw && p10_kw <= kw && kw <= p90_kw && p90_kw <= 50
      ),
    );
    // On the 21st all light comes through, on the 22nd 70 %.
    const share = kwhOf(values, "2026-06-22") / kwhOf(values, "2026-06-21");
    assert.ok(share > 0.55 && share < 0.75, String(share));
    const html = await page(
      await as(app, app.cast.alice).get(`/sites/${plant()}?day=2026-06-21`),
    );
    assert.match(html.text("#model"), /sitecast-weather.*forecast from weather is fresh/s);
    assert.match(html.text("figcaption"), /the service’s own, from the weather forecast/);
  });

  it("are made once an hour, and again when weather has come that had arrived by then", async () => {
    assert.equal(await make(0.4), 0);
    await feedRun(owner(), at(-1.5), () => 0.5);
    assert.equal(await make(0.5), 0);
    assert.equal(await make(0.6), 1);
    const [used] = await owner()`
      select made_utc, issued_utc, received_utc, source from app.used_weather`;
    assert.deepEqual({ ...used }, {
      made_utc: "2026-06-21T01:40:00Z",
      issued_utc: "2026-06-20T23:37:00Z",
      received_utc: "2026-06-21T01:37:00Z",
      source: "nwp",
    });
  });

  it("learn anew after a week, or when facts or the history have changed", async () => {
    const first = await kept();
    assert.deepEqual([first.days, first.is_there], [62, true]);
    await make(2);
    assert.deepEqual(await kept(), first);
    await owner()`update sites set tilt = 3 where site_uuid = ${plant()}`;
    await make(3);
    assert.equal((await kept()).made_utc, "2026-06-21T04:05:00Z");
    await owner()`update app.weather_fits set days = 41`;
    await make(4);
    assert.equal((await kept()).made_utc, "2026-06-21T05:05:00Z");
  });

  it("leave alone a site whose fit cannot be kept", async () => {
    await owner()`alter table app.weather_fits add constraint broken check (days < 10) not valid`;
    await owner()`update app.weather_fits set days = 1`;
    assert.equal(await make(5), 0);
    await owner()`alter table app.weather_fits drop constraint broken`;
    assert.equal(await make(6), 1);
  });

  it("tell the owner where clear hours show another plane than the stated one", async () => {
    await feedMeasured(owner(), plant(), MIDNIGHT, at(6).round("hour"));
    await refreshHints(owner(), at(6));
    const { alice } = app.cast;
    const found = await withToken(app, alice.token).get(`/api/v1/sites/${plant()}/hints`);
    const [hint, ...others] = (await found.json()).hints;
    assert.deepEqual([hint.code, others.length], ["another_plane", 0]);
    assert.ok(Math.abs(hint.figures.tilt - 27) <= 5, String(hint.figures.tilt));
  });

  it("end with the weather, so that the baseline is shown, and begin again with new one", async () => {
    await owner()`update app.weather_runs set issued_utc = issued_utc - interval '26 hours'
      where issued_utc > ${at(-12)}`;
    await makeForecasts(owner(), [at(24)]);
    assert.equal(await make(24), 0);
    await chooseModels(owner(), at(24));
    app.clock.now = at(24);
    assert.equal((await forecast()).model_name, "sitecast-baseline");
    await feedRun(owner(), at(20));
    assert.equal(await make(24.5), 1);
    await chooseModels(owner(), at(24.5));
    assert.equal((await forecast()).model_name, "sitecast-weather");
  });
});
