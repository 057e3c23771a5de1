import type { Context, Hono } from "hono";
import { AppError } from "../../domain/errors.ts";
import { deviceKey } from "../../domain/loggers/device_key.ts";
import { sentFrames, storeFrames } from "./sent_frames.ts";
import { sentReadings, storeSent } from "./sent_readings.ts";
import { respond } from "../middleware/errors.tsx";
import type { FromDevice } from "./device.ts";
import { deviceRouter, type Devices } from "./router.ts";
import { storeReadings } from "./store.ts";

const READINGS = "/api/v1/loggers/:logger_uuid/readings";
const FRAMES = "/api/v1/loggers/:logger_uuid/frames";

/**
 * Makes the addresses of the API to which readings and frames are sent, for loggers with a key of their
 * own. What has an API token instead, or only reads, goes on to routes/api/loggers/.
 */
export function readingsDoor(devices: Devices): Hono<FromDevice> {
  const { services } = devices;
  const routes = deviceRouter(devices, "api", [READINGS, FRAMES], respond, hasLoggerKey);
  routes.post(READINGS, async (c, next) => {
    if (!hasLoggerKey(c)) return await next();
    refuseOthers(c);
    const sent = await sentReadings(c, services.now());
    const response = await storeSent(sent, (good) => storeReadings(c, devices, good));
    const { count, rows } = response.refused;
    c.set("outcome", {
      stored: storedIn(response),
      refused: count,
      faults: rows.map(({ row, message }) => ({ line: row, message })),
    });
    return c.json(response, 201);
  });
  routes.post(FRAMES, async (c, next) => {
    if (!hasLoggerKey(c)) return await next();
    refuseOthers(c);
    const response = await storeFrames(await sentFrames(c), {
      sql: services.database.owner,
      logger_uuid: c.var.device.logger_uuid,
      now: services.now(),
      store: (good) => storeReadings(c, devices, good),
    });
    c.set("outcome", {
      stored: storedIn(response),
      refused: response.refused.count + response.bad.count,
      faults: response.bad.frames.map(({ frame, message }) => ({ line: frame, message })),
    });
    return c.json(response, 201);
  });
  return routes;
}

const storedIn = (counts: { new: number; changed: number; unchanged: number }) =>
  counts.new + counts.changed + counts.unchanged;

/** Throws not_found for a key of another logger than the one that is addressed. */
function refuseOthers(c: Context<FromDevice>): void {
  if (c.req.param("logger_uuid")?.toLowerCase() === c.var.device.logger_uuid) return;
  throw new AppError("not_found", "This key is of another logger.");
}

/** Returns true when a request that sends readings has a key of a logger, and no API token. */
function hasLoggerKey(c: Context): boolean {
  if (c.req.method !== "POST") return false;
  const key = deviceKey({
    authorization: c.req.header("authorization"),
    query: { apikey: c.req.query("apikey") },
  });
  return key !== undefined && !key.startsWith("sitecast_");
}
