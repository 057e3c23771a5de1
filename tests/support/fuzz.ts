import type { Cast } from "./cast.ts";
import type { Route } from "./routes.ts";

/** A generator of numbers from 0 up to 1 that a seed determines: Mulberry32 (Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6D2B79F5 | 0;
    let t = Math.imul(state ^ state >>> 15, 1 | state);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}

/** Who sends a request: with the headers of a session, of a token, or of nobody. */
export interface Actor {
  name: string;
  headers: Record<string, string>;
  isAdmin: boolean;
}

export function actorsOf({ alice, bob, charlie, ada }: Cast, origin: string): Actor[] {
  const session = (secret: string) => ({ cookie: `sitecast=${secret}`, origin });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  return [
    { name: "nobody", headers: { origin }, isAdmin: false },
    { name: "member's page", headers: session(alice.session), isAdmin: false },
    { name: "member's script", headers: bearer(bob.token), isAdmin: false },
    { name: "reader", headers: bearer(alice.readToken), isAdmin: false },
    { name: "stranger's page", headers: session(charlie.session), isAdmin: false },
    { name: "stranger's script", headers: bearer(charlie.token), isAdmin: false },
    { name: "admin's page", headers: session(ada.session), isAdmin: true },
    { name: "admin's script", headers: bearer(ada.token), isAdmin: true },
  ];
}

const VALUES = [
  ..."|0|-1|1|7|1.5|1e308|NaN|true|null|on|[]|%00|'|\"|<b>|../x|uk|pv|rows|columns|newest".split(
    "|",
  ),
  "2026-06-21",
  "2026-06-21T06:00:00Z",
  "2026-06-21T07:00:00Z",
  "9999-12-31T23:59:59Z",
  "day-ahead",
  "alice@example.org",
  "\u0000",
  "\ud83c\udf1e",
  "x".repeat(3000),
];
const NAMES =
  ("start end day site_uuids site_uuid limit cursor page q forecast made ahead baseline " +
    "resolution by format model_name made_before min_horizon_minutes day_ahead_hours country active " +
    "energies values replace generation_power_kw start_utc end_utc tilt latitude longitude email " +
    "password capacity_kw version confirmed form_key group").split(" ");

/** Makes random requests for routes: each with its address and what fetch takes. */
export function randomRequests(routes: Route[], cast: Cast, random: () => number) {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const uuids = [
    ...Object.values(cast.sites),
    cast.alice.user_uuid,
    cast.charlie.user_uuid,
    cast.alice.site_group_uuid,
    cast.charlie.site_group_uuid,
  ];
  const garbage = () =>
    one([crypto.randomUUID(), encodeURIComponent(one(VALUES)) || "x", "1", "0"]);
  const pairs = (count: number) =>
    Array.from({ length: Math.floor(random() * count) }, () => [one(NAMES), value()]);
  const value = (): string => random() < 0.3 ? one(uuids) : one(VALUES);

  function json(depth = 0): unknown {
    const kind = random();
    if (depth > 3 || kind < 0.3) return one([null, true, 1e308, -0.5, 3, value(), value()]);
    if (kind < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => json(depth + 1));
    return Object.fromEntries(pairs(5).map(([name]) => [name, json(depth + 1)]));
  }

  function row() {
    const start = Temporal.Instant.from("2026-06-20T00:00:00Z").add({
      minutes: 5 * Math.floor(random() * 600),
    });
    return {
      start_utc: `${start}`,
      end_utc: `${start.add({ minutes: one([5, 15, 30, 60, 1440]) })}`,
      generation_power_kw: random() * 50,
      site_uuid: one(Object.values(cast.sites)),
    };
  }

  function body(path: string): { body?: string; type?: string } {
    const asJson = "application/json";
    if (path.startsWith("/api/") && random() < 0.3) {
      return {
        body: JSON.stringify({ values: [row(), row()], replace: random() < 0.5 }),
        type: asJson,
      };
    }
    const kind = random();
    if (kind < 0.4) return { body: JSON.stringify(json()), type: asJson };
    if (kind < 0.5) {
      return { body: one(["{", "", "[[[[", "\u0000", '{"values":'] as const), type: asJson };
    }
    const type = "application/x-www-form-urlencoded";
    return { body: new URLSearchParams(pairs(6) as [string, string][]).toString(), type };
  }

  const ofScripts = routes.filter(({ pattern }) => pattern.startsWith("/api/"));
  const ofPages = routes.filter(({ pattern }) => !pattern.startsWith("/api/"));

  return (actor: Actor) => {
    // Most requests are for what the actor's headers open: the others are refused at once.
    const own = "authorization" in actor.headers ? ofScripts : ofPages;
    const { method, pattern } = one(random() < 0.9 ? own : routes);
    // An admin could remove the actors: writes of admins name nothing that is there.
    const mayHit = method === "GET" || !actor.isAdmin;
    const path = pattern.replace(
      /:(\w+)/g,
      () => mayHit && random() < 0.7 ? one(uuids) : garbage(),
    );
    const query = random() < 0.5 ? `?${new URLSearchParams(pairs(4) as [string, string][])}` : "";
    const sent = method === "GET" ? {} : body(path);
    const headers = { ...actor.headers, ...sent.type && { "content-type": sent.type } };
    return {
      text: `${actor.name}: ${method} ${path}${query} ${sent.body ?? ""}`.slice(0, 600),
      address: path + query,
      init: { method, headers, body: sent.body, redirect: "manual" as const },
    };
  };
}
