import postgres from "postgres";

/** The owner's door: everything, every tenant. For migrations, jobs, tasks and the viewer look-up. */
export type OwnerSql = postgres.Sql<{ utc: UtcInput }> & { readonly [door]: "owner" };
/** The request pool itself: sees nothing until a scope (scope.ts) is opened on it. */
export type RequestPool = postgres.Sql<{ utc: UtcInput }> & { readonly [door]: "request" };
declare const door: unique symbol;

type UtcInput = string | Temporal.Instant;

export interface Database {
  owner: OwnerSql;
  requests: RequestPool;
  close(): Promise<void>;
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

const TYPES = {
  utc: { to: 1184, from: [1114, 1184], serialize: serializeUtc, parse: parseUtc },
  date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
};

interface ConnectOptions {
  max: number;
  role?: string;
}

/** A pool with our types, UTC, and no notices. Throws nothing: connections open on first use. */
export function connect(
  url: string,
  { max, role }: ConnectOptions,
): postgres.Sql<{ utc: UtcInput }> {
  return postgres(url, {
    max,
    types: TYPES as unknown as Record<string, postgres.PostgresType>,
    onnotice: () => {},
    connect_timeout: 10,
    connection: {
      application_name: "sitecast",
      TimeZone: "UTC",
      DateStyle: "ISO, YMD",
      ...(role ? { role } : {}),
    },
  }) as unknown as postgres.Sql<{ utc: UtcInput }>;
}

/**
 * Two pools on one URL. Connections of the request pool start as `sitecast_app`, so that a query
 * that slips out of its scope sees no row. The migrations must have made that role.
 */
export function openDatabase(url: string, { ownerMax = 8, requestMax = 10 } = {}): Database {
  const owner = connect(url, { max: ownerMax }) as OwnerSql;
  const requests = connect(url, { max: requestMax, role: "sitecast_app" }) as RequestPool;
  return {
    owner,
    requests,
    close: async () => {
      await Promise.all([owner.end({ timeout: 5 }), requests.end({ timeout: 5 })]);
    },
  };
}
