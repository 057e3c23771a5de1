import { Hono } from "hono";
import { forRequests, openDatabase } from "../../db/client.ts";
import { createApp } from "../../routes/app.ts";
import { requestRecorder } from "../../service/request_recorder.ts";
import { NOW } from "../fill.ts";
import { servicesOn } from "../world.ts";

/**
 * Serves Sitecast on the database whose URL is the first argument (with a second one through that Unix
 * socket), as a process of its own, so that its thread does nothing else. GET /bare/BYTES is hono without anything of ours. Prints the port.
 */
const database = openDatabase(Deno.args[0]!, { socket: Deno.args[1] });
const services = await servicesOn(forRequests(database));
const { tokenUsed, sessionUsed, requestMade, jobAdded } = requestRecorder(
  database,
  () => NOW,
  services.settings.sessionIdleDays,
);
const app = createApp({ ...services, tokenUsed, sessionUsed, requestMade, jobAdded });
const bare = new Hono();
bare.get("/bare/:bytes", (c) => c.body("x".repeat(Number(c.req.param("bytes")))));

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request, info) => {
  const isBare = new URL(request.url).pathname.startsWith("/bare/");
  return isBare ? bare.fetch(request) : app.fetch(request, info);
});
console.log(server.addr.port);
Deno.addSignalListener("SIGTERM", async () => {
  await server.shutdown();
  await database.close();
  Deno.exit(0);
});
