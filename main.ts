import { forRequests } from "./db/client.ts";
import { loadAssets, reloadAssets } from "./routes/http/assets.ts";
import { runNightlyBackups } from "./service/backup/nightly.ts";
import { publicUrl, readConfig } from "./service/config.ts";
import { runPlantLogger } from "./service/demo/logger.ts";
import { passwordsOfFirstStart } from "./service/demo/passwords.ts";
import { adviceWithoutAdmin } from "./service/first_admin.ts";
import { workInThread } from "./service/imports/in_thread.ts";
import { JobWorker } from "./service/jobs/worker.ts";
import { openLog } from "./service/log.ts";
import { openServiceDatabase } from "./service/open_database.ts";
import { runWebhooks } from "./service/operations/webhooks/run.ts";
import {
  checkAddress,
  listenForStop,
  logUnhandledErrors,
  runProgram,
  sendBy,
  serve,
} from "./service/process.ts";
import { requestRecorder } from "./service/request_recorder.ts";
import { openSecretKeyFor } from "./service/secret_key.ts";
import { requestSettings } from "./service/settings.ts";
import { readVersion } from "./service/version.ts";
import { runWeather } from "./service/weather/run.ts";

await runProgram(async () => {
  logUnhandledErrors();
  const config = readConfig(Deno.env.toObject());
  const address = { hostname: config.HOST, port: config.PORT };
  await openLog(config.LOG_LEVEL);
  const stop = listenForStop();
  checkAddress(address);
  const makesDemo = config.DEMO && !config.DATABASE_URL;
  const passwords = makesDemo ? await passwordsOfFirstStart(config.DATA_DIR) : [];
  // The code of pages and jobs is loaded while PostgreSQL starts.
  const [opened, { createApp }, { runSchedule }, { makeDemoOnFirstStart }] = await Promise.all([
    openServiceDatabase(config),
    import("./routes/app.ts"),
    import("./service/schedule.ts"),
    import("./service/demo/demo.ts"),
  ]);
  try {
    const { owner } = opened.database;
    const secretKeys = await openSecretKeyFor(owner, config);
    const now = Temporal.Now.instant;
    if (makesDemo) await makeDemoOnFirstStart(owner, config.DATA_DIR, now(), passwords);
    const thread = { url: opened.url, socket: opened.socket, logLevel: config.LOG_LEVEL };
    const { worker, flush, ...recorder } = requestRecorder(
      opened.database,
      now,
      config.SESSION_IDLE_DAYS,
      new JobWorker(owner, (signal) => workInThread(owner, thread, signal)),
    );
    const assets = await loadAssets();
    if (Deno.args.includes("--reload-assets")) reloadAssets(assets, stop.signal);
    const app = createApp({
      database: forRequests(opened.database),
      now,
      assets,
      version: await readVersion(),
      settings: requestSettings(config, secretKeys),
      ...recorder,
    });
    const server = serve(address, app.fetch);
    const demoLogger = config.DEMO && runPlantLogger(owner, now, sendBy(app.fetch), stop.signal);
    const advice = await adviceWithoutAdmin(owner);
    if (advice) console.log(advice);
    console.log(`Sitecast is at ${publicUrl(config, server.port)}`);
    const schedule = runSchedule(config, owner, now, stop.signal, worker);
    const source = { sql: owner, url: opened.url, secretKey: secretKeys.fingerprint };
    const backups = runNightlyBackups(config, source, now, stop.signal);
    const weather = runWeather(config, owner, thread, now, stop.signal);
    const webhooks = runWebhooks(config, owner, secretKeys, now, stop.signal);
    await stop.requested;
    await Promise.all([server.end(), schedule, backups, weather, webhooks, demoLogger]);
    await flush();
  } finally {
    await opened.close();
  }
});
