import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Hono } from "hono";
import type { RequestPool } from "../../../db/client.ts";
import { createApp, MOUNTS, type Mounts } from "../../../routes/app.ts";
import type { Scoped } from "../../../routes/http/context.ts";
import { adminRouter, type Page, scopedRouter } from "../../../routes/http/router.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import { type Route, routesOf } from "../../support/routes.ts";

const UNDER = [
  "/sites",
  "/charging",
  "/imports",
  "/reports",
  "/exports",
  "/models",
  "/status",
  "/account",
  "/admin",
  "/api/v1",
  "/quartz",
];

/** Handlers that ask the owner's pool about the viewer's own account, or nothing. */
const WITHOUT_SCOPE = [
  "POST /account/theme",
  "GET /account/confirm-password",
  "POST /account/confirm-password",
  "GET /account/factor",
  "POST /account/factor",
  "GET /account/factor/new",
  "GET /account/factor/codes",
  "POST /account/factor/codes",
  "GET /account/factor/remove",
  "POST /account/factor/remove",
  "GET /account/password",
  "POST /account/password",
  "GET /account/confirm-password",
  "POST /account/confirm-password",
  "GET /account/factor",
  "POST /account/factor",
  "GET /account/factor/new",
  "GET /account/factor/codes",
  "POST /account/factor/codes",
  "GET /account/factor/remove",
  "POST /account/factor/remove",
  "GET /account/sessions",
  "POST /account/sessions/end",
  "POST /account/sessions/end-all",
  "GET /account/tokens",
  "GET /account/tokens/:token/revoke",
  "POST /account/tokens/:token/revoke",
  "GET /exports/links/:link/revoke",
  "POST /exports/links/:link/revoke",
  "GET /api/v1/me/usage",
  "GET /api/v1/openapi.json",
  "GET /charging/imports/template.csv",
  // Not found here, since the parameter of the test is no number of a row.
  "GET /charging/imports/:import/rows/:row",
  "POST /charging/imports/:import/rows/:row",
  // Refused here for their bodies, which are no files; a file opens scopes of its own.
  "POST /api/v1/imports",
  "POST /api/v1/charging/imports",
  "GET /quartz",
  "GET /quartz/",
  "GET /quartz/api_status",
  "GET /quartz/openapi.json",
  "GET /quartz/swagger",
  "GET /quartz/docs",
  "GET /quartz/favicon.ico",
  "GET /quartz/QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png",
  // Refused here for their bodies, before a scope.
  "POST /quartz/sites",
  "POST /quartz/sites/:site_uuid/pv_actual",
];

/** Handlers that open short scopes of their own: for pieces of a file, for what other nouns add to a page. */
const IN_PIECES = ["GET /api/v1/exports/:what", "GET /status"];

/** Handlers that need what is read together with the token, and nothing else. */
const AT_ONCE = ["GET /api/v1/me"];

interface Visit {
  route: string;
  status: number;
  /** Transactions that the request began on the pools of scopes. */
  scopes: number;
}

/** The service with its routers in another order, and how many scopes it has opened. */
function mounted({ services }: TestApp, order: <T>(mounts: T[]) => T[]) {
  const counter = { scopes: 0 };
  const counted = (pool: RequestPool) =>
    new Proxy(pool, {
      get(target, name, self) {
        if (name === "begin") counter.scopes++;
        return Reflect.get(target, name, self);
      },
    });
  const { owner, requests, light, uploads, devices } = services.database;
  const scopes = { requests: counted(requests), light: counted(light), uploads: counted(uploads) };
  const database = { owner, ...scopes, devices };
  const mounts: Mounts = { pages: order(MOUNTS.pages), api: order(MOUNTS.api) };
  return { counter, app: createApp({ ...services, database }, mounts) };
}

