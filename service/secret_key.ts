import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { OwnerSql } from "../db/client.ts";
import { deriveKeys, SECRET_KEY_BYTES, type SecretKeys } from "../domain/account/secret_key.ts";
import { counted } from "../domain/plural.ts";
import * as factors from "../sql/account/factors.ts";
import * as webhookWork from "../sql/operations/webhook_work.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./config_error.ts";
import { log } from "./log.ts";

type KeySettings = Pick<Config, "SECRET_KEY_FILE" | "DATA_DIR">;

/** Returns the path of the file with the secret key: that of SECRET_KEY_FILE, or one in DATA_DIR. */
export function secretKeyPath({ SECRET_KEY_FILE, DATA_DIR }: KeySettings): string {
  return SECRET_KEY_FILE ?? join(DATA_DIR, "secret.key");
}

/**
 * Reads the secret key, and makes its file in DATA_DIR when that is missing; a file that
 * SECRET_KEY_FILE names must exist. Throws ConfigError with a sentence when it is missing, cannot be
 * read or made, can be read by others or is too short.
 */
export async function openSecretKey(settings: KeySettings): Promise<SecretKeys> {
  const path = secretKeyPath(settings);
  const keys = await readSecretKey(path);
  if (keys) return keys;
  if (settings.SECRET_KEY_FILE) {
    throw wrong(path, `is missing. Copy it back or, for a new installation, ${recipe(path)}.`);
  }
  await makeKeyFile(path);
  return await openSecretKey({ ...settings, SECRET_KEY_FILE: path });
}

/**
 * Opens the secret key as `openSecretKey` does, for a database that may hold factors: no new key is
 * made while there are any, and those of another key are named in the log, as are webhooks that need
 * a new secret. Throws ConfigError.
 */
export async function openSecretKeyFor(
  sql: OwnerSql,
  settings: KeySettings,
): Promise<SecretKeys> {
  const keys = await openKeyOfFactors(sql, settings);
  const mute = await webhookWork.countOfOtherKeys(sql, keys.fingerprint);
  if (mute > 0) {
    log.warning(
      "{mute} need another secret key than {path}, and cannot sign. Copy it back, or let their " +
        "groups make new secrets on the pages of their webhooks.",
      { mute: counted(mute, "webhook"), path: secretKeyPath(settings) },
    );
  }
  return keys;
}

async function openKeyOfFactors(sql: OwnerSql, settings: KeySettings): Promise<SecretKeys> {
  const path = secretKeyPath(settings);
  const existing = await readSecretKey(path);
  const lost = await factors.countOfOtherKeys(sql, existing?.fingerprint ?? "");
  if (lost === 0) return await openSecretKey(settings);
  const theirs = counted(lost, "second factor");
  if (!existing) {
    const lostToo = `${recipe(path)}, and reset them by deno task user factor-reset EMAIL`;
    throw wrong(
      path,
      `is missing, and ${theirs} need it. Copy it back or, if it is lost, ${lostToo}.`,
    );
  }
  log.warning(
    "The secret key {path} is another one than {theirs} need. Their users have recovery codes; " +
      "copy the other key back, or reset them by deno task user factor-reset EMAIL.",
    { path, theirs },
  );
  return existing;
}

/** Reads the secret key as `openSecretKey` does; undefined when its file is missing. */
export async function readSecretKey(path: string): Promise<SecretKeys | undefined> {
  const bytes = await readKeyFile(path);
  if (!bytes) return undefined;
  if (bytes.length >= SECRET_KEY_BYTES) return deriveKeys(bytes);
  throw wrong(path, `must hold at least ${SECRET_KEY_BYTES} random bytes: ${recipe(path)}.`);
}

async function readKeyFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const { mode } = await Deno.stat(path);
    if (mode === null || !(mode & 0o077)) return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw wrong(path, `cannot be read: ${(error as Error).message}.`);
  }
  throw wrong(path, `can be read by others: run chmod 600 ${path}.`);
}

/**
 * Makes the file with new random bytes. It appears complete or not at all; where another process
 * makes it at the same time, the first one's stays.
 */
async function makeKeyFile(path: string): Promise<void> {
  const unfinished = `${path}.${crypto.randomUUID()}`;
  try {
    await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
    using file = await Deno.open(unfinished, { createNew: true, write: true, mode: 0o600 });
    try {
      await file.write(randomBytes(SECRET_KEY_BYTES));
      await file.sync();
      await linkUnlessExists(unfinished, path);
    } finally {
      await Deno.remove(unfinished);
    }
  } catch (error) {
    throw wrong(
      path,
      `cannot be made: ${(error as Error).message}. Name another by SECRET_KEY_FILE.`,
    );
  }
  log.info("The secret key {path} was made. Keep a copy of it apart from backups.", { path });
}

async function linkUnlessExists(from: string, to: string): Promise<void> {
  try {
    await Deno.link(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

const recipe = (path: string) => `run "(umask 077 && head -c 32 /dev/urandom > ${path})"`;

const wrong = (path: string, what: string) => new ConfigError(`The secret key ${path} ${what}`);
