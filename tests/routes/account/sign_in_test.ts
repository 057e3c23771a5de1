import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashPassword } from "../../../routes/http/password_queue.ts";
import { as, postForm, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const WRONG = "E-mail or password is wrong.";

function signIn(form: Record<string, string>) {
  return postForm(app, "/sign-in", form);
}

/** Returns alice's right e-mail and password, with some fields replaced. */
function alicesForm(other: Record<string, string> = {}) {
  const { email, password } = app.cast.alice;
  return { email, password, ...other };
}

describe("the sign-in page", () => {
  it("is shown to anybody, and leads those who are signed in on", async () => {
    const response = await app.fetch("/sign-in?next=/sites?page=2");
    assert.equal(response.status, 200);
    assert.equal((await page(response)).field("next"), "/sites?page=2");
    const again = await as(app, app.cast.alice).get("/sign-in?next=/sites?page=2");
    assert.deepEqual([again.status, again.headers.get("location")], [303, "/sites?page=2"]);
  });

  it("does not repeat a path that leads elsewhere", async () => {
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example"]) {
      const response = await app.fetch(`/sign-in?next=${encodeURIComponent(next)}`);
      assert.doesNotMatch(await response.text(), /evil/);
      const again = await as(app, app.cast.bob).get(`/sign-in?next=${encodeURIComponent(next)}`);
      assert.equal(again.headers.get("location"), "/sites");
    }
  });
});

describe("signing in", () => {
  it("starts a session that opens the pages", async () => {
    const response = await signIn(alicesForm());
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sites"]);
    const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
    const page = await app.fetch("/sites", { headers: { cookie } });
    assert.equal(page.status, 200);
    assert.match(await page.text(), /alice@example\.org/);
  });

  it("ignores the case of the e-mail and blanks around it", async () => {
    assert.equal((await signIn(alicesForm({ email: " ALICE@Example.org " }))).status, 303);
  });

  it("goes where one wanted to go, but never to another origin", async () => {
    const wanted = `/sites/${app.cast.sites.plant}?day=2026-06-20`;
    assert.equal((await signIn(alicesForm({ next: wanted }))).headers.get("location"), wanted);
    for (const next of ["//evil.example", "/\\evil.example", "https://evil.example/", "sites"]) {
      const response = await signIn(alicesForm({ next }));
      assert.deepEqual([response.status, response.headers.get("location")], [303, "/sites"]);
    }
  });

  it("does not tell a wrong password from an unknown e-mail", async () => {
    const pages = await Promise.all([
      signIn(alicesForm({ password: "not the password" })),
      signIn(alicesForm({ email: "nobody@example.org" })),
    ]);
    const [wrong, unknown] = await Promise.all(pages.map((page) => page.text()));
    assert.deepEqual(pages.map(({ status }) => status), [401, 401]);
    assert.ok(wrong!.includes(WRONG));
    assert.equal(wrong!.replaceAll("alice@", "nobody@"), unknown);
    for (const page of pages) assert.equal(page.headers.get("set-cookie"), null);
  });

  it("takes as long for an unknown e-mail as for a wrong password", async () => {
    // At most four hashes are made at once: a sign-in that makes one, too, ends after five of these.
    let made = 0;
    const cost = { N: 2 ** 13, r: 8, p: 3 };
    const eight = Array.from({ length: 8 }, async () => {
      await hashPassword("a password at a lower cost", cost);
      made++;
    });
    assert.equal((await signIn(alicesForm({ email: "somebody@example.org" }))).status, 401);
    assert.ok(made >= 5, `${made} hashes were made before`);
    await Promise.all(eight);
  });

  it("keeps the e-mail and the way, never the password, and says what is wrong", async () => {
    const form = { email: "<alice>@example.org", password: "not the password", next: "/sites/1" };
    const refused = await page(signIn(form));
    const { email, next } = refused.fields();
    assert.deepEqual([email, next], [form.email, form.next]);
    assert.doesNotMatch(refused.source, /not the password/);
    assert.ok(refused.has('[role="alert"]'));
  });

  it("names the empty fields at their place", async () => {
    const missing = await signIn({ email: "alice@example.org", password: "" });
    assert.equal(missing.status, 422);
    const refused = await page(missing);
    assert.equal(refused.field("email"), "alice@example.org");
    assert.equal(refused.attribute("aria-invalid", "[name=email]"), null);
    assert.equal(refused.attribute("aria-invalid", "[name=password]"), "true");
    assert.equal(refused.attribute("aria-describedby", "[name=password]"), "password-error");
    assert.deepEqual(refused.errors(), { password: "Enter your password." });
    const { email, password } = (await page(signIn({}))).errors();
    assert.equal(email, "Enter your e-mail address.");
    assert.ok(password);
  });

  it("does not hash a megabyte", async () => {
    assert.equal((await signIn(alicesForm({ password: "x".repeat(257) }))).status, 422);
    assert.equal((await signIn(alicesForm({ password: "x".repeat(2 ** 20) }))).status, 413);
  });

  it("is no failure of ours when the e-mail holds what no text can", async () => {
    for (const email of ["a\0b@example.org", "a\ud800b@example.org"]) {
      const { status } = await signIn(alicesForm({ email }));
      assert.ok(status === 401 || status === 422, String(status));
    }
  });

  it("is not possible for a user without a password", async () => {
    await app.database.owner`
      insert into users (email, site_group_uuid)
      values ('new@example.org', ${app.cast.alice.site_group_uuid})`;
    const response = await signIn({ email: "new@example.org", password: "any password at all" });
    assert.equal(response.status, 401);
  });
});

describe("a person who is not signed in", () => {
  it("is led from a page to the sign-in page and back", async () => {
    const path = `/sites/${app.cast.sites.plant}?day=2026-06-20`;
    const response = await app.fetch(path);
    assert.equal(response.status, 303);
    const next = new URL(response.headers.get("location")!, "http://localhost:8000");
    assert.equal(next.pathname, "/sign-in");
    assert.equal(next.searchParams.get("next"), path);
  });

  it("gets a part that says so instead of a part of a page", async () => {
    const headers = { "hx-request": "true", "hx-request-type": "partial", "hx-target": "div#x" };
    const response = await app.fetch("/sites", { headers });
    assert.equal(response.status, 401);
    const part = await page(response);
    assert.equal(part.isWhole, false);
    assert.match(part.text(), /session has ended/);
    assert.ok(part.has('a[href="/sign-in"]'));
  });

  it("cannot open a page with an API token", async () => {
    const response = await withToken(app, app.cast.alice.token).get("/sites");
    assert.equal(response.status, 303);
  });
});
