import { type Context, Hono, type MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppError } from "../../domain/errors.ts";
import { type Door, firstFaults } from "../../domain/loggers/device_request.ts";
import { isSerializationFailure } from "../../db/errors.ts";
import { Places } from "../../db/places.ts";
import type { Services } from "../http/context.ts";
import { reported } from "../middleware/errors.tsx";
import type { Retried } from "../middleware/body.ts";
import type { FromDevice } from "./device.ts";
import { keyed } from "./key.ts";
import { LoggerRates, type RateLimits } from "./rates.ts";
import { WrongSecrets } from "../http/wrong_secrets.ts";

/** What the doors for devices share: what a logger sends counts whichever door it comes by. */
export interface Devices {
  services: Services;
  rates: LoggerRates;
  wrongKeys: WrongSecrets;
  /** What one logger sends is stored one after the other: what waits holds no connection. */
  turns: Places;
}

/** Those that wait would otherwise wait as long for the row of the logger, with a connection each. */
const ONE_OF_A_LOGGER = { most: Infinity, ofOneGroup: 1, waitMs: 5000 };

export function newDevices(services: Services, limits: RateLimits): Devices {
  return {
    services,
    rates: new LoggerRates(limits),
    wrongKeys: new WrongSecrets(services.settings.signInLimits),
    turns: new Places(ONE_OF_A_LOGGER),
  };
}

/** How a door tells devices of an error, in the form that they know. */
export type RespondWith = (c: Context, error: AppError) => Response | Promise<Response>;

/**
 * Makes the router of a door for devices: `paths` are let in by the key of a logger, within its rate,
 * and are recorded as arrived. Their handlers store what is in the request and set `c.var.outcome`.
 * Requests that `isOfDevice` denies go on to other routes of the same address.
 */
export function deviceRouter(
  devices: Devices,
  door: Door,
  paths: string[],
  respond: RespondWith,
  isOfDevice: (c: Context) => boolean = () => true,
) {
  const ofDevices = (middleware: MiddlewareHandler<FromDevice & Retried>) =>
    createMiddleware<FromDevice & Retried>((c, next) =>
      isOfDevice(c) ? middleware(c, next) : next()
    );
  const routes = new Hono<FromDevice & Retried>();
  routes.onError(async (error, c) => {
    const known = await reported(error, c);
    const { retryAfterSeconds } = known.details;
    if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
    if (c.var.device) {
      c.set("outcome", { stored: 0, refused: 0, faults: [{ line: null, message: known.message }] });
    }
    return respond(c, known);
  });
  const key = keyed(devices.wrongKeys);
  for (const path of paths) {
    routes.use(
      path,
      ofDevices(async (c, next) => {
        await next();
        c.header("Cache-Control", "no-store");
        recordArrival(c, door);
      }),
    );
    routes.use(path, ofDevices(key));
    routes.use(
      path,
      ofDevices(async (c, next) => {
        devices.rates.begin(c.var.device.logger_uuid, devices.services.now().epochMilliseconds);
        await next();
      }),
    );
  }
  return routes;
}

/** Records what became of a request, unless it is going to be sent once more (retry_conflicts.ts). */
function recordArrival(c: Context<FromDevice & Retried>, door: Door): void {
  const { device, services, outcome } = c.var;
  if (!device || !outcome || isSerializationFailure(c.error) && !c.env?.retriedBody) return;
  services.deviceRequestMade({
    logger_uuid: device.logger_uuid,
    at_utc: services.now().toString(),
    door,
    status: c.res.status,
    ...outcome,
    faults: firstFaults(outcome.faults),
  });
}
