import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";

interface Cookie {
  name: string;
  value: string;
  attributes: string[];
}

function cookieOf(response: Response): Cookie {
  const [pair = "", ...attributes] = response.headers.getSetCookie()[0]!.split("; ");
  const [name = "", value = ""] = pair.split("=");
  return { name, value, attributes: attributes.sort() };
}

async function signedIn(app: TestApp, origin: string): Promise<Cookie> {
  const { email, password } = app.cast.alice;
  const response = await app.fetch("/sign-in", {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams({ email, password }),
  });
  assert.equal(response.status, 303);
  return cookieOf(response);
}

describe("a session", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ sessionDays: 7 });
  });
  afterAll(() => app.close());

  const status = async (cookie: string) =>
    (await app.fetch("/sites", { headers: { cookie } })).status;

  it("is held by a cookie that scripts cannot read", async () => {
    const { name, value, attributes } = await signedIn(app, "http://localhost:8000");
    assert.equal(name, "sitecast");
    assert.match(value, /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(attributes, ["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Lax"]);
  });

  it("is kept as a hash, for the days that are set", async () => {
    const { value } = await signedIn(app, "http://localhost:8000");
    const [session] = await app.database.owner`
      select expires_utc - now() between interval '6 days 23 hours' and interval '7 days' as week
      from app.sessions where session_hash = ${hashSecret(value)}`;
    assert.deepEqual(session, { week: true });
  });

  it("ends when its time is over", async () => {
    const { value } = await signedIn(app, "http://localhost:8000");
    assert.equal(await status(`sitecast=${value}`), 200);
    await app.database.owner`
      update app.sessions set expires_utc = now() where session_hash = ${hashSecret(value)}`;
    assert.equal(await status(`sitecast=${value}`), 303);
  });

  it("is not opened by a secret that was made up, the hash or nothing", async () => {
    const hash = hashSecret(app.cast.alice.session).toHex();
    for (const secret of ["", "made-up", hash, `\\x${hash}`, "a".repeat(5000)]) {
      assert.equal(await status(`sitecast=${secret}`), 303);
    }
  });

  it("ends on the server when its owner signs out, and no other one does", async () => {
    const { alice, bob } = app.cast;
    const { value } = await signedIn(app, "http://localhost:8000");
    const response = await as(app, { ...alice, session: value }).post("/sign-out");
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sign-in"]);
    const gone = cookieOf(response);
    assert.deepEqual([gone.name, gone.value], ["sitecast", ""]);
    assert.ok(gone.attributes.includes("Max-Age=0"));
    assert.equal(response.headers.get("clear-site-data"), '"cache", "storage"');
    assert.equal(await status(`sitecast=${value}`), 303);
    assert.equal(await status(`sitecast=${alice.session}`), 200);
    assert.equal(await status(`sitecast=${bob.session}`), 200);
  });

  it("ends when the browser signs in again, also as somebody else", async () => {
    const { alice, bob } = app.cast;
    const { value } = await signedIn(app, "http://localhost:8000");
    const other = { ...alice, session: value };
    const form = { email: bob.email, password: bob.password };
    assert.equal((await as(app, other).post("/sign-in", form)).status, 303);
    assert.equal(await status(`sitecast=${value}`), 303);
    assert.equal(await status(`sitecast=${alice.session}`), 200);
  });

  it("need not exist for signing out", async () => {
    assert.equal((await postForm(app, "/sign-out", {})).status, 303);
  });
});

describe("a session where the public address is https", () => {
  const publicOrigin = "https://forecasts.example.org";
  let app: TestApp;
  let cookie: Cookie;
  beforeAll(async () => {
    app = await testApp({ publicOrigin });
    cookie = await signedIn(app, publicOrigin);
  });
  afterAll(() => app.close());

  it("is held by a cookie that belongs to this host and travels encrypted only", () => {
    assert.equal(cookie.name, "__Host-sitecast");
    const wanted = ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax", "Secure"];
    assert.deepEqual(cookie.attributes, wanted);
  });

  it("is not taken from a cookie without the prefix, which a neighbour could set", async () => {
    const get = (name: string) =>
      app.fetch("/sites", { headers: { cookie: `${name}=${cookie.value}` } });
    assert.equal((await get("__Host-sitecast")).status, 200);
    assert.equal((await get("sitecast")).status, 303);
  });

  it("is cleared under its own name", async () => {
    const response = await app.fetch("/sign-out", {
      method: "POST",
      headers: { origin: publicOrigin, cookie: `__Host-sitecast=${cookie.value}` },
    });
    const gone = cookieOf(response);
    assert.equal(gone.name, "__Host-sitecast");
    assert.ok(["Max-Age=0", "Path=/", "Secure"].every((one) => gone.attributes.includes(one)));
  });

  it("comes with Strict-Transport-Security", async () => {
    const header = (await app.fetch("/sign-in")).headers.get("strict-transport-security");
    assert.equal(header, "max-age=31536000");
  });

  it("comes with it for subdomains, too, where that is set", async () => {
    const settings = { ...app.services.settings, hstsSubdomains: true };
    const response = await createApp({ ...app.services, settings }).request("/sign-in");
    assert.equal(
      response.headers.get("strict-transport-security"),
      "max-age=31536000; includeSubDomains",
    );
  });
});
