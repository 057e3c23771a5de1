import assert from "node:assert/strict";
import { afterAll } from "@std/testing/bdd";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import * as demo from "../../sql/operations/demo.ts";
import { findOrMake } from "../../sql/forecasts/models.ts";
import { as, testApp } from "./app.ts";
import { type Html, page } from "./html.ts";
import { insertForecast } from "./rows.ts";

/** Target times: 10:00 and 10:15 at the plant, whose clock is 4 hours ahead of UTC. */
export const TARGETS = ["2026-06-21T06:00:00Z", "2026-06-21T06:15:00Z"];

/** The app with runs of two models, made and stored at several times, for the forecasts on a chart. */
export async function chartWorld() {
  const app = await testApp();
  afterAll(() => app.close());
  const { owner } = app.database;
  const { plant, bare } = app.cast.sites;
  const path = `/sites/${plant}`;
  const model = (name: string) => findOrMake(owner, { name, version: "1" });
  const models = { test: await model("test"), baseline: await model(BASELINE_MODEL.name) };
  await owner`update sites set ml_model_uuid = ${models.test} where site_uuid = ${plant}`;

  /** A run that was stored at that time, with values of one power. */
  async function run(
    site_uuid: string,
    model: keyof typeof models,
    [timestamp_utc, created_utc]: readonly [made: string, stored: string],
    starts: string[],
    forecast_power_kw: number,
  ) {
    const minutes = (start_utc: string) =>
      Temporal.Instant.from(timestamp_utc).until(start_utc).total("minutes");
    const values = starts.map((start_utc) => ({
      start_utc,
      forecast_power_kw,
      horizon_minutes: minutes(start_utc),
      ml_model_uuid: models[model],
    }));
    const forecast = await insertForecast(owner, { site_uuid, timestamp_utc, created_utc }, values);
    await owner`update forecast_values set created_utc = ${created_utc}
      where forecast_uuid = ${forecast}`;
  }

  const get = (address: string) => as(app, app.cast.alice).get(address);

  async function shown(address: string, status = 200): Promise<Html> {
    const response = await get(address);
    assert.equal(response.status, status);
    return await page(response);
  }

  /** Forecasts (and the baseline's, where the CSV has them) of the CSV's lines. */
  async function powers(query: string, site = app.cast.sites.plant): Promise<string[]> {
    const response = await get(`/sites/${site}/day.csv?day=2026-06-21&${query}`);
    assert.equal(response.status, 200);
    const [head, ...lines] = (await response.text()).trimEnd().split("\n");
    assert.equal(head!.includes(",baseline_power_kw,"), query.includes("baseline=yes"));
    return lines.map((line) => {
      const [, , , , forecast, , , ...others] = line.split(",");
      return [forecast, ...others.slice(0, -2)].join(" ");
    });
  }

  const runs = [
    ["2026-06-20T04:00:00Z", "2026-06-20T04:05:00Z", 10],
    ["2026-06-20T06:00:00Z", "2026-06-20T06:05:00Z", 20],
    ["2026-06-21T00:00:00Z", "2026-06-21T00:05:00Z", 30],
    ["2026-06-21T05:30:00Z", "2026-06-21T05:35:00Z", 40],
  ] as const;
  for (const [made, stored, power] of runs) {
    await run(plant, "test", [made, stored], TARGETS, power);
    await run(plant, "baseline", [made, stored], TARGETS, power + 1);
    await run(bare, "baseline", [made, stored], TARGETS, power + 1);
  }

  /** One more site of alice's, with a zone of its own. */
  function siteIn(time_zone: string): Promise<string> {
    const { site_group_uuid } = app.cast.alice;
    return demo.makeSite(app.database.owner, site_group_uuid, { capacity_kw: 10, time_zone });
  }

  return { app, path, models, siteIn, run, get, shown, powers };
}
