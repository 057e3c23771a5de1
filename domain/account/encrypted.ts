import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/**
 * Encrypts a text by AES-256-GCM (NIST SP 800-38D) with a new random nonce. Returns nonce, tag and
 * ciphertext in a row. `owner` is authenticated with it: a row that is copied to another user cannot
 * be decrypted there.
 */
export function encrypt(key: Uint8Array, owner: string, text: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Decrypts what `encrypt` returned. Throws when it was made with another key or for another owner. */
export function decrypt(key: Uint8Array, owner: string, bytes: Uint8Array): string {
  const [nonce, rest] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES)];
  const [tag, ciphertext] = [rest.subarray(0, TAG_BYTES), rest.subarray(TAG_BYTES)];
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
}
