import { type Config, readConfig } from "../service/config.ts";
import { type OpenDatabase, openTaskDatabase } from "../service/open_database.ts";
import { openLog } from "../service/log.ts";
import { runProgram } from "../service/process.ts";

/**
 * Reads the task's words, then runs it on the database of the environment, which is closed whatever
 * happens. Wrong words end it before any database is touched.
 */
export async function withDatabase<W>(
  read: () => W,
  work: (words: W, opened: OpenDatabase, config: Config) => Promise<void>,
): Promise<never> {
  return await runProgram(async () => {
    const words = read();
    const config = readConfig(Deno.env.toObject());
    await openLog("warning");
    const opened = await openTaskDatabase(config);
    try {
      await work(words, opened, config);
    } finally {
      await opened.close();
    }
  });
}
