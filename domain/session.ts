/** A sign-in that still runs, on one browser. */
export interface Session {
  created_utc: string;
  expires_utc: string;
  /** What the browser said of itself; NULL: nothing. */
  user_agent: string | null;
  /** Of the request that asks. */
  is_current: boolean;
}
