import { type Config, readConfig } from "../service/config.ts";
import { type OpenDatabase, openTaskDatabase } from "../service/open_database.ts";
import { openLog } from "../service/log.ts";
import { runProgram } from "../service/process.ts";

/**
 * Parses the command line with `read`, then runs `work` on the database of the environment and closes
 * it. A wrong command line ends the task before a database is opened or made.
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
