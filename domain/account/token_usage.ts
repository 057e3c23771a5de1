/** How many requests a token sent in a day. */
export interface TokenDay {
  /** A UTC day, `2026-11-21`. */
  day: string;
  token_uuid: string;
  name: string;
  prefix: string;
  reads: number;
  writes: number;
}

/** How many requests a token may send in a minute, and how many instances have taken of these. */
export interface TokenLimits {
  /** Null: as many as the service allows everybody. */
  reads_per_minute: number | null;
  writes_per_minute: number | null;
  reads_taken: number;
  writes_taken: number;
}
