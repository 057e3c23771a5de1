import { createApp } from "../../routes/app.ts";
import { deriveKeys } from "../../domain/account/secret_key.ts";
import { loadAssets } from "../../routes/http/assets.ts";
import * as securityEvents from "../../sql/operations/security_events.ts";
import type { Services, Settings } from "../../routes/http/context.ts";
import type { Cast, Person } from "./cast.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { castTemplate, type Template } from "./templates.ts";

/** Midday at the cast's plant. */
export const NOW = Temporal.Instant.from("2026-06-21T08:07:00Z");

export interface TestApp extends BareApp {
  cast: Cast;
}

/** The service on a database that may have anything in it, or nothing. */
export interface BareApp {
  database: TestDatabase;
  services: Services;
  /** The app's clock: set it to any time. */
  clock: { now: Temporal.Instant };
  fetch(path: string, init?: RequestInit, address?: string): Promise<Response>;
  close(): Promise<void>;
}

const ORIGIN = "http://localhost:8000";

const SETTINGS: Settings = {
  hstsSubdomains: false,
  trustedProxies: [],
  corsOrigins: [],
  webhookHosts: [],
  makesForecasts: true,
  secretKeys: deriveKeys(new Uint8Array(32)),
  signInLimits: { perAccount: 10, perAddress: 50, minutes: 15 },
  requestLimits: { readsPerMinute: 1_000_000, writesPerMinute: 1_000_000 },
  // On a busy machine a picture takes longer than the service allows.
  pictureLimits: { drawMs: 60_000, waiting: 3 },
  uploadLimits: { bytes: 2 * 1024 ** 2, rows: 5000, seconds: 60, pieceRows: 1000 },
  factorRequired: "off",
  sessionDays: 30,
  sessionIdleDays: 14,
  passwordLinkHours: 72,
};

/** The whole service without a port, on a database of its own with the cast in it. */
export async function testApp(settings: Partial<Settings> = {}): Promise<TestApp> {
  return await appOn(await castTemplate(), settings);
}

/** Makes the same on a copy of `template`. */
export async function appOn(
  { name, cast }: Template,
  settings: Partial<Settings> = {},
): Promise<TestApp> {
  return { ...await bareApp(settings, name), cast };
}

/** Makes the same without anybody, or on a copy of the database of this name. */
export async function bareApp(
  settings: Partial<Settings> = {},
  template?: string,
): Promise<BareApp> {
  const database = await testDatabase(template);
  const clock = { now: NOW };
  const services: Services = {
    database,
    assets: await loadAssets(),
    version: "0.0.0",
    settings: { ...SETTINGS, ...settings },
    now: () => clock.now,
    tokenUsed: () => {},
    sessionUsed: () => {},
    requestMade: () => {},
    deviceRequestMade: () => {},
    securityEvent: (event) => securityEvents.add(database.owner, event),
    jobAdded: () => {},
  };
  return { database, services, clock, fetch: fetchOf(services), close: () => database.drop() };
}

/** The service started once more on the database of `app`, with other settings and an empty memory. */
export function startedAgain(app: TestApp, settings: Partial<Settings>): TestApp {
  const services = { ...app.services, settings: { ...app.services.settings, ...settings } };
  return { ...app, services, fetch: fetchOf(services) };
}

function fetchOf(services: Services): BareApp["fetch"] {
  const app = createApp(services);
  const origin = services.settings.publicOrigin ?? ORIGIN;
  return async (path, init = {}, address = "127.0.0.1") => {
    const request = new Request(new URL(path, origin), init);
    return await app.fetch(request, {
      remoteAddr: { transport: "tcp", hostname: address, port: 1 },
    });
  };
}

/**
 * Sends requests with a person's session cookie; `part` sends the headers of htmx for the part of
 * that id.
 */
export function as(app: TestApp, person: Person) {
  const cookie = `sitecast=${person.session}`;
  return {
    get: (path: string) => app.fetch(path, { headers: { cookie } }),
    part: (path: string, id: string) => app.fetch(path, { headers: { cookie, ...asPart(id) } }),
    post: (path: string, form: Fields = {}) =>
      app.fetch(path, { method: "POST", headers: { cookie, origin: ORIGIN }, body: encoded(form) }),
    /** A form that htmx sends for a part. */
    postPart: (path: string, id: string, form: Fields = {}) =>
      app.fetch(path, {
        method: "POST",
        headers: { cookie, origin: ORIGIN, ...asPart(id) },
        body: encoded(form),
      }),
  };
}

/** Fields of a form; a list is sent as that many fields of one name. */
type Fields = Record<string, string | string[]>;

function encoded(form: Fields): URLSearchParams {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    [value].flat().map((text) => [name, text])
  );
  return new URLSearchParams(pairs);
}

const asPart = (id: string) => ({
  "hx-request": "true",
  "hx-request-type": "partial",
  "hx-target": `div#${id}`,
});

/** A form posted by somebody who is not signed in. */
export function postForm(
  app: TestApp,
  path: string,
  form: Record<string, string>,
  address?: string,
) {
  const init = { method: "POST", headers: { origin: ORIGIN }, body: new URLSearchParams(form) };
  return app.fetch(path, init, address);
}

/** API requests with a token. */
export function withToken(app: TestApp, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const send = (method: string) => (path: string, body: unknown = {}) =>
    app.fetch(path, {
      method,
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return {
    get: (path: string) => app.fetch(path, { headers }),
    post: send("POST"),
    patch: send("PATCH"),
    put: send("PUT"),
    delete: (path: string) => app.fetch(path, { method: "DELETE", headers }),
  };
}
