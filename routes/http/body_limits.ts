import type { Context } from "hono";
import ipaddr from "ipaddr.js";
import { clientAddress } from "../middleware/client_address.ts";
import type { Visitor } from "./context.ts";
import { uploadFormat } from "./upload_format.ts";

const KB = 1024;
const MB = 1024 * KB;

/** What bodies of one kind may hold in memory, and how long one may take to arrive. */
export interface BodyLimits {
  /** Of one body. */
  bodyBytes: number;
  /** Of all bodies of one client at the same time. */
  clientBytes: number;
  /** Of all bodies of this kind at the same time. */
  totalBytes: number;
  /** Counted for each body from its start on, for its buffers and its connection. */
  leastBytes: number;
  seconds: number;
  /** Adds a second for each so many bytes that have arrived. */
  bytesPerSecond?: number;
  /** A body may be packed with gzip; unpacked it is no larger than one that is not. */
  mayBePacked?: boolean;
  /** What takes more: a sentence after the one on the limit. */
  instead?: string;
}

export type BodyKind = "nobody" | "page" | "api" | "bulk" | "upload" | "file" | "device";

/**
 * The kinds of bodies. Each has memory of its own: those who send without an account cannot take the
 * place of signed-in people, nor scripts that of pages.
 */
export const BODY_LIMITS: Record<BodyKind, BodyLimits> = {
  nobody: {
    bodyBytes: 4 * KB,
    clientBytes: 128 * KB,
    totalBytes: 2 * MB,
    leastBytes: 4 * KB,
    seconds: 30,
  },
  page: {
    bodyBytes: MB,
    clientBytes: 4 * MB,
    totalBytes: 16 * MB,
    leastBytes: 16 * KB,
    seconds: 30,
  },
  api: {
    bodyBytes: MB,
    clientBytes: 4 * MB,
    totalBytes: 16 * MB,
    leastBytes: 16 * KB,
    seconds: 30,
  },
  bulk: {
    bodyBytes: 10 * MB,
    clientBytes: 20 * MB,
    totalBytes: 40 * MB,
    leastBytes: 16 * KB,
    seconds: 30,
    bytesPerSecond: 10 * KB,
    mayBePacked: true,
  },
  device: {
    bodyBytes: 10 * MB,
    clientBytes: 20 * MB,
    totalBytes: 40 * MB,
    leastBytes: 4 * KB,
    seconds: 30,
    bytesPerSecond: 10 * KB,
    mayBePacked: true,
  },
  // Read line by line, and kept in the database; `UPLOAD_MB` bounds what comes out of it, too.
  upload: {
    bodyBytes: 256 * MB,
    clientBytes: 8 * MB,
    totalBytes: 32 * MB,
    leastBytes: 2 * MB,
    seconds: 30,
    bytesPerSecond: 10 * KB,
  },
  // A file goes to the database as it arrives: what is held is one piece of it, whatever its size.
  file: {
    bodyBytes: 200 * MB,
    clientBytes: 4 * MB,
    totalBytes: 24 * MB,
    leastBytes: MB,
    seconds: 30,
    bytesPerSecond: 10 * KB,
  },
};

/**
 * Where scripts send generation, forecasts, sites, charging and readings in bulk, and people lists of
 * sites.
 */
const BULK =
  /^(\/api\/v1\/((sites\/[^/]+\/)?(generation|forecasts)|weather|charging\/(sessions|vehicles\/[^/]+\/\w+)|loggers\/[^/]+\/(readings|frames))|(\/api\/v1)?\/sites\/bulk)$/;
/** Where bodies may be read line by line. */
const UPLOADS = /^\/api\/v1\/((sites\/[^/]+\/)?(generation|forecasts)|weather)$/;
/** Where files are sent, by scripts and from the page. */
const FILES = /^(\/api\/v1)?(\/charging)?\/imports$/;

/** Returns which limits count for the body of a request, and whose body it is. */
export function senderOf(c: Context<Visitor>): { kind: BodyKind; client: string } {
  const { viewer, device, services, bodyKind } = c.var;
  if (device) return { kind: "device", client: device.logger_uuid };
  if (!viewer) {
    return {
      kind: "nobody",
      client: networkOf(clientAddress(c, services.settings.trustedProxies)),
    };
  }
  const isUpload = uploadFormat(c) !== undefined;
  const kind = bodyKind ?? kindOfPath(c.req.path, { isUpload });
  return { kind, client: viewer.user_uuid };
}

/** Returns the kind of a body that a viewer sends to an address; an upload is NDJSON or CSV. */
export function kindOfPath(path: string, { isUpload = false } = {}): BodyKind {
  if (FILES.test(path)) return "file";
  if (isUpload && UPLOADS.test(path)) return "upload";
  if (BULK.test(path)) return "bulk";
  return path.startsWith("/api/") ? "api" : "page";
}

/** Returns what takes more rows than a body of JSON, where something does. */
export function insteadOf({ req, var: { services } }: Context<Visitor>): string | undefined {
  if (!UPLOADS.test(req.path)) return undefined;
  const megabytes = Math.floor(services.settings.uploadLimits.bytes / MB);
  return `NDJSON and CSV, also packed with gzip, may have ${megabytes} MB.`;
}

/** Returns the part of an IPv6 address that one subscriber has (64 bits, RFC 6177), or an IPv4 address. */
export function networkOf(address: string): string {
  const parsed = ipaddr.parse(address);
  return parsed.kind() === "ipv4" ? address : parsed.toNormalizedString().split(":", 4).join(":");
}
