import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, postForm, type TestApp, testApp } from "../../../support/app.ts";
import { makePerson, type Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.alice);
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const url = (rest = "") => `/admin/users/${mia.user_uuid}${rest}`;

describe("the e-mail of a user", () => {
  it("is changed, and is what they sign in with from now on", async () => {
    const email = `mia.new${count}@example.org`;
    const response = await ada().post(url("/edit"), { email });
    assert.deepEqual([response.status, response.headers.get("location")], [303, url()]);
    const signIn = await postForm(app, "/sign-in", { email, password: mia.password });
    assert.equal(signIn.status, 303);
    assert.equal((await as(app, mia).get("/sites")).status, 200, "sessions stay");
  });

  it("may change in case alone", async () => {
    const response = await ada().post(url("/edit"), { email: mia.email.toUpperCase() });
    assert.equal(response.status, 303);
  });

  it("is refused when it is none, or another's in any case; what was typed is kept", async () => {
    const cases = [["<x", /like alice@/], ["Bob@Example.org", /Another user/]] as const;
    for (const [email, message] of cases) {
      const response = await ada().post(url("/edit"), { email });
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.match(refused.error("email")!, message);
      assert.equal(refused.field("email"), email);
    }
    assert.equal((await page(ada().get(url("/edit")))).field("email"), mia.email);
  });

  it("is given to one of two users who want it at once", async () => {
    const other = await makePerson(app.database.owner, `other${count}@example.org`, app.cast.bob);
    const email = `wanted${count}@example.org`;
    const answers = await Promise.all(
      [mia, other].map(({ user_uuid }) => ada().post(`/admin/users/${user_uuid}/edit`, { email })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });

  it("is not written after somebody else's edit, which is shown beside what was typed", async () => {
    const opened = (await page(ada().get(url("/edit")))).fields("form.form");
    const { owner } = app.database;
    await owner`
      update users set email = ${`first${count}@example.org`}, deactivated_utc = now()
      where user_uuid = ${mia.user_uuid}`;
    const email = `second${count}@example.org`;
    const response = await ada().post(url("/edit"), { ...opened, email });
    assert.equal(response.status, 409);
    const refused = await page(response);
    assert.match(refused.text(), /others changed: E-mail, State\. .*State now: deactivated\./s);
    assert.equal(refused.error("email"), `Now: first${count}@example.org.`);
    assert.equal(refused.field("email"), email);
    assert.equal((await ada().post(url("/edit"), opened)).status, 409, "it stays refused");
    const again = await ada().post(url("/edit"), refused.fields("form.form"));
    assert.equal(again.status, 303);
    assert.equal((await page(ada().get(url("/edit")))).field("email"), email);
    assert.equal((await ada().post(url("/edit"), { ...opened, email })).status, 303, "sent twice");
  });

  it("can be given to a user who has none", async () => {
    const { owner } = app.database;
    await owner`update users set email = null where user_uuid = ${mia.user_uuid}`;
    assert.equal((await ada().get(url("/edit"))).status, 200);
    assert.equal((await ada().post(url("/edit"), { email: mia.email })).status, 303);
  });
});
