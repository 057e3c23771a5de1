import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { makePerson } from "../../support/cast.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const itemsOf = (html: string) =>
  [...html.matchAll(/<li>(.*?)<\/li>/gs)].map(([, text]) => text!.replace(/\s+/g, " ").trim());

describe("my account", () => {
  it("shows e-mail, group and the members of the group, and nobody else", async () => {
    const html = await (await as(app, app.cast.alice).get("/account")).text();
    assert.match(html, /Signed in as <b>alice@example\.org<\/b>/);
    assert.match(html, /My group: Roofs/);
    assert.deepEqual(itemsOf(html), ["alice@example.org (you)", "bob@example.org"]);
    assert.doesNotMatch(html, /charlie|ada@/);
  });

  it("tells admins what they are, with the members of their own group alone", async () => {
    const html = await (await as(app, app.cast.ada).get("/account")).text();
    assert.match(html, /admin group: it has every site/);
    assert.deepEqual(itemsOf(html), ["ada@example.org (you)"]);
  });

  it("leaves out who is deactivated, and copes with who has no e-mail", async () => {
    const { owner } = app.database;
    const { charlie } = app.cast;
    const gone = await makePerson(owner, "gone@example.org", charlie);
    await owner`update users set deactivated_utc = now() where user_uuid = ${gone.user_uuid}`;
    await owner`insert into users (site_group_uuid) values (${charlie.site_group_uuid})`;
    const items = itemsOf(await (await as(app, charlie).get("/account")).text());
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
    for (
      const [theme, attribute] of [["dark", /data-theme="dark"/], ["light", /data-theme="light"/]]
    ) {
      const response = await as(app, app.cast.alice).post("/account/theme", {
        theme: String(theme),
      });
      assert.deepEqual([response.status, response.headers.get("location")], [303, "/account"]);
      const cookie = response.headers.get("set-cookie")!;
      assert.match(cookie, /Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/);
      const headers = { cookie: `sitecast=${session}; ${cookie.split(";")[0]}` };
      assert.match(await (await app.fetch("/sites", { headers })).text(), attribute as RegExp);
      const page = await (await app.fetch("/account", { headers })).text();
      assert.match(page, new RegExp(`<option value="${theme}" selected`));
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
