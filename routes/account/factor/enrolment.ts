import type { Context } from "hono";
import { decrypt, encrypt } from "../../../domain/account/encrypted.ts";
import { appCodeForm } from "../../../domain/account/factor.ts";
import { hashRecoveryCode, newRecoveryCodes } from "../../../domain/account/secret.ts";
import { factorUri, newFactorSecret, stepOfCode } from "../../../domain/account/totp.ts";
import type { FieldError } from "../../../domain/errors.ts";
import { parse } from "../../../domain/validation.ts";
import * as factors from "../../../sql/account/factors.ts";
import type { Enrolment } from "../../../views/account/factor/new.tsx";
import { blankForm, type Posted } from "../../../views/ui/form_state.ts";
import { asUuid } from "../../http/params.ts";
import type { Services } from "../../http/context.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";

/** The user who sets up a second factor. */
export interface Enrolling {
  user_uuid: string;
  email: string;
}

interface HowToEnrol {
  /** Whether the new factor may take the place of another one. */
  replaces: boolean;
  /** SHA-256 of the session that stays when the others end. */
  keptSession?: Uint8Array;
}

/** The recovery codes of a new factor, or the page that asks again; neither when it exists already. */
type Enrolled = { codes?: string[]; again?: Enrolment };

const WRONG = "This is not the code that the app shows now. Is the clock of your phone right?";
const OUT_OF_DATE = "This page was out of date. Scan the code below, it is a new one.";

/**
 * Makes a new secret for a factor. The form that confirms it brings it back encrypted, so that nothing
 * is stored before.
 */
export function newEnrolment(c: Context, user: Enrolling, errors: FieldError[] = []): Enrolment {
  const secret = newFactorSecret();
  const { settings: { secretKeys } }: Services = c.var.services;
  const sealed = Buffer.from(encrypt(secretKeys.factors, sealedFor(user), secret)).toString(
    "base64url",
  );
  const state = { ...blankForm(), errors };
  return { ...shown(user, secret), sealed, formKey: crypto.randomUUID(), state };
}

/**
 * Sets up the factor of a form when its code is right: stores it with new recovery codes, which are
 * to be shown once.
 */
export async function enrol(
  c: Context,
  user: Enrolling,
  form: Posted,
  how: HowToEnrol,
): Promise<Enrolled> {
  const { now }: Services = c.var.services;
  const given = reopened(c, user, form);
  if (!given) return { again: newEnrolment(c, user, [{ field: "", message: OUT_OF_DATE }]) };
  const { data, fields } = parse(appCodeForm, form);
  if (fields) return { again: { ...given, state: { values: {}, errors: fields } } };
  const step = stepOfCode(given.secret, data.code, now());
  const errors = [{ field: "code", message: WRONG }];
  if (step === undefined) return { again: { ...given, state: { values: {}, errors } } };
  return { codes: await store(c, user, { ...given, step }, how) };
}

/** Returns the factor that a form brings back; undefined when that is damaged or another user's. */
function reopened(c: Context, user: Enrolling, { sealed, form_key }: Posted) {
  const { settings: { secretKeys } }: Services = c.var.services;
  const formKey = asUuid(form_key);
  if (typeof sealed !== "string" || !formKey) return undefined;
  const bytes = Buffer.from(sealed, "base64url");
  const secret = decrypt(secretKeys.factors, sealedFor(user), bytes);
  return secret === undefined ? undefined : { ...shown(user, secret), sealed, formKey };
}

interface Confirmed {
  secret: string;
  formKey: string;
  step: number;
}

/** Stores a factor and returns its recovery codes; undefined when it must not be stored again. */
async function store(
  c: Context,
  user: Enrolling,
  { secret, formKey, step }: Confirmed,
  how: HowToEnrol,
): Promise<string[] | undefined> {
  const { database: { owner }, settings: { secretKeys } }: Services = c.var.services;
  const codes = newRecoveryCodes();
  const isNew = await factors.enrol(owner, user.user_uuid, {
    form_key: formKey,
    secret: encrypt(secretKeys.factors, user.user_uuid, secret),
    key_fingerprint: secretKeys.fingerprint,
    last_step: step,
    code_hashes: codes.map(hashRecoveryCode),
  }, how);
  if (!isNew) return undefined;
  await recordSecurityEvent(c, { kind: "factor", detail: "Set up a second factor.", actor: user });
  return codes;
}

function shown({ email }: Enrolling, secret: string) {
  return { account: email, secret, uri: factorUri(secret, email) };
}

/** What a secret is encrypted for until it is confirmed: it is no stored one, nor another user's. */
const sealedFor = ({ user_uuid }: Enrolling) => `new factor of ${user_uuid}`;
