import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of scrypt (RFC 7914): it takes 128·N·r bytes of memory. */
export interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

/** One of the settings that OWASP's Password Storage Cheat Sheet recommends; takes 32 MiB. */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
/** Least number of characters. */
export const PASSWORD_MIN_LENGTH = 12;
/** Longer passwords are refused, so that nobody can make the service hash megabytes. */
export const PASSWORD_MAX_LENGTH = 256;
const KEY_BYTES = 32;

/**
 * Hashes a password with a new salt. Returns `scrypt$N$r$p$salt$key`: the cost is stored with the
 * hash, so that old hashes still work after it is raised.
 */
export async function hashPassword(password: string, cost: ScryptCost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return format(cost, salt, key);
}

function format({ N, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return ["scrypt", N, r, p, salt.toString("hex"), key.toString("hex")].join("$");
}

/**
 * The hash of no password, at the usual cost: verifying against it takes as long as against a real
 * one, and fails.
 */
export const HASH_OF_NOBODY = format(COST, randomBytes(16), randomBytes(KEY_BYTES));

/**
 * Returns whether `hash` is that of the password, in constant time. Throws when `hash` is not in
 * the format of `hashPassword`: a damaged record must not look like a wrong password.
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split("$");
  if (scheme !== "scrypt" || !salt || !key) throw new Error("A stored password hash is damaged.");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(
    await derive(password, Buffer.from(salt, "hex"), cost),
    Buffer.from(key, "hex"),
  );
}

function derive(password: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r };
  const text = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer) => error ? reject(error) : resolve(key);
    scrypt(text, salt, KEY_BYTES, options, done);
  });
}
