import { Secret, TOTP } from "otpauth";
import { encrypt } from "../../domain/account/encrypted.ts";
import { hashRecoveryCode, newRecoveryCodes } from "../../domain/account/secret.ts";
import { newFactorSecret } from "../../domain/account/totp.ts";
import type { Settings } from "../../routes/http/context.ts";
import * as factors from "../../sql/account/factors.ts";
import type { BareApp, TestApp } from "./app.ts";
import { postForm } from "./app.ts";
import type { Person } from "./cast.ts";

/** What a user's phone and paper hold. */
export interface PhoneAndPaper {
  secret: string;
  recoveryCodes: string[];
}

/** Returns the code that an app shows so many steps of 30 s from now. */
export function codeOf(app: BareApp, secret: string, stepsFromNow = 0): string {
  const timestamp = app.clock.now.epochMilliseconds + stepsFromNow * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** Returns six digits that are no code of the steps around now. */
export function wrongCode(app: BareApp, secret: string): string {
  const right = [-1, 0, 1].map((step) => codeOf(app, secret, step));
  return ["000000", "111111", "222222", "333333"].find((code) => !right.includes(code))!;
}

/** Gives a person a second factor, none of whose codes was used yet. */
export async function giveFactor(
  app: Pick<BareApp, "database"> & {
    services: { settings: Pick<Settings, "secretKeys"> };
  },
  person: Person,
): Promise<PhoneAndPaper> {
  const { secretKeys } = app.services.settings;
  const [secret, recoveryCodes] = [newFactorSecret(), newRecoveryCodes()];
  await factors.enrol(app.database.owner, person.user_uuid, {
    form_key: crypto.randomUUID(),
    secret: encrypt(secretKeys.factors, person.user_uuid, secret),
    key_fingerprint: secretKeys.fingerprint,
    last_step: 0,
    code_hashes: recoveryCodes.map(hashRecoveryCode),
  }, { replaces: true });
  return { secret, recoveryCodes };
}

/** A browser on which a person has entered e-mail and password. */
export async function enterPassword(
  app: TestApp,
  { email, password }: Pick<Person, "email" | "password">,
  more: Record<string, string> = {},
) {
  const response = await postForm(app, "/sign-in", { email, password, ...more });
  const headers = { cookie: cookieOf(response), origin: "http://localhost:8000" };
  return {
    response,
    get: (path: string) => app.fetch(path, { headers }),
    post: (path: string, form: Record<string, string>) =>
      app.fetch(path, { method: "POST", headers, body: new URLSearchParams(form) }),
  };
}

/** Returns the cookies that a response sets, as a browser sends them back. */
export function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie().filter((cookie) => !/Max-Age=0/i.test(cookie));
  return set.map((cookie) => cookie.split(";")[0]).join("; ");
}
