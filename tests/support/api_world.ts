import assert from "node:assert/strict";
import { alarmWorld } from "./alarm_world.ts";
import { as, NOW, type TestApp, withToken } from "./app.ts";
import { insertSession } from "./charging_sessions.ts";
import { chargingThings } from "./charging_things.ts";
import { loggerClient, storeAs } from "./logger_sessions.ts";
import { forecasted, measured, periods } from "./values.ts";
import { weatherRun } from "./weather.ts";

const BASE = "/api/v1";
const PAST = "2026-06-20T06:00:00Z";

/** What stands for the parameters of paths: one thing of each kind, which ada may read and change. */
export type ApiKeys = Record<string, string>;

/** Makes one thing of each kind that paths of the API name, and returns their ids by parameter. */
export async function apiWorld(app: TestApp): Promise<ApiKeys> {
  const { cast: { alice, ada, sites: { plant } }, database: { owner } } = app;
  const times = periods("2026-06-21T08:00:00Z", 15, 4);
  await forecasted(owner, plant, "2026-06-21T08:00:00Z", times, () => 3);
  await measured(owner, plant, times, () => 3);
  const [job] = await owner`
    insert into app.jobs (kind, state) values ('delete site', 'failed') returning job_uuid`;
  const period = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
  const sent = await withToken(app, alice.token)
    .post(`${BASE}/sites/${plant}/generation`, { values: [{ ...period, generation_power_kw: 1 }] });
  assert.equal(sent.status, 201);
  const { batches } = await (await withToken(app, ada.token).get(`${BASE}/batches`)).json();
  const [run] = await owner`select forecast_uuid from forecasts where site_uuid = ${plant} limit 1`;
  await owner`
    insert into app.identities (user_uuid, issuer, subject)
    values (${alice.user_uuid}, 'https://login.example.org/', 'auth0|alice')`;
  const weather = await withToken(app, ada.token).post(`${BASE}/weather`, weatherRun(PAST));
  const report = await as(app, ada).post("/reports", { month: "2026-05" });
  return {
    report_uuid: report.headers.get("location")!.replace("/reports/", ""),
    ...await chargingKeys(app),
    ...await loggerKeys(app),
    ...await webhookKeys(app),
    site_uuid: plant,
    site_group_uuid: alice.site_group_uuid,
    user_uuid: alice.user_uuid,
    job_uuid: job!.job_uuid,
    what: "accuracy",
    batch_id: String(batches[0].batch_id),
    forecast_uuid: run!.forecast_uuid,
    weather_run_uuid: (await weather.json()).runs[0].weather_run_uuid,
    import_uuid: await sentFile(app),
    file_uuid: await sentFile(app, "/charging/imports", "kWh"),
  };
}

async function chargingKeys(app: TestApp): Promise<ApiKeys> {
  const { ada } = app.cast;
  const things = await chargingThings(app, ada);
  return {
    network_id: String(things.network),
    location_id: String(things.location),
    stall_id: String(things.stall),
    rate_id: String(things.rate),
    subscription_id: String(things.subscription),
    device_id: encodeURIComponent(things.vehicle),
    session_id: await insertSession(app.database.owner, ada, { energy_kwh: 1 }),
  };
}

async function loggerKeys(app: TestApp): Promise<ApiKeys> {
  const meter = await alarmWorld(app.database.owner, app.cast.sites.plant, NOW);
  const client = loggerClient(app, meter.logger);
  await client.post("/sessions");
  await storeAs(app, meter.logger, [["power", NOW.toString(), 1]]);
  await client.post("/messages", { text: "started" });
  const alarm = await client.post("/alarms", { description: "Hot" });
  const { variables } = (await client.get("/variables")).body;
  return {
    number: "1",
    logger_uuid: meter.logger,
    rule_uuid: await meter.rule({ threshold: 1 }),
    alarm_uuid: alarm.body.alarm_uuid,
    variable_id: variables[0].variable_id,
  };
}

async function webhookKeys(app: TestApp): Promise<ApiKeys> {
  const client = withToken(app, app.cast.ada.token);
  const hook = { url: "https://example.org/", events: ["import.finished"] };
  const { webhook_uuid } = await (await client.post(`${BASE}/webhooks`, hook)).json();
  const test = await client.post(`${BASE}/webhooks/${webhook_uuid}/test`);
  return { webhook_uuid, delivery_uuid: (await test.json()).delivery_uuid };
}

/** Sends a file of measurements or of sessions, and returns the UUID of its import. */
async function sentFile(app: TestApp, address = "/imports", name = "kW"): Promise<string> {
  const response = await app.fetch(BASE + address, {
    method: "POST",
    headers: { authorization: `Bearer ${app.cast.ada.token}`, "content-type": "text/csv" },
    body: `start_time,${name}\n2026-06-01T00:00:00Z,1\n2026-06-01T00:15:00Z,2\n`,
  });
  return (await response.json()).import_uuid;
}
