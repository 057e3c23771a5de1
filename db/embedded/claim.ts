import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../domain/errors.ts";

/** The right to run PostgreSQL in a data folder. Ends with the process, however that ends. */
export interface Claim {
  /** Absolute path of the data folder, without links. */
  dataDir: string;
  /** Lets other processes find the running server. */
  publish(url: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes the data folder if missing (0700) and claims it; undefined when a living process has it.
 * The claim is a lock on the file pg.lock, which holds the process number and, once the server
 * runs, its address with the password (0600).
 */
export async function claimFolder(path: string): Promise<Claim | undefined> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  const dataDir = await Deno.realPath(path);
  using opened = new DisposableStack();
  const file = opened.use(await Deno.open(join(dataDir, "pg.lock"), LOCK));
  if (!(await file.tryLock(true))) return undefined;
  await rewrite(file, `${Deno.pid}\n`);
  opened.move();
  return {
    dataDir,
    publish: (url) => rewrite(file, `${Deno.pid}\n${url}\n`),
    release: async () => {
      await rewrite(file, "");
      file.close();
    },
  };
}

const LOCK = { create: true, read: true, write: true, mode: 0o600 };

async function rewrite(file: Deno.FsFile, text: string): Promise<void> {
  await file.truncate(0);
  await file.seek(0, Deno.SeekMode.Start);
  await file.write(new TextEncoder().encode(text));
}

/** Who has the data folder, and the server's address once it runs. */
export async function readHolder(dataDir: string): Promise<{ pid?: string; url?: string }> {
  const [pid, url] = (await Deno.readTextFile(join(dataDir, "pg.lock"))).split("\n").slice(0, -1);
  return { pid, url };
}

/** The error that names the process that has the data folder. */
export async function heldByAnother(dataDir: string): Promise<AppError> {
  let pid: string | undefined;
  // A process that has only just taken the lock writes its number within a moment.
  for (let attempt = 0; attempt < 8 && !pid; attempt++) {
    pid = (await readHolder(dataDir)).pid;
    if (!pid) await delay(25);
  }
  const holder = pid ? `Sitecast process (${pid})` : "Sitecast process";
  return new AppError(
    "unavailable",
    `Another ${holder} is using the data folder ${await Deno.realPath(dataDir)}. Stop it, or set ` +
      "DATA_DIR to another folder or DATABASE_URL to another database.",
  );
}
