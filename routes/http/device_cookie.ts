import type { Context } from "hono";
import { DEVICE_DAYS, deviceOf, newDevice } from "../../domain/account/device.ts";
import type { Visitor } from "./context.ts";
import { readCookie, writeCookie } from "./cookies.ts";

const NAME = "sitecast-device";

/** Returns the id of this browser if it has signed in to the account before. */
export function readDevice(c: Context<Visitor>, email: string): string | undefined {
  const { settings, now } = c.var.services;
  return deviceOf(settings.secretKeys.devices, email, readCookie(c, NAME) ?? "", now());
}

/** Makes this browser known for the account that it signed in to, with a new id. */
export function writeDevice(c: Context<Visitor>, email: string): void {
  const { settings, now } = c.var.services;
  const device = newDevice(settings.secretKeys.devices, email, now());
  writeCookie(c, NAME, device, DEVICE_DAYS * 86_400);
}
