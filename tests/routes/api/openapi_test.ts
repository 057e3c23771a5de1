import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { alarmWorld } from "../../support/alarm_world.ts";
import { chargingThings } from "../../support/charging_things.ts";
import { loggerClient, storeAs } from "../../support/logger_sessions.ts";
import { forecasted, measured, periods } from "../../support/values.ts";

/** Where the described paths begin. */
const BASE = "/api/v1";

interface Schema {
  type?: string | string[];
  required?: string[];
  properties?: Record<string, Schema>;
  /** What an object with any names has. */
  additionalProperties?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  $ref?: string;
}

interface Operation {
  summary: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, { content: Record<string, { schema: Schema }> } | undefined>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
  security: unknown[];
}

let app: TestApp;
let document: Document;
beforeAll(async () => {
  app = await testApp();
  const response = await app.fetch("/api/v1/openapi.json");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^application\/json/);
  document = await response.json();
  const { database: { owner }, cast: { sites: { plant } } } = app;
  const times = periods("2026-06-21T08:00:00Z", 15, 4);
  await forecasted(owner, plant, "2026-06-21T08:00:00Z", times, () => 3);
  await measured(owner, plant, times, () => 3);
});
afterAll(() => app.close());

/** Every schema that is named is there. */
function resolved(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const found = document.components.schemas[schema.$ref.replace("#/components/schemas/", "")];
  assert.ok(found, schema.$ref);
  return found;
}

/** Lists where a value has more or fewer fields than its schema. */
function differences(value: unknown, named: Schema, at = ""): string[] {
  const schema = resolved(named);
  if (schema.anyOf) {
    const found = schema.anyOf.map((one) => differences(value, one, at));
    return found.find((none) => none.length === 0) ?? found[0]!;
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => differences(item, schema.items!, `${at}[]`));
  }
  if (value === null || typeof value !== "object") return [];
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((key) => !(key in value));
  const unknown = Object.keys(value).filter((key) =>
    !(key in properties) && !schema.additionalProperties
  );
  const deeper = Object.entries(value).filter(([key]) => key in properties)
    .flatMap(([key, inner]) => differences(inner, properties[key]!, `${at}.${key}`));
  return [...[...missing, ...unknown].map((key) => `${at}.${key}`), ...deeper];
}

/** Sends a file of measurements or of sessions, and returns the UUID of its import. */
async function sentFile(token: string, address = "/imports", name = "kW"): Promise<string> {
  const response = await app.fetch(BASE + address, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    body: `start_time,${name}\n2026-06-01T00:00:00Z,1\n2026-06-01T00:15:00Z,2\n`,
  });
  return (await response.json()).import_uuid;
}

describe("the description of the API", () => {
  it("is for everybody, of version 3.1, and asks for a bearer token", () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(document.security, [{ token: [] }]);
    assert.deepEqual(document.components.securitySchemes, {
      token: { type: "http", scheme: "bearer" },
    });
  });

  it("has every route of the API, and no other", () => {
    const routes = createApp(app.services).routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith(`${BASE}/`))
      .filter(({ path }) => path !== `${BASE}/openapi.json`)
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${BASE}${path}`)
    );
    assert.deepEqual(described.sort(), [...new Set(routes)].sort());
  });

  /** Each path, method and operation. */
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, of]) =>
      Object.entries(of).map(([method, operation]) => ({ path, method, operation }))
    );

  it("tells of each route its summary, its path's parameters and its problems", () => {
    for (const { path, method, operation } of operations()) {
      assert.ok(operation.summary.length > 5, path);
      const inPath = operation.parameters?.filter((one) => one.in === "path");
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual((inPath ?? []).map(({ name }) => name), names, path);
      const writes = method === "get" ? [] : ["403", "409"];
      for (const status of ["401", "404", "422", ...writes]) {
        const content = operation.responses[status]?.content["application/problem+json"];
        assert.ok(content, `${method} ${path} does not tell of ${status}`);
        assert.ok(resolved(content.schema).required!.includes("detail"), path);
      }
    }
  });

  it("is what the routes really answer", async () => {
    const { cast: { alice, ada, sites: { plant } }, database: { owner } } = app;
    const [job] = await owner`
      insert into app.jobs (kind, state) values ('delete site', 'failed') returning job_uuid`;
    const period = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
    const sent = await withToken(app, alice.token)
      .post(`${BASE}/sites/${plant}/generation`, {
        values: [{ ...period, generation_power_kw: 1 }],
      });
    assert.equal(sent.status, 201);
    const { batches } = await (await withToken(app, ada.token).get(`${BASE}/batches`)).json();
    const [run] =
      await owner`select forecast_uuid from forecasts where site_uuid = ${plant} limit 1`;
    const charging = await chargingThings(app, ada);
    const meter = await alarmWorld(owner, plant, NOW);
    const client = loggerClient(app, meter.logger);
    await client.post("/sessions");
    await storeAs(app, meter.logger, [["power", NOW.toString(), 1]]);
    await client.post("/messages", { text: "started" });
    const alarm = await client.post("/alarms", { description: "Hot" });
    const { variables } = (await client.get("/variables")).body;
    const report = await as(app, ada).post("/reports", { month: "2026-05" });
    const keys: Record<string, string> = {
      report_uuid: report.headers.get("location")!.replace("/reports/", ""),
      network_id: String(charging.network),
      location_id: String(charging.location),
      device_id: encodeURIComponent(charging.vehicle),
      session_id: await insertSession(owner, ada, { energy_kwh: 1 }),
      number: "1",
      site_uuid: plant,
      site_group_uuid: alice.site_group_uuid,
      user_uuid: alice.user_uuid,
      job_uuid: job!.job_uuid,
      what: "accuracy",
      batch_id: String(batches[0].batch_id),
      forecast_uuid: run!.forecast_uuid,
      import_uuid: await sentFile(ada.token),
      logger_uuid: meter.logger,
      rule_uuid: await meter.rule({ threshold: 1 }),
      alarm_uuid: alarm.body.alarm_uuid,
      variable_id: variables[0].variable_id,
      file_uuid: await sentFile(ada.token, "/charging/imports", "kWh"),
    };
    for (const { path, method, operation } of operations()) {
      if (method !== "get") continue;
      const address = BASE + path.replace(/\{(\w+)\}/g, (_, name) => keys[name] ?? name);
      const query = path.endsWith("/charging-windows") ? "?energy_kwh=11&power_kw=11" : "";
      const response = await withToken(app, ada.token).get(address + query);
      assert.equal(response.status, 200, path);
      const { content } = operation.responses["200"]!;
      const isCsv = path.endsWith(".csv");
      const { schema } = content[isCsv ? "text/csv" : "application/json"]!;
      const body = isCsv ? await response.text() : await response.json();
      assert.deepEqual(differences(body, schema), [], path);
    }
    const problem = await (await app.fetch(`${BASE}/sites`)).json();
    const { content } = document.paths["/sites"]!.get!.responses["401"]!;
    assert.deepEqual(differences(problem, content["application/problem+json"]!.schema), []);
  });

  it("needs no secrets and holds none", async () => {
    const text = JSON.stringify(document);
    const { alice } = app.cast;
    for (const secret of [alice.email, alice.token, app.cast.sites.plant, "postgres://"]) {
      assert.ok(!text.includes(secret));
    }
    const again = await withToken(app, "unknown").get("/api/v1/openapi.json");
    assert.equal(again.status, 200);
  });
});
