import { createMiddleware } from "hono/factory";
import { deviceRouter, type Devices } from "../router.ts";
import { respondAsInflux } from "./errors.ts";
import { runQuery } from "./query.ts";
import { PRECISIONS_1, PRECISIONS_2, writeLines } from "./write.ts";

/** Of InfluxDB, whose clients look for it before they write. */
const VERSION = "1.8.10";

const withVersion = createMiddleware(async (c, next) => {
  c.header("X-Influxdb-Version", VERSION);
  c.header("X-Influxdb-Build", "OSS");
  c.header("Cache-Control", "no-store");
  await next();
});

/** Makes the door for clients of InfluxDB, of its versions 1 and 2. */
export function influxDoor(devices: Devices) {
  const keyed = ["/write", "/api/v2/write", "/query"];
  const routes = deviceRouter(devices, "influx", keyed, respondAsInflux);
  for (const path of [...keyed, "/ping", "/health"]) routes.use(path, withVersion);
  routes.get("/ping", (c) => c.body(null, 204));
  routes.get("/health", (c) => {
    const message = "ready for queries and writes";
    return c.json({ name: "influxdb", message, status: "pass", checks: [], version: VERSION });
  });
  routes.get("/query", runQuery);
  routes.post("/query", runQuery);
  routes.post("/write", writeLines(devices, PRECISIONS_1));
  routes.post("/api/v2/write", writeLines(devices, PRECISIONS_2));
  return routes;
}
