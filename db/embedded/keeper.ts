import { setTimeout as delay } from "node:timers/promises";
import { getLogger } from "@logtape/logtape";
import type { Cluster } from "./cluster.ts";
import { type Server, startServer } from "./server.ts";

const log = getLogger(["sitecast", "database"]);
const PAUSE_MS = 500;

/**
 * A server that is started anew on its port when it ends without being told to (killed, out of
 * memory): pools find it again by themselves. When that fails too, it is logged and left at that.
 */
export async function keepServing(cluster: Cluster): Promise<Omit<Server, "ended">> {
  let server = await startServer(cluster);
  let stopped = false;
  const { port } = server;
  async function watch() {
    while (!stopped) {
      await server.ended;
      if (stopped) return;
      log.error("The embedded PostgreSQL ended unexpectedly; starting it again.");
      await delay(PAUSE_MS);
      server = await startServer(cluster, port);
    }
    await server.stop();
  }
  const watching = watch().catch((error) =>
    log.error("The embedded PostgreSQL: {error}", { error })
  );
  const stop = async () => {
    stopped = true;
    await server.stop();
    await watching;
  };
  return { port, stop };
}
