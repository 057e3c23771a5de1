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

/**
 * Decrypts what `encrypt` returned; undefined when it was made with another key or for another owner,
 * or was changed since.
 */
export function decrypt(key: Uint8Array, owner: string, bytes: Uint8Array): string | undefined {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  if (tag.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner)).setAuthTag(tag);
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return undefined; // the tag does not fit, which is all that `final` can throw here
  }
}
