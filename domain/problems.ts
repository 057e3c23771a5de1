import type { ErrorCode } from "./errors.ts";

/** What a kind of error means to people. */
export interface ProblemText {
  title: string;
  /** When it comes. */
  meaning: string;
  /** What to do about it. */
  remedy: string;
}

/** What each code means, and what to do. The codes are a part of the API: none is ever renamed. */
export const PROBLEMS: Record<ErrorCode, ProblemText> = {
  malformed: {
    title: "Not understood",
    meaning: "The request could not be read: it is no JSON, or it broke off while it was sent.",
    remedy: "Correct the body at the line and column of detail, or send it again as a whole.",
  },
  invalid: {
    title: "Not valid",
    meaning: "The request was read, but values in it are not valid, or a name in it is not known.",
    remedy: "Correct what errors lists: each entry has its place in the request and says what is " +
      "taken there. Nothing was stored.",
  },
  not_signed_in: {
    title: "Not signed in",
    meaning: "There is no API token in the request, or it is unknown, expired or revoked.",
    remedy: "Send the header Authorization: Bearer TOKEN. Tokens are made on the page Account.",
  },
  forbidden: {
    title: "Not allowed",
    meaning: "The token may not do this: it may read alone, is limited to some sites or to " +
      "generation, or its owner is not an admin.",
    remedy: "Use a token that may. What a token may do is decided when it is made.",
  },
  not_found: {
    title: "Not found",
    meaning: "There is nothing at this address, or nothing that your group can see.",
    remedy: "Check the address and the UUIDs in it.",
  },
  method_not_allowed: {
    title: "Not for this method",
    meaning: "There is something at this address, but it does not take the method of the request.",
    remedy: "Use one of the methods that the header Allow lists.",
  },
  not_acceptable: {
    title: "Not acceptable",
    meaning: "The header Accept leaves out every media type that this address responds with.",
    remedy: "Send Accept: application/json, or no such header. Some addresses have text/csv, too.",
  },
  conflict: {
    title: "Conflict",
    meaning: "The request contradicts what is stored: a name that is taken, something that is in " +
      "use, or a version that is no longer the newest.",
    remedy: "Read what is stored, decide again, and send what should be.",
  },
  timed_out: {
    title: "Too slow",
    meaning: "The request took too long to arrive.",
    remedy: "Send it again, in smaller parts over a slow connection.",
  },
  precondition_failed: {
    title: "Changed meanwhile",
    meaning: "If-Match names another version than the one that is stored. Nothing was changed.",
    remedy: "Read the thing again, decide again, and send the edit with its new ETag.",
  },
  too_large: {
    title: "Too large",
    meaning: "The body of the request is larger than its address takes.",
    remedy: "Send less at once; detail says how much is taken.",
  },
  unsupported_media_type: {
    title: "Another media type",
    meaning: "The body is of a media type, or packed in a way, that this address does not take.",
    remedy: "Send a Content-Type that detail names. Only bulk data and files may be packed (gzip).",
  },
  too_many: {
    title: "Too much at once",
    meaning: "More requests came at once, or in a short time, than are taken of one client.",
    remedy: "Wait for as many seconds as the header Retry-After says, then send it again.",
  },
  unavailable: {
    title: "Not available",
    meaning: "The database cannot be reached, or has no room left. Nothing was stored.",
    remedy: "Send the same request again, after as many seconds as Retry-After says.",
  },
  too_slow: {
    title: "Took too long",
    meaning: "The database needed more time than a request may take. Nothing was stored.",
    remedy: "Ask for fewer sites or a shorter time, or send fewer rows at once.",
  },
  locked: {
    title: "Somebody else is writing",
    meaning: "Another request or program is changing the same rows. Nothing was stored.",
    remedy: "Send the same request again, after as many seconds as Retry-After says.",
  },
  internal: {
    title: "Something went wrong",
    meaning: "The service made a mistake. Nothing was stored, and the mistake was logged.",
    remedy: "Tell the operator the request_id: the log has it.",
  },
};

/** Where the meanings of problems can be read, below the origin of the service. */
export const PROBLEM_PAGES = "/api/problems";

/** Returns the type of a problem (RFC 9457): the address of the page that explains it. */
export function problemType(code: ErrorCode, publicOrigin = ""): string {
  return `${publicOrigin}${PROBLEM_PAGES}/${code}`;
}

/** Returns the code that a text is; undefined for any other text. */
export function problemCode(text: string): ErrorCode | undefined {
  return Object.hasOwn(PROBLEMS, text) ? text as ErrorCode : undefined;
}
