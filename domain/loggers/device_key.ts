/** Where a device can put the key of its logger. */
export interface KeyPlaces {
  /** The header Authorization. */
  authorization?: string;
  /** Parameters of the query string. */
  query: { p?: string; apikey?: string };
}

/**
 * Returns the key that a device sent: as `Authorization: Token K`, `Bearer K`, `Token user:K` or
 * Basic with the key as the password (RFC 7617), else as `?p=K` (beside `?u=`) or `?apikey=K`.
 * Undefined when there is none. What is before the colon may be anything.
 */
export function deviceKey({ authorization = "", query }: KeyPlaces): string | undefined {
  const [, scheme, credentials] = /^(Token|Bearer|Basic) +(\S+) *$/i.exec(authorization) ?? [];
  const inHeader = scheme?.toLowerCase() === "basic" ? unpacked(credentials!) : credentials;
  return afterColon(inHeader) || query.p || query.apikey || undefined;
}

const afterColon = (text: string | undefined) => text?.slice(text.lastIndexOf(":") + 1);

/** Decodes base64; undefined for what is none. */
function unpacked(text: string): string | undefined {
  try {
    return atob(text);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
