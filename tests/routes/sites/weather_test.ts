import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as fetches from "../../../sql/weather/fetches.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { fetchedAt, values } from "../../support/weather.ts";
import { PLANT } from "../../support/cast.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from app.weather_series`;
  await app.database.owner`delete from app.weather_fetches`;
});

const site = async () => await page(as(app, app.cast.alice).get(`/sites/${app.cast.sites.plant}`));
const status = async (user: "alice" | "ada") =>
  (await page(as(app, app.cast[user]).get("/status"))).texts("#weather").join("");

/** The hours of alice's today and tomorrow, which begin at 20:00 UTC, and some more. */
const HOURS = values(
  "2026-06-20T00:00:00Z",
  Array.from({ length: 96 }, (_, at) => ({
    ghi_w_m2: at,
    cloud_cover: 0.25,
    wind_speed_m_s: at === 21 ? null : 6.04,
    wind_height_m: 80,
  })),
);

const fetched = (issued: string) =>
  fetchedAt(app.database.owner, issued, {
    source: "open-meteo",
    issued_utc: issued,
    latitude: PLANT.latitude,
    longitude: PLANT.longitude,
    values: HOURS,
  });

const FAILURE = {
  failure: "It responded with status 500.",
  at: Temporal.Instant.from("2026-06-21T07:10:00Z"),
  next: Temporal.Instant.from("2026-06-21T08:40:00Z"),
};

describe("the weather on a site's page", () => {
  it("is not mentioned where there is none, also while a source fails", async () => {
    await fetches.fail(app.database.owner, "open-meteo", FAILURE);
    assert.equal((await site()).has("#weather"), false);
  });

  it("names its source with the licence and its age, and has the hours of two days", async () => {
    await fetched("2026-06-21T06:00:00Z");
    const html = await site();
    const line = html.text("#weather > p");
    assert.match(line, /^Weather of Open-Meteo, issued 10:00, \d h old\. /);
    assert.match(line, /Weather data by Open-Meteo\.com \(CC BY 4\.0\)\./);
    assert.equal(html.attributes("href", "#weather a")[0], "https://open-meteo.com/");
    const rows = html.texts("#weather tbody tr");
    assert.equal(rows.length, 48);
    assert.match(rows[0]!, /^Sun 00:00\s*20\s*25\s*6\.0$/);
    assert.match(rows[1]!, /^Sun 01:00\s*21\s*25\s*–$/);
    assert.match(html.text("#weather caption"), /wind 80 m above the ground/);
    assert.deepEqual(html.texts("#weather thead th").map((text) => text.split(" ")[0]), [
      "Hour",
      "Irradiance",
      "Cloud",
      "Wind",
    ]);
  });

  it("says that newer weather does not come, and what is used meanwhile", async () => {
    await fetched("2026-06-21T06:00:00Z");
    await fetches.fail(app.database.owner, "open-meteo", FAILURE);
    assert.match(
      (await site()).texts("#weather > p")[1]!,
      /Weather of Open-Meteo could not be fetched since 11:10; that of 10:00 is used\.$/,
    );
  });

  it("says that forecasts are made without weather that is too old", async () => {
    await fetched("2026-06-19T12:00:00Z");
    assert.match(
      (await site()).texts("#weather > p")[1]!,
      /^Weather too old Forecasts are made without weather until newer weather comes\.$/,
    );
  });
});

describe("the status of fetching", () => {
  it("tells administrators since when it fails, why, and when it is tried again", async () => {
    const { owner } = app.database;
    assert.equal(await status("ada"), "");
    await fetches.succeed(owner, "open-meteo", FAILURE.at.subtract({ hours: 1 }));
    assert.match(await status("ada"), /last fetched 21 Jun 2026, 06:10 UTC\.$/);
    await fetches.fail(owner, "open-meteo", FAILURE);
    assert.match(
      await status("ada"),
      /could not be fetched since 21 Jun 2026, 07:10 UTC: It responded with status 500\. It is tried again at 21 Jun 2026, 08:40 UTC\./,
    );
    assert.equal(await status("alice"), "");
  });
});
