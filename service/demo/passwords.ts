import { join } from "node:path";
import { hashPassword } from "../../domain/account/password.ts";
import { newPassword } from "../../domain/account/secret.ts";
import { GROUPS } from "./cast.ts";

/** A new password, and its hash, which takes much longer. */
export interface HashedPassword {
  password: string;
  hash: string;
}

/**
 * Begins a password for each user of the demo when the data folder has no database yet: other
 * threads hash them while PostgreSQL makes its files. Otherwise returns none.
 */
export async function passwordsOfFirstStart(dataDir: string): Promise<Promise<HashedPassword>[]> {
  if (await isPresent(join(dataDir, "pg"))) return [];
  return GROUPS.flatMap(({ emails }) => emails.map(newHashedPassword));
}

/** Makes a random password, and hashes it. */
export async function newHashedPassword(): Promise<HashedPassword> {
  const password = newPassword();
  return { password, hash: await hashPassword(password) };
}

async function isPresent(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
