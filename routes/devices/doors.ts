import { Hono } from "hono";
import type { Services } from "../http/context.ts";
import type { FromDevice } from "./device.ts";
import { emoncmsDoor } from "./emoncms/door.ts";
import { readingsDoor } from "./readings_door.ts";
import type { RateLimits } from "./rates.ts";
import { influxDoor } from "./influx/door.ts";
import { type Devices, newDevices } from "./router.ts";

/** Makes the routes of one protocol of devices. */
type MakeDoor = (devices: Devices) => Hono<FromDevice>;

/** The protocols by which devices send readings. */
const DOORS: MakeDoor[] = [influxDoor, emoncmsDoor, readingsDoor];

/** Makes the doors for devices: let in by the key of a logger, without cookies, pages or scopes. */
export function deviceRoutes(services: Services, rates: RateLimits): Hono {
  const devices = newDevices(services, rates);
  const routes = new Hono();
  for (const door of DOORS) routes.route("/", door(devices));
  return routes;
}
