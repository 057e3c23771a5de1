import { postgresCpuMs } from "../measure.ts";
import type { World } from "../world.ts";
import { type ServiceProcess, startService } from "./process.ts";

/** A request, and the milliseconds of the service's thread that it should take at most. */
export interface RequestCase {
  name: string;
  path: string;
  bar?: number;
  headers?: Record<string, string>;
  /** Preparation of each request, which costs the service's thread nothing. */
  before?: () => Promise<unknown>;
}

/** Per request: CPU time of the service's thread and of PostgreSQL, in ms, and bytes as sent. */
export interface RequestFigures {
  name: string;
  bar?: number;
  runs: number;
  thread_ms: number;
  postgres_ms: number | null;
  bytes: number;
}

const WARM_UP = 100;
const AT_ONCE = 40;

type CasesOf = (world: World, origin: string) => Promise<RequestCase[]>;

/**
 * Measures what requests cost the thread of the service, a process of its own, in turns with
 * /healthz and with bare hono, for `seconds` each. Without `casesOf`: requests for sites.
 */
export async function measureRequests(
  world: World,
  seconds: number,
  casesOf: CasesOf = siteCases,
): Promise<RequestFigures[]> {
  const service = await startService(world);
  try {
    const cases = await casesOf(world, service.origin);
    const sums = cases.map((one): RequestFigures => ({
      ...{ name: one.name, bar: one.bar, runs: 0, thread_ms: 0, postgres_ms: 0, bytes: 0 },
    }));
    for (const one of cases) await send(service.origin, one, WARM_UP);
    const end = performance.now() + seconds * 1000 * cases.length;
    do {
      for (const [at, one] of cases.entries()) await add(world, service, one, sums[at]!);
    } while (performance.now() < end);
    return sums.map(perRequest);
  } finally {
    await service.end();
  }
}

async function add(world: World, service: ServiceProcess, one: RequestCase, sum: RequestFigures) {
  const [thread, postgres] = [await service.threadMs(), await postgresCpuMs(world.owner)];
  sum.bytes = await send(service.origin, one, AT_ONCE);
  const after = await postgresCpuMs(world.owner);
  sum.thread_ms += await service.threadMs() - thread;
  sum.postgres_ms = after === null || postgres === null || sum.postgres_ms === null
    ? null
    : sum.postgres_ms + after - postgres;
  sum.runs += AT_ONCE;
}

function perRequest(sum: RequestFigures): RequestFigures {
  const { runs, thread_ms, postgres_ms } = sum;
  return {
    ...sum,
    thread_ms: thread_ms / runs,
    postgres_ms: postgres_ms === null ? null : postgres_ms / runs,
  };
}

/** Sends requests one after the other. Returns the length of the body. */
async function send(origin: string, { path, headers, name, before }: RequestCase, count: number) {
  let bytes = 0;
  for (let sent = 0; sent < count; sent++) {
    await before?.();
    const response = await fetch(origin + path, {
      headers: { "accept-encoding": "gzip", ...headers },
      redirect: "manual",
    });
    const body = await response.arrayBuffer();
    if (![200, 304].includes(response.status)) {
      throw new Error(`${name}: ${response.status} ${new TextDecoder().decode(body)}`);
    }
    bytes = body.byteLength;
  }
  return bytes;
}

async function siteCases({ owner, siteUuids, session, token, few }: World, origin: string) {
  const api = { authorization: `Bearer ${token}` };
  const page = { cookie: `sitecast=${session}` };
  const site = siteUuids[0]!;
  // Not on the first page of the list, which would compute its figures at each request.
  const changing = siteUuids.at(-1)!;
  const path = `/api/v1/sites/${site}/forecast`;
  const response = await fetch(origin + path, { headers: api });
  await response.body?.cancel();
  const unchanged = { ...api, "if-none-match": response.headers.get("etag")! };
  const before = () => owner`select app.touch_sites(array[${changing}]::uuid[])`;
  const cases: RequestCase[] = [
    { name: "/healthz", path: "/healthz" },
    { name: "bare hono, 400 bytes", path: "/bare/400" },
    { name: "/api/v1/me", path: "/api/v1/me", headers: api, bar: 0.5 },
    { name: "forecast of a site, 304", path, headers: unchanged, bar: 0.5 },
    { name: "forecast of a site, kept", path, headers: api, bar: 1 },
    { name: "bare hono, 70 kB", path: "/bare/70000" },
    {
      name: "forecast of a site, after a change",
      path: `/api/v1/sites/${changing}/forecast`,
      headers: api,
      before,
      bar: 3,
    },
    { name: WITH_LIMITS, path: "/bare-limits/with/api/v1/me", headers: api },
    { name: WITHOUT_LIMITS, path: "/bare-limits/without/api/v1/me", headers: api },
    { name: "API: list of 500 sites", path: "/api/v1/sites?limit=500", headers: api, bar: 2.7 },
    {
      name: "API: list of 500 sites, after a change",
      path: "/api/v1/sites?limit=500",
      headers: api,
      before: () =>
        owner`update sites set region = gen_random_uuid() where site_uuid = ${changing}`,
    },
    { name: "list of 9 sites", path: "/sites", headers: { cookie: `sitecast=${few}` } },
    { name: "list of 50 sites", path: "/sites", headers: page, bar: 5 },
    { name: "page of a site", path: `/sites/${site}`, headers: page, bar: 7 },
    { name: "bare hono, 30 kB", path: "/bare/30000" },
  ];
  return cases;
}

const WITH_LIMITS = "me alone, limits and keys";
const WITHOUT_LIMITS = "me alone, no limits and keys";

/** Formats what limits and keys of requests cost a light read, beside at most 1.05. */
export function limitLines(figures: readonly RequestFigures[]): string[] {
  const of = (wanted: string) => figures.find(({ name }) => name === wanted)?.thread_ms;
  const [limited, plain] = [of(WITH_LIMITS), of(WITHOUT_LIMITS)];
  if (limited === undefined || plain === undefined) return [];
  return [`limits and keys on a light read: × ${(limited / plain).toFixed(3)}  bar × 1.05`];
}

/** Formats the figures, each with its bar and as a multiple of /healthz in the same run. */
export function requestLines(figures: readonly RequestFigures[]): string[] {
  const [health] = figures;
  return figures.map(({ name, bar, thread_ms, postgres_ms, bytes }) =>
    [
      name.padEnd(36),
      `thread ${thread_ms.toFixed(2)} ms`.padEnd(17),
      `× ${(thread_ms / health!.thread_ms).toFixed(1)} of /healthz`.padEnd(20),
      `PostgreSQL ${postgres_ms === null ? "?" : postgres_ms.toFixed(2)} ms`.padEnd(20),
      `${bytes} bytes`.padEnd(13),
      bar === undefined ? "" : `bar ${bar} ms`,
    ].join("  ").trimEnd()
  );
}
