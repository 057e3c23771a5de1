import { hkdfSync } from "node:crypto";

/** Least number of bytes of a secret key. */
export const SECRET_KEY_BYTES = 32;

/** Keys derived from the service's secret key, one for each purpose. */
export interface SecretKeys {
  /** Encrypts the secrets of second factors: 32 bytes for AES-256. */
  factors: Uint8Array;
  /** Signs the cookies of known devices: 32 bytes for HMAC with SHA-256. */
  devices: Uint8Array;
  /** Encrypts the secrets of webhooks: 32 bytes for AES-256. */
  webhooks: Uint8Array;
  /** Names the secret key without revealing it: 16 hexadecimal digits. */
  fingerprint: string;
}

/**
 * Derives the keys by HKDF with SHA-256 (RFC 5869). None of them tells anything about another one or
 * about the secret key.
 */
export function deriveKeys(secretKey: Uint8Array): SecretKeys {
  const derive = (purpose: string, bytes: number) =>
    new Uint8Array(hkdfSync("sha256", secretKey, "", `sitecast ${purpose}`, bytes));
  return {
    factors: derive("factors", 32),
    devices: derive("devices", 32),
    webhooks: derive("webhooks", 32),
    fingerprint: Buffer.from(derive("fingerprint", 8)).toString("hex"),
  };
}
