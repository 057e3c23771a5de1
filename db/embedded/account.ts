import { join } from "node:path";
import { AppError } from "../../domain/errors.ts";
import { failure } from "./failure.ts";
import { closedFolder, type Launcher, mayEnter, OURSELVES, run } from "./launcher.ts";

/**
 * Sees that the launcher's account, if it isn't ours, can work in the data folder.
 * Returns the folder of the programs: `native`, or a copy in the data folder when the account
 * cannot reach that. Throws "unavailable" when the account cannot enter a folder above.
 */
export async function admit(launcher: Launcher, dataDir: string, native: string): Promise<string> {
  if (!launcher.account) return native;
  await openFolder(launcher, dataDir);
  const reached = await run(launcher, [join(native, "bin", "postgres"), "--version"]);
  return reached.success ? native : await copyBinaries(launcher, native, dataDir);
}

/** Makes files and folders, with all in them, the launcher's account's own. */
export async function giveTo({ account }: Launcher, ...paths: string[]): Promise<void> {
  if (account) await must("chown", "-R", `${account.uid}:${account.gid}`, ...paths);
}

async function openFolder(launcher: Launcher, dataDir: string): Promise<void> {
  const folder = await closedFolder(launcher, dataDir);
  if (folder) throw closed(folder, launcher);
  if (await mayEnter(launcher, dataDir)) return;
  const { mode } = await Deno.stat(dataDir);
  await Deno.chown(dataDir, null, launcher.account!.gid);
  await Deno.chmod(dataDir, (mode ?? 0o700) & 0o777 | 0o010);
}

function closed(folder: string, { account }: Launcher): AppError {
  return new AppError(
    "unavailable",
    `PostgreSQL does not run as root, and user ${account?.uid}, as whom it would run here, may ` +
      `not enter ${folder}. Run "chmod o+x ${folder}", or set DATA_DIR to a folder that others ` +
      "may enter, or start Sitecast as an ordinary user.",
  );
}

async function copyBinaries(launcher: Launcher, native: string, dataDir: string): Promise<string> {
  const copy = join(dataDir, "pg-programs");
  await must("rm", "-rf", copy);
  await must("cp", "-RP", native, copy);
  await giveTo(launcher, copy);
  return copy;
}

async function must(...words: string[]): Promise<void> {
  const { success, said } = await run(OURSELVES, words);
  if (!success) throw failure(`Sitecast could not run "${words.join(" ")}"`, said);
}
