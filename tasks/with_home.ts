import { type Config, readConfig } from "../service/config.ts";
import { type Home, openHomeForTask } from "../service/home.ts";
import { openLog } from "../service/log.ts";
import { clearly } from "../service/process.ts";

/** Runs a task on the database of the environment, and closes it whatever happens. */
export async function withHome(
  work: (home: Home, config: Config) => Promise<void>,
): Promise<never> {
  return await clearly(async () => {
    const config = readConfig(Deno.env.toObject());
    await openLog("warning");
    const home = await openHomeForTask(config);
    try {
      await work(home, config);
    } finally {
      await home.close();
    }
  });
}
