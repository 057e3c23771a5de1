import type { Database } from "../db/client.ts";
import type { ScopedSql, Viewer } from "../db/scope.ts";
import type { SignInLimits } from "../sql/sign_in.ts";
import type { Assets } from "./assets.ts";

/** What the operator decides about requests. */
export interface Settings {
  /** Origin that people type (`https://…`); undefined: loopback only, the request's own. */
  publicOrigin?: string;
  trustedProxies: string[];
  signInLimits: SignInLimits;
  sessionDays: number;
}

/** What every route is built from. */
export interface Services {
  database: Database;
  settings: Settings;
  assets: Assets;
  now: () => Temporal.Instant;
  /** Notes that a token was used; written later, in a batch. */
  tokenUsed: (tokenHash: Uint8Array) => void;
}

/** Anybody's request. */
export interface Visitor {
  Variables: { requestId: string; viewer: Viewer | undefined };
}

/** A request behind the viewer and scope middleware. */
export interface SignedIn {
  Variables: { requestId: string; viewer: Viewer; sql: ScopedSql };
}
