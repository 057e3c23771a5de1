/** How many requests each API token may send in a minute, unless its user has other limits. */
export interface RequestLimits {
  readsPerMinute: number;
  writesPerMinute: number;
}

/** What an instance of the service may still let through for a token within a minute. */
export interface Allowance {
  /** Counted from 1970 UTC. */
  minute: number;
  /** Requests that this instance took and has not used. */
  left: number;
  /** Requests that no instance has taken. */
  free: number;
  /** The limit. */
  most: number;
}

const MINUTE_MS = 60_000;

/** Returns the minute of a time, counted from 1970 UTC. */
export const minuteOf = (milliseconds: number): number => Math.floor(milliseconds / MINUTE_MS);

/** Returns the whole seconds until the minute of a time has ended: 1 to 60. */
export const secondsLeft = (milliseconds: number): number =>
  Math.ceil((MINUTE_MS - milliseconds % MINUTE_MS) / 1000);

/** Returns the name of the limit that counts for a method: "reads" or "writes". */
export const limitOf = (method: string): "reads" | "writes" =>
  ["GET", "HEAD", "OPTIONS"].includes(method) ? "reads" : "writes";

/**
 * Returns the fields RateLimit-Policy and RateLimit of a response (IETF draft
 * ratelimit-headers-10): the limit of a minute; what is left of it, as far as this instance knows; and
 * the seconds until it begins anew.
 */
export function rateLimitFields(
  name: "reads" | "writes",
  { left, free, most }: Allowance,
  seconds: number,
): Record<string, string> {
  return {
    "RateLimit-Policy": `"${name}";q=${most};w=60`,
    RateLimit: `"${name}";r=${left + free};t=${seconds}`,
  };
}
