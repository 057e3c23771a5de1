import postgres from "postgres";
import { Places } from "./places.ts";
import { endingWithItsConnection } from "./transaction.ts";

/** The owner's door: everything, every tenant. For migrations, jobs, tasks and the viewer look-up. */
export type OwnerSql = postgres.Sql<{ utc: UtcInput }> & { readonly [door]: "owner" };
/** A pool of scopes: sees nothing until a scope (scope.ts) is opened on it, in one of its places. */
export type RequestPool = postgres.Sql<{ utc: UtcInput }> & {
  readonly [door]: "request";
  readonly places: Places;
};
/**
 * The pool of what devices send: outside of any scope it sees no row, and calls functions that look at
 * the key themselves. Loggers of one site group have at most half of its places.
 */
export type DevicePool = postgres.Sql<{ utc: UtcInput }> & {
  readonly [door]: "device";
  readonly places: Places;
};
declare const door: unique symbol;

type UtcInput = string | Temporal.Instant;

/** The pools of what a request does. */
export interface RequestDatabase {
  /** With the owner's rights: the viewer look-up, sign-in, the banner and health. */
  owner: OwnerSql;
  /** Scopes of most pages and of the API. */
  requests: RequestPool;
  /** Scopes of pages and responses that read a few rows: they come when the others must wait. */
  light: RequestPool;
  /** Scopes that store a whole upload: few at a time, which may take minutes. */
  uploads: RequestPool;
  /** Readings of loggers, by their keys. */
  devices: DevicePool;
}

export interface Database extends RequestDatabase {
  /** As `owner`, for jobs and tasks, which may take long. */
  owner: OwnerSql;
  /** Connections with the owner's rights that no job can hold (`forRequests`). */
  lookups: OwnerSql;
  close(): Promise<void>;
}

/** Returns the pools of requests: their queries with the owner's rights wait for no job. */
export function forRequests(
  { lookups, requests, light, uploads, devices }: Database,
): RequestDatabase {
  return { owner: lookups, requests, light, uploads, devices };
}

/** `timestamp` text from PostgreSQL as RFC 3339 with Z; infinities stay words. */
function parseUtc(text: string): string {
  return text.includes("infinity") ? text : text.replace(" ", "T").replace(/\+00$/, "") + "Z";
}

/**
 * A time on its way in. PostgreSQL drops the offset of a text given for a `timestamp` without a
 * word, so anything but UTC becomes a text that it refuses (22007). Nothing is thrown here: that
 * would leave postgres.js waiting on the connection for ever.
 */
function serializeUtc(value: unknown): string {
  const text = String(value);
  return /(Z|infinity)$/.test(text) ? text : `not a time in UTC that ends in Z: ${text}`;
}

type Write = (value: unknown) => string;
type Read = (text: string) => unknown;

/** One-dimensional arrays as PostgreSQL writes them: in braces, elements in quotes where needed. */
function arrayType(oid: number, write: Write = String, read: Read = String) {
  const quoted = (value: unknown) =>
    value === null ? "NULL" : `"${write(value).replace(/[\\"]/g, "\\$&")}"`;
  const element = (text: string) => {
    if (text === "NULL") return null;
    return read(text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);
  };
  return {
    to: oid,
    from: [oid],
    serialize: (values: unknown[]) => `{${values.map(quoted).join(",")}}`,
    parse: (text: string) => (text.match(/"(?:[^"\\]|\\.)*"|[^{},]+/g) ?? []).map(element),
  };
}

const TYPES = {
  utc: { to: 1184, from: [1114, 1184], serialize: serializeUtc, parse: parseUtc },
  date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
  uuids: arrayType(2951),
  texts: arrayType(1009),
  utcs: arrayType(1115, serializeUtc, parseUtc),
  utcsWithZone: arrayType(1185, serializeUtc, parseUtc),
};

interface ConnectOptions {
  max: number;
  /** The path of the server's Unix socket, instead of the host and port of the URL. */
  socket?: string;
  /** Settings of each connection, beside ours. */
  settings?: Record<string, string>;
  /** False: a query waits for a free connection, and not on one behind another query. */
  pipelines?: false;
  /** How long a statement that has a limit may stay without a response. */
  patienceMs?: number;
}

/** A request that waits or works for longer is given up, so that it cannot hold up the others. */
const OF_REQUESTS = {
  role: "sitecast_app",
  statement_timeout: "15s",
  lock_timeout: "5s",
  idle_in_transaction_session_timeout: "60s",
};

/** Those that read a few rows: much less is time enough. */
const OF_LIGHT_REQUESTS = { ...OF_REQUESTS, statement_timeout: "5s", lock_timeout: "2s" };

/** A million rows take half a minute of a busy machine. */
const OF_UPLOADS = { ...OF_REQUESTS, statement_timeout: "600s", lock_timeout: "30s" };

/** Queries of requests with the owner's rights. */
const OF_LOOKUPS = { statement_timeout: "5s", lock_timeout: "2s" };

/** Jobs wait no longer for somebody's lock, and go on with what is free. */
const OF_THE_OWNER = { lock_timeout: "10s" };

