import { AppError } from "../../domain/errors.ts";

const ADVICE: [RegExp, string][] = [
  [
    /No space left on device|Disk quota exceeded/,
    "The disk is full: free some space and start again.",
  ],
  [
    /incompatible with server/,
    "The files were made by another major version of PostgreSQL: dump them with that version and " +
    "load the dump into a new folder, or move the folder away to begin anew.",
  ],
  [
    /permission denied|wrong ownership|invalid permissions|not permitted/i,
    "Give the data folder to the user that runs Sitecast, or set DATA_DIR to another folder.",
  ],
  [
    /pre-existing shared memory block/,
    "A process of an earlier PostgreSQL is still at work in this folder: wait until it has ended.",
  ],
  [
    /error while loading shared libraries/,
    "This system lacks a library that the PostgreSQL from npm needs: install it, or set DATABASE_URL.",
  ],
];
const OTHERWISE = "Set DATA_DIR to another folder, or DATABASE_URL to another PostgreSQL.";

/** "unavailable", with the last lines of what was said (usually by PostgreSQL) and what to do. */
export function failure(what: string, said: string, cause?: unknown): AppError {
  const advice = ADVICE.find(([pattern]) => pattern.test(said))?.[1] ?? OTHERWISE;
  return new AppError("unavailable", `${what}: ${gist(said)}. ${advice}`, { cause });
}

function gist(said: string): string {
  const lines = said.trim().split("\n").map((line) => line.replace(LOG_PREFIX, "").trim());
  const telling = lines.filter((line) => !line.startsWith("LOG:"));
  return (telling.length ? telling : lines).slice(-5).join(" / ").replace(/\.$/, "");
}

const LOG_PREFIX = /^\S+ \S+ \S+ \[\d+\] /;

/** Takes a step; what the system or the database says against it becomes "unavailable". */
export async function explained<T>(what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw failure(what, error instanceof Error ? error.message : String(error), error);
  }
}
