import { gzipSync } from "node:zlib";
import type { DeviceRequest } from "../../domain/loggers/device_request.ts";
import { type TestApp, testApp } from "./app.ts";
import { makeLogger, type TestLogger } from "./loggers.ts";

export type Body = string | Uint8Array<ArrayBuffer>;

/** A time within 2026, in seconds. */
export const AT = 1_790_000_000;
export const gzip = (body: Body) => new Uint8Array(gzipSync(body));
export const token = (key: string) => ({ authorization: `Token ${key}` });

/** The service, and what devices do with its door for clients of InfluxDB. */
export async function influxDoor() {
  const app: TestApp = await testApp();
  const arrived: DeviceRequest[] = [];
  app.services.deviceRequestMade = (request) => void arrived.push(request);
  const newLogger = () => makeLogger(app.database, app.cast.alice, app.cast.sites.plant);
  const write = (body: Body, path: string, headers: Record<string, string>) =>
    app.fetch(path, { method: "POST", body, headers });

  /** Returns the readings of a logger as `variable value`, by time. */
  const stored = async ({ logger_uuid }: TestLogger): Promise<string[]> => {
    const rows = await app.database.owner<{ text: string }[]>`
      select v.name || ' ' || r.value as text
      from app.logger_readings r join app.logger_variables v using (variable_id)
      where v.logger_uuid = ${logger_uuid} order by r.time_utc, v.name`;
    return rows.map(({ text }) => text);
  };

  /** Sends a body by a logger of its own, and returns the status, the response and what is stored. */
  const sent = async (body: Body, path: string, headers: Record<string, string> = {}) => {
    const own = await newLogger();
    const response = await write(body, path, { ...token(own.key), ...headers });
    const text = await response.text();
    const json = text ? JSON.parse(text) : undefined;
    return { status: response.status, json, stored: await stored(own) };
  };

  return { app, arrived, newLogger, write, stored, sent };
}
