import type { OwnerSql } from "../../db/client.ts";
import type { TestApp } from "./app.ts";

/** Requests of a script of the site API of Quartz, whose JSON is read. */
export function quartz(app: TestApp, token = app.cast.alice.token) {
  const headers = { authorization: `Bearer ${token}` };
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await app.fetch(`/quartz${path}`, { headers, ...init });
    const text = await response.text();
    const isJson = text !== "" &&
      response.headers.get("content-type")?.startsWith("application/json");
    return {
      status: response.status,
      text,
      headers: response.headers,
      body: isJson && JSON.parse(text),
    };
  };
  const sent = (method: string) => (path: string, body: unknown) =>
    send(path, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    get: send,
    post: sent("POST"),
    put: sent("PUT"),
    delete: (path: string) => send(path, { method: "DELETE", headers }),
  };
}

/** A value of a run, as it is stored; `start` in minutes after `BASE`. */
export interface StoredValue {
  start: number;
  minutes: number;
  /** NaN and infinities as PostgreSQL writes them. */
  kw: number | "NaN" | "Infinity";
  horizon: number | null;
  model?: string | null;
}

/** A run; `time` in minutes after `base`. */
export interface StoredRun {
  site: string;
  time: number;
  version?: string;
  values: StoredValue[];
}

/** Stores runs as the Python SDK does, in this order, and returns their UUIDs. */
export async function storeRuns(
  sql: OwnerSql,
  base: Temporal.Instant,
  runs: readonly StoredRun[],
): Promise<string[]> {
  const at = (minutes: number) => base.add({ seconds: Math.round(minutes * 60) }).toString();
  const made = runs.map((run, order) => ({
    forecast_uuid: crypto.randomUUID(),
    site_uuid: run.site,
    timestamp_utc: at(run.time),
    created_utc: base.add({ seconds: order }).toString(),
    forecast_version: run.version ?? "1.2.3",
  }));
  await sql`
    insert into forecasts (forecast_uuid, site_uuid, timestamp_utc, created_utc, forecast_version)
    select (r ->> 'forecast_uuid')::uuid, (r ->> 'site_uuid')::uuid,
      (r ->> 'timestamp_utc')::timestamp, (r ->> 'created_utc')::timestamp, r ->> 'forecast_version'
    from jsonb_array_elements(${sql.json(made)}) r`;
  const values = runs.flatMap((run, order) =>
    run.values.map(({ start, minutes, kw, horizon, model = null }) => ({
      forecast_uuid: made[order]!.forecast_uuid,
      start_utc: at(start),
      end_utc: at(start + minutes),
      kw: String(kw),
      horizon,
      model,
    }))
  );
  await sql`
    insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw,
      horizon_minutes, ml_model_uuid)
    select (v ->> 'forecast_uuid')::uuid, (v ->> 'start_utc')::timestamp,
      (v ->> 'end_utc')::timestamp, (v ->> 'kw')::float8, (v ->> 'horizon')::int,
      (v ->> 'model')::uuid
    from jsonb_array_elements(${sql.json(values)}) v`;
  return made.map(({ forecast_uuid }) => forecast_uuid);
}

/** Makes a model and returns its UUID. */
export async function makeModel(sql: OwnerSql, name: string, version: string): Promise<string> {
  const [made] = await sql<{ model_uuid: string }[]>`
    insert into ml_model (name, version) values (${name}, ${version}) returning model_uuid`;
  return made!.model_uuid;
}

/** The data of the site API's own tests: ten runs of eleven values a minute apart, the oldest twice. */
export function tenRuns(site: string): StoredRun[] {
  const times = Array.from({ length: 10 }, (_, i) => -10 * (i + 1));
  return [...times, times.at(-1)!].map((time) => ({
    site,
    time,
    values: Array.from({ length: 11 }, (_, minute) => ({
      start: time + minute,
      minutes: 1,
      kw: minute + 0.5,
      horizon: minute,
    })),
  }));
}
