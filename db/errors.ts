import postgres from "postgres";
import { AppError } from "../domain/errors.ts";
import { chargingError } from "./charging_errors.ts";

/** Codes by which postgres.js and the operating system say that there is no database to talk to. */
const GONE = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "3D000",
  "25P03",
]);

/** query_canceled: a statement took longer than statement_timeout. */
const TOO_LONG = "57014";

/** lock_not_available: somebody else holds a lock longer than lock_timeout. */
const LOCKED = "55P03";

/** Disk full, out of memory, an error of the disk. */
const EXHAUSTED = new Set(["53100", "53200", "58030"]);

/**
 * A check constraint. Without those of charging (chargingError), the tables have none but the bounds of
 * partitions: a value that was on its way to one that has been replaced meanwhile finds the new one
 * when it is sent again.
 */
const MOVED = "23514";

/** Deadlock and serialization failure: the same transaction may succeed when it is repeated. */
const CONFLICTS = new Set(["40P01", "40001"]);

/**
 * insufficient_privilege, where it is that a policy refuses a new row: what the row belongs to was seen
 * by an earlier statement of the request, and was deleted or taken from the group since. Anything else
 * with this SQLSTATE is a right that a role lacks.
 */
const NO_RIGHT = "42501";
const POLICY_CHECK = "ExecWithCheckOptions";

const notValid = () => new AppError("invalid", "A value of this request cannot be understood.");

const BY_SQLSTATE: Record<string, () => AppError> = {
  "23505": () => new AppError("conflict", "Something with the same name or key exists already."),
  "23503": () =>
    new AppError("conflict", "It refers to something that is not there, or is in use."),
  "22003": notValid, // a number too large
  "22007": notValid, // no time
  "22008": notValid, // a time out of range
  "22021": notValid, // text with a NUL
  "22023": notValid, // a parameter that means nothing, as an unknown time zone
  "22P02": notValid,
  P0002: () => new AppError("not_found", "There is no such thing here."),
  "25006": () => new AppError("forbidden", "This request may read, not write."),
};

/** The error for people behind what the database threw; anything unforeseen is returned as it came. */
export function translated(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const atField = error instanceof postgres.PostgresError && chargingError(error.constraint_name);
  if (atField) return Object.assign(atField, { cause: error });
  const code = codeOf(error);
  const later = unavailable(code);
  if (later) {
    const { kind, message, retryAfterSeconds } = later;
    return new AppError(kind, message, { cause: error, retryAfterSeconds });
  }
  if (!(error instanceof postgres.PostgresError)) return error;
  if (code === NO_RIGHT && error.routine === POLICY_CHECK) {
    return new AppError("not_found", "There is no such thing here.", { cause: error });
  }
  if (code === "SC404") return new AppError("not_found", error.message);
  if (code === "SC409") return new AppError("conflict", error.message);
  if (code === "SC429") return new AppError("too_many", error.message, { retryAfterSeconds: 3600 });
  if (code === "SC422") {
    const fields = error.column_name ? [{ field: error.column_name, message: error.message }] : [];
    return new AppError("invalid", error.message, { fields });
  }
  const known = BY_SQLSTATE[code]?.();
  if (known) known.cause = error;
  return known ?? error;
}

interface Later {
  kind: "unavailable" | "too_slow" | "locked";
  message: string;
  retryAfterSeconds: number;
}

/** Returns the sentence for what may work later, and when to try again. */
function unavailable(code: string): Later | undefined {
  if (GONE.has(code)) {
    return {
      kind: "unavailable",
      message: "The database cannot be reached. Try again in a moment.",
      retryAfterSeconds: 5,
    };
  }
  if (code === TOO_LONG) {
    const message = "It took the database too long. Send or ask for less at once, or try later.";
    return { kind: "too_slow", message, retryAfterSeconds: 5 };
  }
  if (CONFLICTS.has(code)) {
    const message = "Somebody else changed the same just now. Try again.";
    return { kind: "locked", message, retryAfterSeconds: 1 };
  }
  if (code === LOCKED) {
    return {
      kind: "locked",
      message: "Another program is writing the same and has not finished. Try again in a moment.",
      retryAfterSeconds: 5,
    };
  }
  if (code === MOVED) {
    return {
      kind: "locked",
      message: "The tables were being rearranged just then. Try again.",
      retryAfterSeconds: 1,
    };
  }
  if (EXHAUSTED.has(code)) {
    return {
      kind: "unavailable",
      message: "The database has no room left or cannot read its disk. Its operator must look.",
      retryAfterSeconds: 60,
    };
  }
}

/** Returns true when a lock was not free in time (SQLSTATE 55P03): work by site can go on elsewhere. */
export function isLocked(error: unknown): boolean {
  return codeOf(error) === LOCKED;
}

/** Returns true for a deadlock and a serialization failure (SQLSTATE 40P01, 40001), also as a cause. */
export function isSerializationFailure(error: unknown): boolean {
  return CONFLICTS.has(codeOf(error)) ||
    error instanceof Error && CONFLICTS.has(codeOf(error.cause));
}

function codeOf(error: unknown): string {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  // A server that is just starting has no socket yet.
  if (code === "ENOENT" && syscall === "connect") return "ECONNREFUSED";
  return typeof code === "string" ? code : "";
}
