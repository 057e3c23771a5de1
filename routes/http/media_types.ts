// @ts-types="@types/negotiator"
import Negotiator from "negotiator";

/** Returns which of the offered media types a header Accept prefers (RFC 9110, 12.5.1). */
export function accepted(accept: string, offered: string[]): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType(offered);
}

/** Returns true for the Content-Type of JSON, also of its dialects (`application/geo+json`). */
export function isJson(contentType: string | undefined): boolean {
  return /^\s*application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType ?? "");
}
