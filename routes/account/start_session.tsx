import type { Context } from "hono";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import * as sessions from "../../sql/account/sessions.ts";
import * as viewers from "../../sql/account/viewers.ts";
import { type KeptForm, KeptFormPage } from "../../views/account/kept_form.tsx";
import type { Visitor } from "../http/context.ts";
import { writeDevice } from "../http/device_cookie.ts";
import { flash } from "../http/flash.ts";
import { recordSecurityEvent } from "../http/security_event.ts";
import { readSession, writeSession } from "../http/session_cookie.ts";
import { secondStep } from "./second_step.tsx";

/** Where a browser goes once its user is signed in. */
export interface Destination {
  /** A path of this service. */
  next: string;
  /** A form that was posted after a session had ended, to be sent again instead. */
  kept?: KeptForm;
  /** What the next page says. */
  sentence?: string;
}

/**
 * Signs a user in whose password was right, and leads on; before that, to the second step where there
 * is one. Every way to sign in comes by here: with a password, and with the link of a first one.
 */
export async function enter(
  c: Context<Visitor>,
  userUuid: string,
  destination: Destination,
): Promise<Response> {
  return await secondStep(c, userUuid, destination) ?? await begin(c, userUuid, destination);
}

/** Signs a user in who has shown all that is needed, and leads on. */
export async function begin(
  c: Context<Visitor>,
  userUuid: string,
  { next, kept, sentence }: Destination,
): Promise<Response> {
  await startSession(c, userUuid);
  if (kept) return await c.render(<KeptFormPage {...kept} />, { title: "Signed in again" });
  if (sentence) flash(c, sentence);
  return c.redirect(next, 303);
}

/**
 * Starts a session of a user on this browser, and ends the one that the browser held, whoever it
 * belonged to. The browser is a known device of the account from then on, and the rest of the request
 * has its viewer.
 */
export async function startSession(c: Context<Visitor>, userUuid: string): Promise<void> {
  const { settings, database: { owner } } = c.var.services;
  const secret = newSecret();
  const before = readSession(c);
  await sessions.start(owner, userUuid, hashSecret(secret), {
    days: settings.sessionDays,
    idleDays: settings.sessionIdleDays,
    userAgent: c.req.header("user-agent"),
    replaced: before ? hashSecret(before) : undefined,
  });
  writeSession(c, secret);
  const viewer = await viewers.bySession(owner, hashSecret(secret));
  c.set("viewer", viewer);
  if (viewer?.email) writeDevice(c, viewer.email);
  const detail = before ? "In place of an earlier session of this browser." : "";
  await recordSecurityEvent(c, { kind: "sign_in", detail });
}
