import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";

const publicOrigin = "https://forecasts.example.org";
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ publicOrigin });
});
afterAll(() => app.close());

const post = (path: string, form: Record<string, string>, cookie = "") =>
  app.fetch(path, {
    method: "POST",
    headers: { origin: publicOrigin, cookie },
    body: new URLSearchParams(form),
  });
const setBy = async (response: Promise<Response>) => (await response).headers.getSetCookie();
const nameOf = (cookie: string) => cookie.split("=")[0]!;

/** Every cookie that the service sets or deletes: session, known device, colours and flash. */
async function everyCookie(): Promise<string[]> {
  const { email, password, session } = app.cast.alice;
  const signedIn = `__Host-sitecast=${session}`;
  const shown = { headers: { cookie: `${signedIn}; __Host-sitecast-done=Saved.` } };
  return [
    ...await setBy(post("/sign-in", { email, password })),
    ...await setBy(post("/account/theme", { theme: "dark" }, signedIn)),
    ...await setBy(post("/account/sessions/end", {}, signedIn)),
    ...await setBy(app.fetch("/sites", shown)),
    ...await setBy(post("/sign-out", {}, signedIn)),
  ];
}

describe("every cookie where the public address is https", () => {
  it("belongs to this host, travels encrypted only, and is read by no script", async () => {
    const cookies = await everyCookie();
    assert.deepEqual([...new Set(cookies.map(nameOf))].sort(), [
      "__Host-sitecast",
      "__Host-sitecast-device",
      "__Host-sitecast-done",
      "__Host-sitecast-theme",
    ]);
    for (const cookie of cookies) {
      const attributes = cookie.split("; ").slice(1);
      for (const wanted of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) {
        assert.ok(attributes.includes(wanted), `${wanted}: ${cookie}`);
      }
      assert.doesNotMatch(cookie, /domain=/i);
    }
  });

  it("is not read without the prefix, which a neighbour could set", async () => {
    const cookie = "sitecast-theme=dark; sitecast-done=Made%20up.";
    const html = await (await app.fetch("/sign-in", { headers: { cookie } })).text();
    assert.doesNotMatch(html, /data-theme|Made up/);
  });
});
