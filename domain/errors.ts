/** Kinds of errors that callers can handle. */
export type ErrorCode =
  | "malformed"
  | "invalid"
  | "not_signed_in"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "not_acceptable"
  | "conflict"
  | "timed_out"
  | "precondition_failed"
  | "too_large"
  | "unsupported_media_type"
  | "too_many"
  | "unavailable"
  | "too_slow"
  | "locked"
  | "internal";

/** The HTTP status of each code (RFC 9110). */
export const STATUS_OF = {
  malformed: 400,
  invalid: 422,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  timed_out: 408,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  too_many: 429,
  unavailable: 503,
  too_slow: 503,
  locked: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** An invalid field of the input, and a sentence that says how to correct it. */
export interface FieldError {
  field: string;
  message: string;
  /** Where a program finds it in a request to the API, when `field` alone does not tell. */
  at?: Place;
}

/** A place in a request: in its JSON body (RFC 6901), its address, its headers or a CSV body. */
export type Place =
  | { pointer: string }
  | { parameter: string }
  | { header: string }
  | { row?: number; column: string };

/** Returns the JSON pointer of a path as a fragment (RFC 6901, section 6): `#/values/2/start_utc`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  const escaped = path.map((part) =>
    encodeURIComponent(String(part).toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1"))
  );
  return ["#", ...escaped].join("/");
}

/**
 * An error with a message for people. Any other error that is thrown is shown as "internal",
 * without its message.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { fields?: FieldError[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }

  get status(): (typeof STATUS_OF)[ErrorCode] {
    return STATUS_OF[this.code];
  }

  /** Whether the same request may succeed later: the database is away, too slow or locked. */
  get mayWorkLater(): boolean {
    return this.status === 503;
  }
}

/**
 * Returns the value, or throws not_found when it is undefined. What belongs to another site group
 * is not found in just the same way.
 */
export function found<T>(value: T | undefined, what = "page"): T {
  if (value === undefined) throw new AppError("not_found", `There is no such ${what} here.`);
  return value;
}
