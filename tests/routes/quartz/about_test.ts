import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Validator } from "@seriousme/openapi-schema-validator";
import { createApp } from "../../../routes/app.ts";
import { type TestApp, testApp } from "../../support/app.ts";
import { quartz } from "../../support/quartz.ts";

let app: TestApp;
let open: TestApp;
beforeAll(async () => {
  app = await testApp();
  open = await testApp({
    corsOrigins: ["*"],
    requestLimits: { readsPerMinute: 20, writesPerMinute: 2 },
  });
});
afterAll(async () => {
  await app.close();
  await open.close();
});

const nobody = { headers: {} };

describe("the site API of Quartz", () => {
  it("tells everybody what it is, its newest status and its routes", async () => {
    const client = quartz(app);
    for (const path of ["", "/"]) {
      const { status, body } = await client.get(path, nobody);
      assert.equal(status, 200, path);
      assert.deepEqual(Object.keys(body), ["title", "version", "progress"]);
      assert.deepEqual([body.title, body.version], ["Quartz PV Site API", "1.0.60"]);
    }
    await app.database.owner`
      insert into status (status, message, created_utc) values
        ('warning', 'old', '2026-06-01'), ('ok', 'Newest', '2026-06-02')`;
    assert.equal(
      (await client.get("/api_status", nobody)).text,
      '{"status":"ok","message":"Newest"}',
    );
    for (const path of ["/swagger", "/docs"]) {
      const page = await client.get(path, nobody);
      assert.match(page.headers.get("content-type")!, /^text\/html/);
      assert.match(page.text, /clearsky_estimate/);
    }
    const logo = await app.fetch("/quartz/QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png");
    assert.equal(logo.headers.get("content-type"), "image/png");
    const png = new Uint8Array(await logo.arrayBuffer());
    const icon = new Uint8Array(await (await app.fetch("/quartz/favicon.ico")).arrayBuffer());
    assert.deepEqual(icon.subarray(0, 4), new Uint8Array([0, 0, 1, 0]));
    assert.deepEqual(icon.subarray(22), png);
  });

  it("describes every route", async () => {
    const { body: document } = await quartz(app).get("/openapi.json", nobody);
    assert.match(document.openapi, /^3\.1\./);
    const described = Object.entries(document.paths).flatMap(([path, of]) =>
      Object.keys(of as object).map((method) => `${method.toUpperCase()} ${path}`)
    );
    assert.deepEqual((await new Validator().validate(document)).errors ?? [], []);
    const documents = [
      ...["GET /openapi.json", "GET /swagger", "GET /docs", "GET /favicon.ico"],
      "GET /QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png",
    ];
    const routes = createApp(app.services).routes
      .filter(({ method, path }) => method !== "ALL" && /^\/quartz(\/.|$)/.test(path))
      .map(({ method, path }) =>
        `${method} ${path.slice("/quartz".length).replace(/:(\w+)/g, "{$1}") || "/"}`
      );
    assert.deepEqual(
      [...described, ...documents].sort(),
      [...new Set(routes)].sort(),
    );
    assert.deepEqual(Object.keys(document.info), [
      ...["title", "version", "description", "contact", "license", "x-logo"],
    ]);
    const names = new Set(Object.keys(document.components.schemas));
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      assert.ok(names.has(name!), `${name}`);
    }
  });

  it("refuses unknown addresses, methods and HEAD in JSON, and leads on from a slash", async () => {
    const client = quartz(app);
    const { plant } = app.cast.sites;
    for (const path of ["/nothing", "/redoc", "/sites/a/b/c"]) {
      const { status, text } = await client.get(path, nobody);
      assert.deepEqual([status, text], [404, '{"detail":"Not Found"}'], path);
    }
    for (
      const [method = "", path = ""] of [["PATCH", "/sites"], ["GET", `/sites/${plant}`], [
        "OPTIONS",
        "/",
      ]]
    ) {
      const { status, text, headers } = await client.get(path!, { method });
      assert.deepEqual([status, text], [405, '{"detail":"Method Not Allowed"}'], path);
      assert.ok(headers.get("allow"), path);
    }
    for (const path of ["/", "/sites"]) {
      assert.equal((await client.get(path, { method: "HEAD" })).status, 405);
    }
    const { status, headers } = await client.get("/sites/?latitude_longitude_max=1,2", nobody);
    assert.deepEqual(
      [status, headers.get("location")],
      [307, "/quartz/sites?latitude_longitude_max=1,2"],
    );
  });

  it("says why it knows nobody, and how long a request took", async () => {
    const get = (authorization?: string) =>
      quartz(app).get("/sites", { headers: authorization === undefined ? {} : { authorization } });
    for (const none of [undefined, "", "Bearer", "Bearer "]) {
      const { status, text, headers } = await get(none);
      assert.deepEqual([status, text], [403, '{"detail":"Not authenticated"}']);
      assert.ok(Number(headers.get("x-process-time")) > 0);
    }
    const other = await get("Basic YTpi");
    assert.deepEqual([other.status, other.body.detail], [
      403,
      "Invalid authentication credentials",
    ]);
    const unknown = await get("Bearer unknown");
    assert.deepEqual([unknown.status, typeof unknown.body.detail], [401, "string"]);
    const { readToken } = app.cast.alice;
    assert.equal((await get(`bearer ${readToken}`)).status, 200);
    for (const method of ["POST", "PUT", "DELETE"]) {
      const path = { POST: "/sites", PUT: `/sites/${app.cast.sites.plant}` }[method] ??
        `/sites/delete/${app.cast.sites.plant}`;
      const headers = { authorization: `Bearer ${readToken}` };
      const { status, body } = await quartz(app).get(path, { method, headers });
      assert.deepEqual([status, typeof body.detail], [403, "string"], method);
    }
    const token = app.cast.bob.token;
    assert.equal((await quartz(app, token).get("/sites")).status, 200);
    await app.database.owner`
      update users set deactivated_utc = now() where email = ${app.cast.bob.email}`;
    assert.equal((await quartz(app, token).get("/sites")).status, 401, "deactivated");
  });

  it("counts what a token asks in a minute", async () => {
    const client = quartz(open, open.cast.bob.token);
    const uuid = crypto.randomUUID();
    const seen = [];
    for (let i = 0; i < 3; i++) seen.push(await client.delete(`/sites/delete/${uuid}`));
    assert.deepEqual(seen.map(({ status }) => status), [403, 403, 429]);
    const { body, headers } = seen[2]!;
    assert.equal(typeof body.detail, "string");
    assert.ok(headers.get("retry-after") && headers.get("x-process-time"));
    assert.equal((await client.get("/sites")).status, 200, "reads are counted apart");
  });

  it("lets pages of configured origins in as Starlette does, and by default none", async () => {
    const headers = {
      origin: "https://a.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,x-own",
    };
    const before = await quartz(open).get("/sites", { method: "OPTIONS", headers });
    assert.deepEqual([before.status, before.text], [200, "OK"]);
    assert.deepEqual(
      ["allow-origin", "allow-credentials", "allow-headers", "allow-methods", "max-age"].map((
        name,
      ) => before.headers.get(`access-control-${name}`)),
      [
        "https://a.example",
        "true",
        "authorization,x-own",
        "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
        "600",
      ],
    );
    assert.equal(before.headers.get("vary"), "Origin");
    const allowed = async (app: TestApp, more = {}) =>
      (await quartz(app).get("/sites", { headers: { origin: "https://a.example", ...more } }))
        .headers
        .get("access-control-allow-origin");
    assert.equal(await allowed(open), "*");
    assert.equal(await allowed(open, { cookie: "a=b" }), "https://a.example");
    assert.equal(await allowed(app), null);
    assert.equal((await quartz(app).get("/sites", { method: "OPTIONS", headers })).status, 405);
  });
});
