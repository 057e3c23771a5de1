import { Secret, TOTP } from "otpauth";

/** Names this service in people's authenticator apps. */
const ISSUER = "Sitecast";
/** What every authenticator app knows (RFC 6238): codes of six digits, a new one each 30 s. */
const KIND = { issuer: ISSUER, algorithm: "SHA1", digits: 6, period: 30 };
/** RFC 4226, section 4, recommends 160 bits. */
const SECRET_BYTES = 20;
/** Codes of so many steps before and after the present one count: clocks differ, typing takes time. */
const TOLERANCE = 1;

/** Returns the secret of a new factor in base32, as people type it into an authenticator app. */
export function newFactorSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns the address that a QR code hands to an authenticator app. `account`: an e-mail address. */
export function factorUri(secret: string, account: string): string {
  return totp(secret, account).toString();
}

/**
 * Returns the step that a code belongs to, counted in 30 s since 1970: the one of `at`, or the one
 * before or after it. Undefined for a wrong code.
 */
export function stepOfCode(
  secret: string,
  code: string,
  at: Temporal.Instant,
): number | undefined {
  const timestamp = at.epochMilliseconds;
  const generator = totp(secret, "");
  const delta = generator.validate({ token: code, timestamp, window: TOLERANCE });
  return delta === null ? undefined : generator.counter({ timestamp }) + delta;
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ ...KIND, label, secret: Secret.fromBase32(secret) });
}
