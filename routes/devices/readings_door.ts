import type { Context, Hono } from "hono";
import { AppError } from "../../domain/errors.ts";
import { deviceKey } from "../../domain/loggers/device_key.ts";
import { sentReadings, storeSent } from "./sent_readings.ts";
import { respond } from "../middleware/errors.tsx";
import type { FromDevice } from "./device.ts";
import { deviceRouter, type Devices } from "./router.ts";
import { storeReadings } from "./store.ts";

const PATH = "/api/v1/loggers/:logger_uuid/readings";

/**
 * Makes the address of the API to which readings are sent, for loggers with a key of their own. What
 * has an API token instead, or only reads, goes on to routes/api/loggers/readings.ts.
 */
export function readingsDoor(devices: Devices): Hono<FromDevice> {
  const routes = deviceRouter(devices, "api", [PATH], respond, hasLoggerKey);
  routes.post(PATH, async (c, next) => {
    if (!hasLoggerKey(c)) return await next();
    if (c.req.param("logger_uuid").toLowerCase() !== c.var.device.logger_uuid) {
      throw new AppError("not_found", "This key is of another logger.");
    }
    const sent = await sentReadings(c, devices.services.now());
    const response = await storeSent(sent, (good) => storeReadings(c, devices, good));
    const { count, rows } = response.refused;
    c.set("outcome", {
      stored: response.new + response.changed + response.unchanged,
      refused: count,
      faults: rows.map(({ row, message }) => ({ line: row, message })),
    });
    return c.json(response, 201);
  });
  return routes;
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
