import { parentPort, workerData } from "node:worker_threads";
import { openOwner } from "../../db/client.ts";
import { openLog } from "../log.ts";
import type { ThreadData } from "../thread.ts";
import { forecastFromWeather } from "./forecasts.ts";
import type { WeatherTask } from "./run.ts";

// The thread that `runWeather` keeps: does each task that it posts, and posts how many runs were made.
const { url, socket, logLevel } = workerData as ThreadData;
/** One holds the lock, two read the inputs of a batch. */
const CONNECTIONS = 3;
let stop = new AbortController();

parentPort!.on("message", async (message: WeatherTask | "stop") => {
  if (message === "stop") return stop.abort();
  stop = new AbortController();
  parentPort!.postMessage(await forecast(message, stop.signal));
});
await openLog(logLevel);

async function forecast({ nowUtc, measuredFrom }: WeatherTask, signal: AbortSignal) {
  const sql = openOwner(url, { max: CONNECTIONS, socket });
  try {
    return await forecastFromWeather(sql, Temporal.Instant.from(nowUtc), {
      signal,
      measuredFrom: measuredFrom === undefined ? undefined : Temporal.PlainDate.from(measuredFrom),
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