/**
 * Seconds after which an idle connection is tested. A machine that lost its power, or a firewall that
 * forgot the connection, is then noticed within a minute by the service and by PostgreSQL, which
 * would otherwise keep the transaction and its locks.
 */
const KEEPALIVE_S = 30;
const SERVER_KEEPALIVE = {
  tcp_keepalives_idle: KEEPALIVE_S,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 3,
};

const MINUTE_S = 60;
/** Longer than a request's statement may take. */
const PATIENCE_MS = 20_000;
const PATIENCE_OF_UPLOADS_MS = 620_000;

/** A pool with our types, UTC, and no notices. Throws nothing: connections open on first use. */
export function connect(
  url: string,
  { max, socket, settings, pipelines, patienceMs = PATIENCE_MS }: ConnectOptions,
): postgres.Sql<{ utc: UtcInput }> {
  const sql = postgres(url, {
    max,
    ...(socket === undefined ? {} : { path: socket }),
    ...(pipelines === false ? { max_pipeline: 0 } : {}), // missing in the types of postgres.js
    types: TYPES as unknown as Record<string, postgres.PostgresType>,
    onnotice: () => {},
    connect_timeout: 5,
    idle_timeout: 5 * MINUTE_S,
    max_lifetime: 30 * MINUTE_S,
    keep_alive: KEEPALIVE_S,
    // Constant: by itself postgres.js waits up to 20 s after a few broken connections.
    backoff: () => 0.1,
    // The array types that we send are named above. Asking for all of them on each new connection
    // costs a round trip, and its answer was seen to go astray when connections break under load.
    fetch_types: false,
    connection: {
      application_name: "sitecast",
      // PostgreSQL 15 spends seconds on compiling plans over many partitions that run in milliseconds.
      jit: "off",
      // Blanks are no options. A connection that broke with something unsent comes back with that
      // in its buffer, and stalls (postgres.js 3.4.9) unless its first message is this long.
      options: " ".repeat(1024),
      TimeZone: "UTC",
      DateStyle: "ISO, YMD",
      ...SERVER_KEEPALIVE,
      ...settings,
    },
  });
  sql.begin = endingWithItsConnection(
    sql.begin,
    settings?.statement_timeout ? patienceMs : undefined,
  );
  return sql as unknown as postgres.Sql<{ utc: UtcInput }>;
}

/** A pool with the owner's rights, for jobs and tasks. */
export function openOwner(url: string, options: Pick<ConnectOptions, "max" | "socket">): OwnerSql {
  return connect(url, { ...options, settings: OF_THE_OWNER }) as OwnerSql;
}

/** Uploads that are stored at the same time; others wait. */
const UPLOADS = { most: 4, ofOneGroup: 2, waitMs: 30_000, full: "too_many" as const };

interface Sizes {
  /**
   * More than there are jobs that hold a lock at the same time (service/schedule.ts): each keeps a
   * connection for its lock and needs another one for its work, so that fewer would wait for ever.
   */
  ownerMax?: number;
  requestMax?: number;
  lightMax?: number;
  deviceMax?: number;
  /** How long a request waits for a place in its pool. */
  waitMs?: number;
  /** The login of scopes; that of the owner, if left out. */
  requestUrl?: string;
  /** The path of the Unix socket of a server on this machine, for all pools. */
  socket?: string;
}

/**
 * The pools on one URL. Connections of scopes start as `sitecast_app`, so that a query that slips
 * out of its scope sees no row. The migrations must have made that role. One site group has at most
 * half of a pool of scopes, so that it cannot keep others waiting.
 */
export function openDatabase(
  url: string,
  {
    ownerMax = 16,
    requestMax = 10,
    lightMax = 4,
    deviceMax = 4,
    waitMs = 2_000,
    requestUrl = url,
    socket,
  }: Sizes = {},
): Database {
  const placesFor = (max: number) =>
    new Places({ most: max, ofOneGroup: Math.ceil(max / 2), waitMs });
  const scopes = (max: number, settings: Record<string, string>) => {
    const places = placesFor(max);
    return Object.assign(connect(requestUrl, { max, socket, settings }), { places }) as RequestPool;
  };
  const uploads = Object.assign(
    connect(requestUrl, {
      ...{ max: UPLOADS.most, socket, settings: OF_UPLOADS },
      patienceMs: PATIENCE_OF_UPLOADS_MS,
    }),
    { places: new Places(UPLOADS) },
  ) as RequestPool;
  const owner = openOwner(url, { max: ownerMax, socket });
  const lookups = connect(url, { max: lightMax, socket, settings: OF_LOOKUPS }) as OwnerSql;
  const requests = scopes(requestMax, OF_REQUESTS);
  const light = scopes(lightMax, OF_LIGHT_REQUESTS);
  // One more than places: a key is looked up while all of them store readings.
  const ofDevices = connect(requestUrl, {
    max: deviceMax + 1,
    socket,
    settings: OF_REQUESTS,
    pipelines: false,
  });
  const devices = Object.assign(ofDevices, { places: placesFor(deviceMax) }) as DevicePool;
  return {
    owner,
    lookups,
    requests,
    light,
    uploads,
    devices,
    close: async () => {
      await Promise.all(
        [owner, lookups, requests, light, uploads, devices].map((pool) => pool.end({ timeout: 5 })),
      );
    },
  };
}
