import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { deviceRoutes } from "../../../routes/devices/doors.ts";
import { RATE_LIMITS } from "../../../routes/devices/rates.ts";
import type { Services } from "../../../routes/http/context.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const PUBLIC = "https://forecasts.example.org";
const REFUSED = 403;

const made = new Map<string | undefined, ReturnType<typeof createApp>>();

/** Returns the service with this public address. */
function service(publicOrigin: string | undefined) {
  const settings = { ...app.services.settings, publicOrigin };
  const services: Services = { ...app.services, settings };
  return made.getOrInsertComputed(publicOrigin, () => createApp(services));
}

/** The status of a form posted with this Origin to this host, by alice. */
async function post(publicOrigin: string | undefined, address: string, origin?: string) {
  const headers = new Headers({ cookie: `sitecast=${app.cast.alice.session}` });
  if (origin !== undefined) headers.set("origin", origin);
  const init = { method: "POST", headers, body: new URLSearchParams({ token: "x" }) };
  const response = await service(publicOrigin)
    .request(address, init, { remoteAddr: { hostname: "127.0.0.1" } });
  return response.status;
}

/** Paths of every form, from the app itself; the API and the doors for devices take no cookies. */
function forms(): string[] {
  const doors = new Set(deviceRoutes(app.services, RATE_LIMITS).routes.map(({ path }) => path));
  const posts = createApp(app.services).routes.filter(({ method }) => method === "POST");
  return [...new Set(posts.map(({ path }) => path))]
    .filter((path) => !path.startsWith("/api/") && !doors.has(path));
}

describe("a form from elsewhere", () => {
  it("is refused on every page that takes one", async () => {
    assert.ok(forms().length > 30 && forms().includes("/set-password"), "the walk misses forms");
    for (const path of forms()) {
      const origins = [
        "https://evil.example",
        "null",
        undefined,
        "",
        "http://localhost",
        "http://localhost:9000",
        "https://localhost:8000",
        "http://localhost:8000.evil.example",
      ];
      for (const origin of origins) {
        const status = await post(undefined, `http://localhost:8000${path}`, origin);
        assert.equal(status, REFUSED, `${path} from ${origin}`);
      }
    }
  });

  it("is told why, and changes nothing", async () => {
    const { alice } = app.cast;
    const response = await app.fetch("/sign-out", {
      method: "POST",
      headers: { cookie: `sitecast=${alice.session}`, origin: "https://evil.example" },
      body: new URLSearchParams(),
    });
    assert.equal(response.status, REFUSED);
    assert.match(await response.text(), /not sent from a page of this service/);
    assert.equal((await as(app, alice).get("/sites")).status, 200);
  });

  it("is refused in each encoding that a form can have, and without any", async () => {
    const types = [
      "text/plain",
      "multipart/form-data; boundary=x",
      "Application/X-WWW-Form-Urlencoded",
    ];
    for (const type of types) {
      const headers = { "content-type": type, origin: "https://evil.example" };
      const response = await app.fetch("/sign-out", { method: "POST", headers, body: "a=b" });
      assert.equal(response.status, REFUSED, type);
    }
    const claims = { "sec-fetch-site": "same-origin" };
    const claiming = { method: "POST", headers: claims, body: new URLSearchParams() };
    assert.equal((await app.fetch("/sign-out", claiming)).status, REFUSED, "no Origin");
    const bare = { method: "POST", headers: { origin: "https://evil.example" } };
    assert.equal((await app.fetch("/sign-out", bare)).status, REFUSED);
  });
});

describe("a request that writes, from elsewhere", () => {
  it("is refused whatever its method and type, with the cookie of a session", async () => {
    const cookie = `sitecast=${app.cast.ada.session}`;
    const pages = createApp(app.services).routes
      .filter(({ method, path }) => !["ALL", "GET"].includes(method) && !path.startsWith("/api/"));
    assert.ok(pages.length > 30);
    for (const method of [...new Set([...pages.map((page) => page.method), "PUT", "DELETE"])]) {
      for (const type of ["application/json", "application/octet-stream", ""]) {
        for (const origin of ["https://evil.example", undefined]) {
          const headers = new Headers({ cookie });
          if (type) headers.set("content-type", type);
          if (origin) headers.set("origin", origin);
          const response = await app.fetch("/sign-out", { method, headers });
          assert.equal(response.status, REFUSED, `${method} ${type} ${origin}`);
        }
      }
    }
    assert.equal((await as(app, app.cast.ada).get("/sites")).status, 200);
  });
});

describe("a form of our own, without a public address", () => {
  for (const own of ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"]) {
    it(`is taken at ${own}`, async () => {
      assert.notEqual(await post(undefined, `${own}/set-password`, own), REFUSED);
    });
  }

  const names = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.0.7"];
  for (const name of names) {
    it(`is refused under the name ${name}, which an attacker may have pointed here`, async () => {
      const own = `http://${name}:8000`;
      assert.equal(await post(undefined, `${own}/set-password`, own), REFUSED);
    });
  }
});

describe("a form of our own, with a public address", () => {
  it("is taken from that address alone, whatever the proxy calls us", async () => {
    for (const host of [PUBLIC, "http://127.0.0.1:8000", "http://backend:8000"]) {
      assert.notEqual(await post(PUBLIC, `${host}/set-password`, PUBLIC), REFUSED, host);
      for (
        const other of ["http://127.0.0.1:8000", PUBLIC.replace("https", "http"), `${PUBLIC}:8443`]
      ) {
        assert.equal(await post(PUBLIC, `${host}/set-password`, other), REFUSED, other);
      }
    }
  });
});
