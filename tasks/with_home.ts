import { type Config, readConfig } from "../service/config.ts";
import { type Home, openHomeForTask } from "../service/open_database.ts";
import { openLog } from "../service/log.ts";
import { clearly } from "../service/process.ts";

/**
 * Reads the task's words, then runs it on the database of the environment, which is closed whatever
 * happens. Wrong words end it before any database is touched.
 */
export async function withHome<W>(
  read: () => W,
  work: (words: W, home: Home, config: Config) => Promise<void>,
): Promise<never> {
  return await clearly(async () => {
    const words = read();
    const config = readConfig(Deno.env.toObject());
    await openLog("warning");
    const home = await openHomeForTask(config);
    try {
      await work(words, home, config);
    } finally {
      await home.close();
    }
  });
}
