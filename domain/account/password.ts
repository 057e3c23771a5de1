import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of scrypt (RFC 7914): memory is 128·N·r bytes. */
export interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

/**
 * As strong as OWASP's Password Storage Cheat Sheet asks for (one of its equal settings), in
 * 32 MiB.
 */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
export const PASSWORD_MIN_LENGTH = 12;
/** Longest password that is hashed: nobody makes the service work on a megabyte. */
export const PASSWORD_MAX_LENGTH = 256;
const KEY_BYTES = 32;

/**
 * `scrypt$N$r$p$salt$key`: the parameters travel with the hash, so that they can be raised later.
 */
export async function hashPassword(password: string, cost: ScryptCost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("hex"), key.toString("hex")].join("$");
}

/** Throws when `hash` is not one of ours: a damaged record is not a wrong password. */
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
  return inTurn(() =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, key: Buffer) => error ? reject(error) : resolve(key);
      scrypt(text, salt, KEY_BYTES, options, done);
    })
  );
}

/** So many at once, since each takes a core and its memory: a flood of sign-ins waits in a line. */
const AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];
const LONGEST_LINE = 20;

/**
 * True when 20 hashes wait for their turn, a few seconds of work: ask people to come back then,
 * rather than let everybody wait ever longer. Ask right before hashing, with no `await` between.
 */
export function hashingIsBusy(): boolean {
  return waiting.length >= LONGEST_LINE;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
