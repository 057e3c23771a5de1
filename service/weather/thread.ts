import { parentPort, workerData } from "node:worker_threads";
import { openOwner } from "../../db/client.ts";
import { openLog } from "../log.ts";
import { forecastFromWeather } from "./forecasts.ts";
import type { WeatherThreadData } from "./run.ts";

// The start of the thread that `runWeather` opens; its first message from there means "stop".
const { url, socket, logLevel, nowUtc, measuredFrom } = workerData as WeatherThreadData;
const stop = new AbortController();
parentPort!.once("message", () => stop.abort());
await openLog(logLevel);
/** One holds the lock, two read the inputs of a batch. */
const CONNECTIONS = 3;
const sql = openOwner(url, { max: CONNECTIONS, socket });
let made = 0;
try {
  made = await forecastFromWeather(sql, Temporal.Instant.from(nowUtc), {
    signal: stop.signal,
    measuredFrom: measuredFrom === undefined ? undefined : Temporal.PlainDate.from(measuredFrom),
  });
} finally {
  await sql.end({ timeout: 5 });
}
parentPort!.postMessage(made);
