import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as factors from "../../../sql/account/factors.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as users from "../../../sql/users/users.ts";
import { as, postForm, type TestApp, testApp, withToken } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { codeOf, cookieOf, enterPassword, giveFactor, wrongCode } from "../../support/factor.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp({ factorRequired: "admins" });
});
beforeEach(async () => {
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.ada);
});
afterAll(() => app.close());

/** Returns the form of the enrolment page, with the code that an app shows after reading it. */
function filled(asked: Html, code?: string): Record<string, string> {
  const secret = asked.text("#factor-secret").replaceAll(" ", "");
  return { ...asked.fields("form.form"), code: code ?? codeOf(app, secret) } as Record<
    string,
    string
  >;
}

const hasFactor = () => factors.find(app.database.owner, mia.user_uuid);

describe("an admin without a second factor, where it is required", () => {
  it("sets one up before the sign-in ends, and goes nowhere else", async () => {
    const { response, get, post } = await enterPassword(app, mia, { next: "/admin/users" });
    const location = response.headers.get("location")!;
    assert.equal(location, "/sign-in/factor?next=%2Fadmin%2Fusers");
    assert.match((await get("/admin/users")).headers.get("location")!, /^\/sign-in\?/);
    assert.match((await get("/sign-in/code")).headers.get("location")!, /^\/sign-in\?/);
    const shown = await post("/sign-in/factor", filled(await page(get(location))));
    assert.deepEqual([shown.status, shown.headers.get("cache-control")], [200, "no-store"]);
    const made = await page(shown);
    assert.equal(made.text("#recovery-codes").split(" ").length, 10);
    assert.deepEqual(made.attributes("href", "a.button.primary"), ["/admin/users"]);
    const headers = { cookie: cookieOf(shown) };
    assert.equal((await app.fetch("/admin/users", { headers })).status, 200);
  });

  it("gets the same key again after a wrong code, and no session", async () => {
    const { get, post } = await enterPassword(app, mia);
    const asked = await page(get("/sign-in/factor"));
    const secret = asked.text("#factor-secret");
    const wrong = wrongCode(app, secret.replaceAll(" ", ""));
    const refused = await post("/sign-in/factor", filled(asked, wrong));
    assert.equal(refused.status, 422);
    assert.equal(cookieOf(refused), "");
    const again = await page(refused);
    assert.match(again.error("code")!, /not the code that the app shows/);
    assert.equal(again.text("#factor-secret"), secret);
    assert.equal(await hasFactor(), undefined);
  });

  it("cannot replace one that was set up since the password was entered", async () => {
    const { get, post } = await enterPassword(app, mia);
    const form = filled(await page(get("/sign-in/factor")));
    const { secret } = await giveFactor(app, mia);
    assert.equal((await post("/sign-in/factor", form)).status, 401);
    assert.match((await get("/sign-in/factor")).headers.get("location")!, /^\/sign-in\?/);
    assert.equal((await post("/sign-in/code", { code: codeOf(app, secret) })).status, 303);
  });

  it("cannot set up two at the same time from two browsers", async () => {
    const browsers = [await enterPassword(app, mia), await enterPassword(app, mia)];
    const forms = await Promise.all(
      browsers.map(async ({ get }) => filled(await page(get("/sign-in/factor")))),
    );
    const statuses = await Promise.all(browsers.map(async ({ post }, index) => {
      return (await post("/sign-in/factor", forms[index]!)).status;
    }));
    assert.deepEqual(statuses.sort(), [200, 401]);
  });

  it("is led there by the link of a first password, too", async () => {
    const { owner } = app.database;
    const email = `first${count}@example.org`;
    const user = (await users.make(owner, email, mia.site_group_uuid))!;
    await passwords.addLink(owner, user, hashSecret(`first ${count}`), 1);
    const form = { token: `first ${count}`, password: "a first and long password" };
    const set = await postForm(app, "/set-password", form);
    assert.match(set.headers.get("location")!, /^\/sign-in\/factor/);
    assert.doesNotMatch(cookieOf(set), /sitecast=/);
  });

  it("keeps a running session and API tokens, and cannot do without the factor again", async () => {
    assert.equal((await as(app, mia).get("/admin/users")).status, 200);
    assert.equal((await withToken(app, mia.token).get("/api/v1/users")).status, 200);
    await giveFactor(app, mia);
    assert.equal((await as(app, mia).get("/account/factor")).status, 303, "sessions were ended");
    const { response } = await enterPassword(app, mia);
    assert.match(response.headers.get("location")!, /^\/sign-in\/code/);
  });

  it("carries a form that was kept until the factor is set up", async () => {
    const kept = JSON.stringify({ path: "/account/theme", fields: [["theme", "dark"]] });
    const { response, post } = await enterPassword(app, mia, { kept });
    const made = await page(post("/sign-in/factor", filled(await page(response))));
    assert.equal(made.fields('form[action="/account/theme"]').theme, "dark");
    assert.ok(made.has("#recovery-codes"));
  });
});

describe("members, where it is required of admins", () => {
  it("sign in with the password alone", async () => {
    const { response } = await enterPassword(app, app.cast.alice);
    assert.equal(response.headers.get("location"), "/sites");
  });
});
