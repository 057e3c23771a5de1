import type { Context } from "hono";
import { decrypt } from "../../domain/account/encrypted.ts";
import { CODE_LIMITS } from "../../domain/account/factor.ts";
import { hashRecoveryCode } from "../../domain/account/secret.ts";
import { tooManyAttempts } from "../../domain/account/sign_in.ts";
import { stepOfCode } from "../../domain/account/totp.ts";
import type { FieldError } from "../../domain/errors.ts";
import { counted } from "../../domain/plural.ts";
import * as factorCodes from "../../sql/account/factor_codes.ts";
import type { Visitor } from "../http/context.ts";
import { recordSecurityEvent } from "../http/security_event.ts";

type C = Context<Visitor>;

/** The user whose code is checked. */
interface CodeUser {
  user_uuid: string;
  email: string;
}

/** Whether a code was right; if it was not, what the form says, and when the next one may be sent. */
export type Checked =
  | { isRight: true; sentence?: string }
  | { isRight: false; error: FieldError; retryAfter?: number };

const WRONG = "This code is wrong. The app shows a new one every 30 seconds.";
const USED = "This code was used before. Wait for the next one.";
const WRONG_RECOVERY = "This is none of your recovery codes, or it was used before.";
const OTHER_KEY =
  "The service has lost the key to your second factor. Use a recovery code, or ask " +
  "an admin to reset it.";

/** Checks a code of the app. Each counts once, and five wrong ones close the way for 15 minutes. */
export async function checkAppCode(c: C, user: CodeUser, code: string): Promise<Checked> {
  const { database: { owner }, settings: { secretKeys }, now } = c.var.services;
  const attempt = await factorCodes.beginCode(owner, user.user_uuid, CODE_LIMITS);
  if (!attempt) return await wrong(c, user, "code", WRONG);
  if (attempt.retry_after_seconds !== null) {
    return await tooMany(c, user, attempt.retry_after_seconds);
  }
  const secret = decrypt(secretKeys.factors, user.user_uuid, attempt.secret);
  if (secret === undefined) return await wrong(c, user, "code", OTHER_KEY);
  const step = stepOfCode(secret, code, now());
  if (step === undefined) return await wrong(c, user, "code", WRONG);
  const isNew = await factorCodes.acceptCode(owner, user.user_uuid, step);
  return isNew ? { isRight: true } : await wrong(c, user, "code", USED);
}

/**
 * Checks a recovery code, and uses it up. Attempts are not limited: a code is too long to be guessed,
 * and a limit would let an attacker who sends wrong codes lock out the owner.
 */
export async function checkRecoveryCode(c: C, user: CodeUser, code: string): Promise<Checked> {
  const { database: { owner } } = c.var.services;
  const hash = hashRecoveryCode(code);
  const left = await factorCodes.useRecoveryCode(owner, user.user_uuid, hash);
  if (left === undefined) return await wrong(c, user, "recovery_code", WRONG_RECOVERY);
  const codes = left === 0 ? "no recovery code" : counted(left, "recovery code");
  await record(c, user, "factor", `Used a recovery code; ${codes} left.`);
  const sentence = `You used a recovery code and have ${codes} left.`;
  return { isRight: true, sentence };
}

async function wrong(c: C, user: CodeUser, field: string, message: string): Promise<Checked> {
  await record(c, user, "failure", `Second factor: ${message}`);
  return { isRight: false, error: { field, message } };
}

async function tooMany(c: C, user: CodeUser, retryAfter: number): Promise<Checked> {
  await record(c, user, "limit", "Second factor: too many wrong codes.");
  const error = { field: "", message: tooManyAttempts(retryAfter) };
  return { isRight: false, error, retryAfter };
}

function record(c: C, actor: CodeUser, kind: "factor" | "failure" | "limit", detail: string) {
  return recordSecurityEvent(c, { kind, detail, actor });
}
