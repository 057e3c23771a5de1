import type { Database } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { SignInLimits } from "../../domain/account/sign_in.ts";
import type { Assets } from "./assets.ts";

/** What the operator decides about requests. */
export interface Settings {
  /** Origin that people type (`https://…`); undefined: loopback only, the request's own. */
  publicOrigin?: string;
  trustedProxies: string[];
  signInLimits: SignInLimits;
  sessionDays: number;
  passwordLinkHours: number;
}

/** What every route is built from. */
export interface Services {
  database: Database;
  settings: Settings;
  assets: Assets;
  /** Of this program, as in "0.9.0". */
  version: string;
  now: () => Temporal.Instant;
  /** Notes that a token was used; written later, in a batch. */
  tokenUsed: (tokenHash: Uint8Array) => void;
  /** Notes a request of a known user; written later, in a batch. */
  requestMade: (userUuid: string, url: string) => void;
  /** A job was asked for: it starts at once, not at its next turn. */
  jobAdded: () => void;
}

/** Anybody's request. */
export interface Visitor {
  Variables: { requestId: string; services: Services; viewer: Viewer | undefined };
}

/** A request of somebody known. */
export interface SignedIn {
  Variables: { requestId: string; services: Services; viewer: Viewer };
}

/** A request in the scope of its viewer's group. */
export interface Scoped {
  Variables: SignedIn["Variables"] & { sql: ScopedSql };
}

/** A request of an admin, in a scope that sees all groups. */
export interface Administering {
  Variables: SignedIn["Variables"] & { sql: AdminSql };
}
