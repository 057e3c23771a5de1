/** Returns true for the Content-Type of JSON, also of its dialects (`application/geo+json`). */
export function isJson(contentType: string | undefined): boolean {
  return /^\s*application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType ?? "");
}
