import { createHash, randomBytes } from "node:crypto";

/** Returns 256 random bits in base64url, for a session, a one-time link or a token. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Returns the SHA-256 of a secret, which is stored instead of it. A secret of 256 random bits
 * cannot be guessed, so that no slow hash is needed.
 */
export function hashSecret(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

/** Returns a new API token: `sitecast_` and a prefix that may be shown, then the secret part. */
export function newToken(): { secret: string; prefix: string } {
  const prefix = `sitecast_${randomBytes(4).toString("hex")}`;
  return { prefix, secret: `${prefix}_${newSecret()}` };
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/**
 * Returns a random password of 100 bits, in letters and digits that are not mistaken for others.
 */
export function newPassword(): string {
  return letterGroups(4);
}

const KEY_LETTERS = 32;
const SHOWN_LETTERS = 8;

/**
 * Returns a new key of a logger: 160 bits in 32 letters and digits, with the first ones as a prefix
 * that may be shown. Fields for EmonCMS keys have no more room, and configuration files and addresses
 * hold such a text without quotes and escapes.
 */
export function newLoggerSecret(): { secret: string; prefix: string } {
  const secret = letters(KEY_LETTERS);
  return { secret, prefix: secret.slice(0, SHOWN_LETTERS) };
}

const RECOVERY_CODES = 10;

/**
 * Returns ten recovery codes of 125 bits each. A fast hash is enough for them: OWASP ASVS 5, 6.5.2,
 * wants a slow one below 112 bits.
 */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => letterGroups(5));
}

/** Returns the SHA-256 of a recovery code, whatever its case and however it is divided. */
export function hashRecoveryCode(code: string): Uint8Array {
  return hashSecret(code.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

function letterGroups(count: number): string {
  return letters(count * 5).match(/.{5}/g)!.join("-");
}

function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => LETTERS[byte % 32]).join("");
}
