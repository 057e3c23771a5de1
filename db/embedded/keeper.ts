import { setTimeout as delay } from "node:timers/promises";
import { getLogger } from "@logtape/logtape";
import type { Cluster } from "./cluster.ts";
import { type Server, startServer } from "./server.ts";

const log = getLogger(["sitecast", "database"]);
const PAUSE_MS = 500;

/**
 * A server that is started anew on its port when it ends without being told to (killed, out of
 * memory): pools find it again by themselves. Each attempt that fails is logged, and another made.
 */
export async function keepServing(cluster: Cluster): Promise<Omit<Server, "ended">> {
  let server = await startServer(cluster);
  let stopped = false;
  const { port, socket } = server;
  async function watch() {
    await server.ended;
    while (!stopped) {
      log.error("The embedded PostgreSQL ended unexpectedly; starting it again.");
      await delay(PAUSE_MS);
      try {
        server = await startServer(cluster, port);
        if (stopped) await server.stop();
        await server.ended;
      } catch (error) {
        log.error("It did not start: {error}", { error });
      }
    }
  }
  const watching = watch();
  const stop = async () => {
    stopped = true;
    await server.stop();
    await watching;
  };
  return { port, socket, stop };
}
