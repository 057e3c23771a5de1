import { createApp } from "./routes/app.ts";
import { loadAssets } from "./routes/http/assets.ts";
import { publicUrl, readConfig } from "./service/config.ts";
import { makeDemoOnFirstStart } from "./service/demo/demo.ts";
import { openHome } from "./service/open_database.ts";
import { runJobs } from "./service/schedule.ts";
import { openLog } from "./service/log.ts";
import { requestNotes } from "./service/request_recorder.ts";
import { clearly, keepGoing, listenForStop, serve } from "./service/process.ts";
import { requestSettings } from "./service/settings.ts";

await clearly(async () => {
  keepGoing();
  const config = readConfig(Deno.env.toObject());
  await openLog(config.LOG_LEVEL);
  const stop = listenForStop();
  const home = await openHome(config);
  try {
    const { owner } = home.database;
    const now = Temporal.Now.instant;
    const notes = requestNotes(owner, now);
    if (config.DEMO && home.embedded) await makeDemoOnFirstStart(owner, config.DATA_DIR, now());
    const app = createApp({
      database: home.database,
      now,
      assets: await loadAssets(),
      settings: requestSettings(config),
      ...notes,
    });
    const server = serve({ hostname: config.HOST, port: config.PORT }, app.fetch);
    console.log(`Sitecast is at ${publicUrl(config, server.port)}`);
    const jobs = runJobs(config, owner, now, stop.signal, notes.work);
    await stop.asked;
    await Promise.all([server.end(), jobs]);
    await notes.flush();
  } finally {
    await home.close();
  }
});
