import { createApp } from "./routes/app.ts";
import { loadAssets } from "./routes/http/assets.ts";
import { publicUrl, readConfig } from "./service/config.ts";
import { makeDemoOnFirstStart } from "./service/demo/demo.ts";
import { openServiceDatabase } from "./service/open_database.ts";
import { runSchedule } from "./service/schedule.ts";
import { openLog } from "./service/log.ts";
import { requestRecorder } from "./service/request_recorder.ts";
import { listenForStop, logUnhandledErrors, runProgram, serve } from "./service/process.ts";
import { requestSettings } from "./service/settings.ts";
import { readVersion } from "./service/version.ts";

await runProgram(async () => {
  logUnhandledErrors();
  const config = readConfig(Deno.env.toObject());
  await openLog(config.LOG_LEVEL);
  const stop = listenForStop();
  const opened = await openServiceDatabase(config);
  try {
    const { owner } = opened.database;
    const now = Temporal.Now.instant;
    const recorder = requestRecorder(owner, now);
    if (config.DEMO && opened.embedded) await makeDemoOnFirstStart(owner, config.DATA_DIR, now());
    const app = createApp({
      database: opened.database,
      now,
      assets: await loadAssets(),
      version: await readVersion(),
      settings: requestSettings(config),
      ...recorder,
    });
    const server = serve({ hostname: config.HOST, port: config.PORT }, app.fetch);
    console.log(`Sitecast is at ${publicUrl(config, server.port)}`);
    const jobs = runSchedule(config, owner, now, stop.signal, recorder.work);
    await stop.asked;
    await Promise.all([server.end(), jobs]);
    await recorder.flush();
  } finally {
    await opened.close();
  }
});
