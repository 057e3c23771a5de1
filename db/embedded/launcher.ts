import { dirname } from "node:path";

/** How programs of PostgreSQL are run: without root's rights, and ending with this process. */
export interface Launcher {
  /** Words before the program's own. */
  prefix: string[];
  /** Another account than ours, for root where user namespaces are refused. */
  account?: { uid: number; gid: number };
}

/** This process's own rights. */
export const OURSELVES: Launcher = { prefix: [] };

const NOBODY = { uid: 65534, gid: 65534 };

/**
 * The way to run PostgreSQL on a cluster folder (which may not exist yet).
 * PostgreSQL refuses root: root becomes the folder's owner, else `nobody`, else (where `nobody`
 * may not enter a folder above) an unmapped user in a user namespace (unshare(1)), who keeps root's
 * files but no privilege.
 * On Linux the program gets an interrupt when this process dies (prctl(2), PR_SET_PDEATHSIG).
 */
export async function chooseLauncher(folder: string): Promise<Launcher> {
  const plain = Deno.uid() === 0 ? await withoutRoot(folder) : OURSELVES;
  const tied = { ...plain, prefix: [...plain.prefix, "setpriv", "--pdeathsig", "INT"] };
  return (await run(tied, ["true"])).success ? tied : plain;
}

async function withoutRoot(folder: string): Promise<Launcher> {
  const owner = await ownerOf(folder);
  if (owner && owner.uid !== 0) return { prefix: [], account: owner };
  const nobody = { prefix: [], account: NOBODY };
  if (await closedFolder(nobody, dirname(folder)) === undefined) return nobody;
  const namespace = { prefix: ["unshare", "-U"] };
  return (await run(namespace, ["true"])).success ? namespace : nobody;
}

/** The outermost folder above `path` that the launcher's account may not enter, if there is one. */
export async function closedFolder(launcher: Launcher, path: string): Promise<string | undefined> {
  for (const folder of above(path)) {
    if (!await mayEnter(launcher, folder)) return folder;
  }
}

/** Whether the launcher's account may enter a folder; no when the folder is not there. */
export async function mayEnter(launcher: Launcher, folder: string): Promise<boolean> {
  return (await run(launcher, ["test", "-x", folder])).success;
}

/** The folders above, outermost first. */
function above(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...above(parent), parent];
}

async function ownerOf(folder: string): Promise<Launcher["account"]> {
  try {
    const { uid, gid } = await Deno.stat(folder);
    return { uid: uid ?? 0, gid: gid ?? 0 };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The command that runs these words through the launcher, with no terminal and from `/`. */
export function command(
  launcher: Launcher,
  words: string[],
  options: Deno.CommandOptions = {},
): Deno.Command {
  const [program = "", ...args] = [...launcher.prefix, ...words];
  return new Deno.Command(program, {
    cwd: "/",
    stdin: "null",
    ...options,
    ...launcher.account,
    args,
  });
}

/** Runs to the end: whether it worked, and its output. A missing program is a failure, no error. */
export async function run(
  launcher: Launcher,
  words: string[],
): Promise<{ success: boolean; said: string }> {
  try {
    const { success, stdout, stderr } = await command(launcher, words).output();
    const decoder = new TextDecoder();
    return { success, said: decoder.decode(stdout) + decoder.decode(stderr) };
  } catch (error) {
    const absent = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.PermissionDenied;
    if (!absent) throw error;
    return { success: false, said: error.message };
  }
}