/** Requests every route, as alice and as ada: those that read first, then those that write. */
async function visitAll(test: TestApp, order: <T>(mounts: T[]) => T[]): Promise<Visit[]> {
  const { app, counter } = mounted(test, order);
  const all = UNDER.flatMap((under) => routesOf(test, under));
  const inOrder = [
    ...all.filter(({ method }) => method === "GET"),
    ...all.filter(({ method, path }) => method !== "GET" && !path.endsWith("/end-all")),
    ...all.filter(({ path }) => path.endsWith("/end-all")),
  ];
  const visits: Visit[] = [];
  for (const { name, session, token } of people(test)) {
    for (const route of inOrder) {
      counter.scopes = 0;
      const response = await app.fetch(requestOf(route, session, token), FROM_HERE);
      await response.body?.cancel();
      const { status } = response;
      visits.push({ route: `${name}: ${nameOf(route)}`, status, scopes: counter.scopes });
    }
  }
  return visits;
}

const people = ({ cast: { alice, ada } }: TestApp) => [
  { name: "alice", ...alice },
  { name: "ada", ...ada },
];

/** Where requests come from: a refusal is recorded with its address. */
const FROM_HERE = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } };

const nameOf = ({ method, pattern }: Route) => `${method} ${pattern}`;

function requestOf({ method, path }: Route, session: string, token: string): Request {
  const url = new URL(path, "http://localhost:8000");
  const isApi = path.startsWith("/api/") || path.startsWith("/quartz");
  const headers: Record<string, string> = isApi
    ? { authorization: `Bearer ${token}`, "content-type": "application/json" }
    : {
      cookie: `sitecast=${session}`,
      origin: url.origin,
      "content-type": "application/x-www-form-urlencoded",
    };
  if (method === "GET") return new Request(url, { headers });
  return new Request(url, { method, headers, body: isApi ? "{}" : "" });
}

/** Whether the middleware refuses the person before any handler. */
const isRefused = ({ route, status }: Visit) =>
  route.startsWith("alice: ") && !route.endsWith("/tokens/rotate") && !route.includes(" /quartz") &&
  (route.includes(" /admin") ? status === 404 : status === 403);

describe("the scopes of requests", () => {
  const apps: TestApp[] = [];
  let visits: Visit[];
  const visit = async (order: <T>(mounts: T[]) => T[]) => {
    const app = await testApp();
    apps.push(app);
    return await visitAll(app, order);
  };
  beforeAll(async () => {
    visits = await visit((mounts) => mounts);
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
  });

  it("are one for each handler that asks about a group, and none for the others", () => {
    assert.ok(visits.length > 200, `${visits.length} requests`);
    const isOneOf = (routes: string[], one: Visit) =>
      routes.some((route) => one.route.endsWith(`: ${route}`));
    const wanted = (one: Visit) => {
      if (isRefused(one) || isOneOf([...WITHOUT_SCOPE, ...AT_ONCE], one)) return 0;
      return isOneOf(IN_PIECES, one) ? Math.max(one.scopes, 1) : 1;
    };
    assert.deepEqual(visits.filter((one) => one.scopes !== wanted(one)), []);
    assert.deepEqual(visits.filter(({ status }) => status >= 500), []);
  });

  it("do not depend on the order in which the routers are mounted", async () => {
    const shuffled = <T>(mounts: T[]) =>
      mounts.map((_, i) => mounts[(i * 10007 + 3) % mounts.length]!);
    for (const list of [MOUNTS.pages, MOUNTS.api]) {
      assert.equal(new Set(shuffled<unknown>(list)).size, list.length, "each router once");
    }
    assert.deepEqual(await visit(shuffled), visits);
  });

  it("are opened by routers alone: nothing else that promises one can be mounted", () => {
    // @ts-expect-error A type that says "scoped" opens no scope.
    const unscoped: Page = () => ({ routes: new Hono<Scoped>() });
    assert.ok(unscoped);
  });

  it("are of one kind for each router, by type", () => {
    const pages = [scopedRouter(), adminRouter()] as const;
    // @ts-expect-error Groups are for admins.
    pages[0].get("/groups", async (c) => c.json(await siteGroups.all(c.var.sql)));
    // @ts-expect-error Revisions are read in the scope of a group.
    pages[1].get("/sites", async (c) => c.json(await revisions.ofSites(c.var.sql, [])));
    assert.deepEqual(pages.map(({ routes }) => routes.routes.length), [2, 2]);
  });
});
