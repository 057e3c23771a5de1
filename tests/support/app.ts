import { createApp } from "../../routes/app.ts";
import { loadAssets } from "../../routes/assets.ts";
import type { Services, Settings } from "../../routes/context.ts";
import { type Cast, makeCast, type Person } from "./cast.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** Midday at the cast's plant. */
export const NOW = Temporal.Instant.from("2026-06-21T08:07:00Z");

export interface TestApp {
  database: TestDatabase;
  cast: Cast;
  services: Services;
  /** The clock of the app: set it to travel. */
  clock: { now: Temporal.Instant };
  fetch(path: string, init?: RequestInit, address?: string): Promise<Response>;
  close(): Promise<void>;
}

const ORIGIN = "http://localhost:8000";

const SETTINGS: Settings = {
  trustedProxies: [],
  signInLimits: { perAccount: 10, perAddress: 50, minutes: 15 },
  sessionDays: 30,
};

/** The whole service without a port, on a database of its own with the cast in it. */
export async function testApp(settings: Partial<Settings> = {}): Promise<TestApp> {
  const database = await testDatabase();
  const cast = await makeCast(database.owner);
  const clock = { now: NOW };
  const services: Services = {
    database,
    assets: await loadAssets(),
    settings: { ...SETTINGS, ...settings },
    now: () => clock.now,
    tokenUsed: () => {},
  };
  const app = createApp(services);
  return {
    database,
    cast,
    services,
    clock,
    fetch: async (path, init = {}, address = "127.0.0.1") => {
      const request = new Request(new URL(path, settings.publicOrigin ?? ORIGIN), init);
      return await app.fetch(request, {
        remoteAddr: { transport: "tcp", hostname: address, port: 1 },
      });
    },
    close: () => database.drop(),
  };
}

/** Requests with a person's session cookie; `part`: as htmx asks for the part with that id. */
export function as(app: TestApp, person: Person) {
  const cookie = `sitecast=${person.session}`;
  return {
    get: (path: string) => app.fetch(path, { headers: { cookie } }),
    part: (path: string, id: string) =>
      app.fetch(path, {
        headers: {
          cookie,
          "hx-request": "true",
          "hx-request-type": "partial",
          "hx-target": `div#${id}`,
        },
      }),
    post: (path: string, form: Record<string, string> = {}) =>
      app.fetch(path, {
        method: "POST",
        headers: { cookie, origin: ORIGIN },
        body: new URLSearchParams(form),
      }),
  };
}

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
  return { get: (path: string) => app.fetch(path, { headers }) };
}
