import type { RequestDatabase } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { JwtIssuer } from "../../domain/account/identity.ts";
import type { FactorRequired } from "../../domain/account/factor.ts";
import type { SecretKeys } from "../../domain/account/secret_key.ts";
import type { Allowance, RequestLimits } from "../../domain/account/request_limits.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { SignInLimits } from "../../domain/account/sign_in.ts";
import type { DeviceRequest } from "../../domain/loggers/device_request.ts";
import type { NewSecurityEvent } from "../../domain/operations/security_event.ts";
import type { AtOnce } from "../../sql/account/viewers.ts";
import type { Assets } from "./assets.ts";
import type { PictureLimits } from "./picture.ts";

/** Settings of the operator that concern requests. */
export interface Settings {
  /** Origin under which people reach the service (`https://…`); undefined: loopback only. */
  publicOrigin?: string;
  /** Strict-Transport-Security includes the subdomains of the public host, too. */
  hstsSubdomains: boolean;
  trustedProxies: string[];
  /** Origins of pages that may call the API from a browser. */
  corsOrigins: string[];
  /** Hosts with ports to which webhooks may lead though they are not on the public internet. */
  webhookHosts: string[];
  /** The identity provider whose JWTs are taken below /quartz; undefined: none is. */
  jwtIssuer?: JwtIssuer;
  /** Whether the service makes forecasts itself. */
  makesForecasts: boolean;
  secretKeys: SecretKeys;
  signInLimits: SignInLimits;
  requestLimits: RequestLimits;
  pictureLimits: PictureLimits;
  factorRequired: FactorRequired;
  sessionDays: number;
  sessionIdleDays: number;
  passwordLinkHours: number;
  uploadLimits: UploadLimits;
}

/** Limits of a body that is read line by line. */
export interface UploadLimits {
  /** Bytes, unpacked. */
  bytes: number;
  rows: number;
  /** From its start until it has arrived. */
  seconds: number;
  /** Rows that are checked and kept together. */
  pieceRows: number;
}

/** What handlers need of the service around them. */
export interface Services {
  database: RequestDatabase;
  settings: Settings;
  assets: Assets;
  /** Of this program, as in "0.9.0". */
  version: string;
  now: () => Temporal.Instant;
  /** Records that a token was used by a request of this method; written later, in a batch. */
  tokenUsed: (tokenHash: Uint8Array, method: string) => void;
  /** Records that a session was used; written later, in a batch. */
  sessionUsed: (sessionHash: Uint8Array) => void;
  /** Records a request of a known user; written later, in a batch. */
  requestMade: (userUuid: string, url: string) => void;
  /** Records a request of a logger; written later, in a batch. */
  deviceRequestMade: (request: DeviceRequest) => void;
  /** Records a security event: at once, and what clients can repeat within a second. */
  securityEvent: (event: NewSecurityEvent) => Promise<void>;
  /** Wakes the worker for a new job, which would otherwise wait for the next look at the table. */
  jobAdded: () => void;
}

/** Yields the body of a request as it arrives, for a handler that keeps none of it in memory. */
export type StreamBody = () => AsyncIterable<Uint8Array>;

/** A request of anybody, signed in or not. */
export interface Visitor {
  Variables: {
    requestId: string;
    services: Services;
    viewer: Viewer | undefined;
    /** The logger that sends a request to a door for devices (routes/devices/). */
    device?: { logger_uuid: string };
    streamBody: StreamBody;
    /** Set before a body is read: which limits count for it, where its address does not tell. */
    bodyKind?: "bulk";
    isStreamed?: true;
    /** Names that a route of the API takes in its query string and path, and not in its body. */
    parameters?: ReadonlySet<string>;
    /** Set by a handler: what the request changes is rolled back. */
    isDryRun?: boolean;
  };
}

/** A request with a viewer. */
export interface SignedIn {
  Variables: Visitor["Variables"] & {
    viewer: Viewer;
    /** Of the thing in a response of the API, when it counts its edits: it has an ETag by that. */
    version?: number;
    /** What an API request read in the statement that found its token (middleware/viewer.ts). */
    readWithToken?: Partial<AtOnce>;
    /**
     * Set where a body is read while it arrives and its request has an Idempotency-Key: keeps the
     * response, in the transaction that stores what was sent. Throws "conflict" where another request
     * with the key has taken its place, so that nothing of this one is stored.
     */
    keepResponse?: (sql: ScopedSql, response: Response) => Promise<void>;
    /** What is left of this minute for requests of a method with the API token of this one. */
    allowanceOf?: (method: string) => Allowance | undefined;
  };
}

/** A request in the scope of its viewer's group. */
export interface Scoped {
  Variables: SignedIn["Variables"] & { sql: ScopedSql };
}

/** A request of an admin, in a scope that sees all groups. */
export interface Administering {
  Variables: SignedIn["Variables"] & { sql: AdminSql };
}
