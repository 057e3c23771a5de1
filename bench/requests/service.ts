import { Hono } from "hono";
import { forRequests, openDatabase } from "../../db/client.ts";
import { createApp } from "../../routes/app.ts";
import { requestRecorder } from "../../service/request_recorder.ts";
import { meRoutes } from "../../routes/api/account/me.ts";
import type { SignedIn } from "../../routes/http/context.ts";
import { onceByKey } from "../../routes/middleware/idempotency.ts";
import { type Rates, tokenViewer } from "../../routes/middleware/token_viewer.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { NOW } from "../fill.ts";
import { servicesOn } from "../world.ts";

/**
 * Serves Sitecast on the database whose URL is the first argument (with a second one through that Unix
 * socket), as a process of its own, so that its thread does nothing else. GET /bare/BYTES is hono without anything of ours, and
 * /bare-limits/with and without serve /api/v1/me with and without limits of requests. Prints the port.
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

/** Limits nothing. */
const NO_RATES: Rates = {
  begin: () => Promise.resolve(undefined),
  count: () => {},
  end: () => {},
  allowance: () => undefined,
};

/** Serves /me alone, with its token and, if so, with limits of requests and Idempotency-Key. */
function meAlone(rates?: Rates): Hono<SignedIn> {
  const alone = new Hono<SignedIn>();
  alone.use(async (c, next) => {
    c.set("services", { ...services, tokenUsed, requestMade });
    await next();
  });
  alone.use(tokenViewer(services, rates));
  if (!rates) alone.use((c, next) => onceByKey(c, undefined as unknown as ScopedSql, next));
  return alone.route("/api/v1", meRoutes());
}
bare.mount("/bare-limits/with", meAlone().fetch);
bare.mount("/bare-limits/without", meAlone(NO_RATES).fetch);

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request, info) => {
  const isBare = new URL(request.url).pathname.startsWith("/bare");
  return isBare ? bare.fetch(request) : app.fetch(request, info);
});
console.log(server.addr.port);
Deno.addSignalListener("SIGTERM", async () => {
  await server.shutdown();
  await database.close();
  Deno.exit(0);
});
