/// <reference lib="deno.worker" />
import { join } from "node:path";
import { translated } from "../../db/errors.ts";
import type { Ending } from "../../sql/operations/backups.ts";
import { makeBackup } from "./backup.ts";
import { checkBackup } from "./restore.ts";

/** What to back up, and the file to write, whose folder is made if it is missing. */
export interface Order {
  url: string;
  folder: string;
  file: string;
  secretKey: string;
}

export type Outcome = Ending;

/** Makes a backup and reads it again. */
async function perform({ url, folder, file, secretKey }: Order): Promise<Outcome> {
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, file);
    const { bytes } = await makeBackup(url, path, { secretKey });
    await checkBackup(path);
    return { file, bytes };
  } catch (error) {
    const known = translated(error);
    return { failure: known instanceof Error ? known.message : String(known) };
  }
}

self.onmessage = async ({ data }: MessageEvent<Order>) => self.postMessage(await perform(data));
