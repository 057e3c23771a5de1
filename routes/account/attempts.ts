import type { Context } from "hono";
import * as signIn from "../../sql/account/sign_in.ts";
import type { Services, SignedIn, Visitor } from "../http/context.ts";
import { readDevice } from "../http/device_cookie.ts";
import { clientAddress } from "../middleware/client_address.ts";

/**
 * Begins an attempt to sign in to an account. A browser that signed in to it before has a
 * limit of its own, so that guesses from elsewhere do not lock out its user.
 */
export async function beginAttempt(c: Context<Visitor>, email: string): Promise<signIn.Attempt> {
  return await begin(c, email, readDevice(c, email));
}

/**
 * Begins an attempt of the viewer to prove who they are, before something that an unlocked browser
 * alone must not do. All sessions of a user together are limited like one device.
 */
export async function beginOwnAttempt(c: Context<SignedIn>): Promise<signIn.Attempt> {
  const { user_uuid, email } = c.var.viewer;
  return await begin(c, email || user_uuid, `user ${user_uuid}`);
}

async function begin(c: Context, email: string, device?: string) {
  const { database, settings }: Services = c.var.services;
  const address = clientAddress(c, settings.trustedProxies);
  return await signIn.beginAttempt(
    database.owner,
    { email, address, device },
    settings.signInLimits,
  );
}
