import * as password from "../../domain/account/password.ts";
import { AppError } from "../../domain/errors.ts";

/** Hashes at the same time: each occupies a CPU core and 32 MiB, so many sign-ins at once must wait. */
const AT_ONCE = 4;
/** With so many waiting, the next would wait for several seconds. */
const MAX_WAITING = 20;
let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password (domain/account/password.ts) when its turn comes. */
export function hashPassword(...of: Parameters<typeof password.hashPassword>): Promise<string> {
  return inTurn(() => password.hashPassword(...of));
}

/** Verifies a password (domain/account/password.ts) when its turn comes. */
export function verifyPassword(...of: Parameters<typeof password.verifyPassword>) {
  return inTurn(() => password.verifyPassword(...of));
}

/**
 * Throws "unavailable" while 20 hashes wait for their turn: asking people to come back beats letting
 * everybody wait ever longer. Call it right before hashing, without an `await` in between.
 */
export function refuseWhenBusy(): void {
  if (!isHashingBusy()) return;
  const message = "Very many people are signing in right now. Try again in a few seconds.";
  throw new AppError("unavailable", message, { retryAfterSeconds: 5 });
}

/** Returns true while the queue is full. */
export function isHashingBusy(): boolean {
  return waiting.length >= MAX_WAITING;
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
