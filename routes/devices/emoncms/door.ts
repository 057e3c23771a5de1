import type { Context, Hono } from "hono";
import { AppError } from "../../../domain/errors.ts";
import { readBulk } from "../../../domain/loggers/emoncms/bulk.ts";
import type { Input, Parameters } from "../../../domain/loggers/emoncms/input.ts";
import { readPost } from "../../../domain/loggers/emoncms/post.ts";
import type { FromDevice } from "../device.ts";
import { deviceRouter, type Devices } from "../router.ts";
import { storeInput } from "./store_input.ts";
import { parametersOf } from "./parameters.ts";

type Read = (parameters: Parameters, nowSeconds: number, c: Context) => Input;

const bulk: Read = readBulk;
const post: Read = (parameters, now, c) =>
  readPost(parameters, now, c.req.param("node")?.replace(/\.json$/, ""));

const PATHS: Record<string, Read> = {
  "/input/post": post,
  "/input/post.json": post,
  "/input/post/:node": post,
  "/input/bulk": bulk,
  "/input/bulk.json": bulk,
};

/**
 * Makes the EmonCMS input API (https://emoncms.org/site/api#input), as it is at a server's root and
 * below /emoncms. Devices send by GET, too: OpenEVSE always does. The response is the text `ok`, or
 * one sentence.
 */
export function emoncmsDoor(devices: Devices): Hono<FromDevice> {
  const reads = ["", "/emoncms"].flatMap((start) =>
    Object.entries(PATHS).map(([path, read]) => [start + path, read] as const)
  );
  const paths = reads.map(([path]) => path);
  const routes = deviceRouter(
    devices,
    "emoncms",
    paths,
    (c, { status, message }) => c.text(message, status),
  );
  for (const [path, read] of reads) {
    routes.on(["GET", "POST"], path, async (c) => {
      // A HEAD request comes here like GET, and must store nothing (RFC 9110, 9.3.2).
      if (c.req.method === "HEAD") throw new AppError("not_found", "Send GET or POST.");
      const body = new Uint8Array(await c.req.arrayBuffer());
      const now = Math.floor(devices.services.now().epochMilliseconds / 1000);
      const input = read(await parametersOf(c, body), now, c);
      return await storeInput(c, devices, input, read === bulk);
    });
  }
  return routes;
}
