/** What can go wrong for a caller: a code for programs, a sentence for people. */
export type ErrorCode =
  | "invalid"
  | "not_signed_in"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "unavailable"
  | "internal";

/** The HTTP status of each code (RFC 9110). */
const STATUS_OF = {
  invalid: 422,
  not_signed_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** One thing wrong with the input: which field, and a sentence that says how to mend it. */
export interface FieldError {
  field: string;
  message: string;
}

/** An error that a person can act on. Anything else that is thrown is shown as "internal". */
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
}

/** The value, or a 404: a thing that is not there and a stranger's thing look the same. */
export function found<T>(value: T | undefined, what = "page"): T {
  if (value === undefined) throw new AppError("not_found", `There is no such ${what} here.`);
  return value;
}
