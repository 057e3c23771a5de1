import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as URL-safe text: a session, a one-time link or the secret part of a token. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret. It has 256 bits of its own, so a plain SHA-256 is enough. */
export function hashSecret(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

/** An API token: `sitecast_` and a prefix that may be shown, then the secret. */
export function newToken(): { secret: string; prefix: string } {
  const prefix = `sitecast_${randomBytes(4).toString("hex")}`;
  return { prefix, secret: `${prefix}_${newSecret()}` };
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A password to be typed from a screen: 20 of 32 letters that cannot be mistaken, 100 bits. */
export function newPassword(): string {
  const letters = [...randomBytes(20)].map((byte) => LETTERS[byte % 32]).join("");
  return letters.match(/.{5}/g)!.join("-");
}
