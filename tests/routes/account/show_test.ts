import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const accountOf = (person: Person) => page(as(app, person).get("/account"));
const MEMBERS = "main li";

describe("my account", () => {
  it("shows e-mail, group and the members of the group, and nobody else", async () => {
    const account = await accountOf(app.cast.alice);
    assert.match(account.text(), /Signed in as alice@example\.org/);
    assert.match(account.text(), /My group: Roofs/);
    assert.deepEqual(account.texts(MEMBERS), ["alice@example.org (you)", "bob@example.org"]);
    assert.doesNotMatch(account.source, /charlie|ada@/);
  });

  it("tells admins what they are, with the members of their own group alone", async () => {
    const account = await accountOf(app.cast.ada);
    assert.match(account.text(), /admin group: it has every site/);
    assert.deepEqual(account.texts(MEMBERS), ["ada@example.org (you)"]);
  });

  it("leaves out who is deactivated, and copes with who has no e-mail", async () => {
    const { owner } = app.database;
    const { charlie } = app.cast;
    const gone = await makePerson(owner, "gone@example.org", charlie);
    await owner`update users set deactivated_utc = now() where user_uuid = ${gone.user_uuid}`;
    await owner`insert into users (site_group_uuid) values (${charlie.site_group_uuid})`;
    const items = (await accountOf(charlie)).texts(MEMBERS);
    assert.equal(items[0], "charlie@example.org (you)");
    assert.match(items[1]!, /^User [0-9a-f]{8} \(no e-mail\)$/);
    assert.equal(items.length, 2);
  });

  it("is for those who are signed in", async () => {
    for (const path of ["/account", "/account/password", "/account/sessions", "/account/tokens"]) {
      const response = await app.fetch(path);
      assert.equal(response.status, 303);
      assert.match(response.headers.get("location")!, /^\/sign-in\?next=%2Faccount/);
    }
  });
});

describe("the colours", () => {
  it("are kept on the browser for a year, and used by every page", async () => {
    const { session } = app.cast.alice;
    for (const theme of ["dark", "light"]) {
      const response = await as(app, app.cast.alice).post("/account/theme", { theme });
      assert.deepEqual([response.status, response.headers.get("location")], [303, "/account"]);
      const cookie = response.headers.get("set-cookie")!;
      assert.match(cookie, /Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/);
      const headers = { cookie: `sitecast=${session}; ${cookie.split(";")[0]}` };
      const sites = await page(app.fetch("/sites", { headers }));
      assert.equal(sites.attribute("data-theme"), theme);
      const account = await page(app.fetch("/account", { headers }));
      assert.equal(account.field("theme"), theme);
    }
  });

  it("are none but system, light and dark", async () => {
    for (const form of [{ theme: "pink" }, { theme: ["dark", "light"] }, {} as { theme: string }]) {
      const response = await as(app, app.cast.alice).post("/account/theme", { ...form });
      assert.equal(response.status, 422);
      assert.equal(response.headers.get("set-cookie"), null);
      assert.match(await response.text(), /Choose system, light or dark\./);
    }
  });
});
