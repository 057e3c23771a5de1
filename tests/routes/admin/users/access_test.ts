import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { as, postForm, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson, type Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp({ signInLimits: { perAccount: 100, perAddress: 1000, minutes: 15 } });
});
beforeEach(async () => {
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.alice);
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const url = (rest = "", { user_uuid }: Person = mia) => `/admin/users/${user_uuid}${rest}`;
const status = async (answer: Promise<Response>) => (await answer).status;
const opens = () => status(as(app, mia).get("/sites"));
const calls = () => status(withToken(app, mia.token).get("/api/v1/sites"));
const signsIn = () =>
  status(postForm(app, "/sign-in", { email: mia.email, password: mia.password }));
const LINK = /http:\/\/localhost:8000(\/set-password\?token=[\w-]+)/;

async function makeLink(): Promise<string> {
  const response = await ada().post(url("/password-link"));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  return (await response.text()).match(LINK)![1]!;
}

describe("a link to set a password", () => {
  it("is shown once with its end; a newer one replaces it", async () => {
    const first = await makeLink();
    assert.equal(await status(app.fetch(first)), 200);
    const second = await makeLink();
    assert.equal(await status(app.fetch(first)), 404);
    assert.equal(await status(app.fetch(second)), 200);
    const shown = await page(ada().get(url()));
    assert.doesNotMatch(shown.source, LINK);
    assert.match(shown.text(), /valid until \d/);
  });

  it("leads to the public origin where there is one", async () => {
    const publicOrigin = "https://sitecast.example";
    const own = await testApp({ publicOrigin });
    const cookie = `__Host-sitecast=${own.cast.ada.session}`;
    const response = await own.fetch(`/admin/users/${own.cast.alice.user_uuid}/password-link`, {
      method: "POST",
      headers: { cookie, origin: publicOrigin },
      body: new URLSearchParams(),
    });
    assert.match(await response.text(), /https:\/\/sitecast\.example\/set-password\?token=/);
    await own.close();
  });

  it("is refused for a user who is deactivated", async () => {
    await ada().post(url("/deactivate"));
    const response = await ada().post(url("/password-link"));
    assert.equal(response.status, 409);
    assert.match(await response.text(), /restore them first/);
  });
});

describe("signing a user out everywhere", () => {
  it("ends the sessions after a page that counts them; tokens go on", async () => {
    assert.match(await (await ada().get(url("/sign-out"))).text(), /This ends 1 session\./);
    assert.equal(await opens(), 200, "looking at the page ends nothing");
    const response = await ada().post(url("/sign-out"));
    assert.deepEqual([response.status, response.headers.get("location")], [303, url()]);
    assert.deepEqual([await opens(), await calls(), await signsIn()], [303, 200, 303]);
  });

  it("leads oneself to the sign-in page", async () => {
    const admin = await makePerson(app.database.owner, `admin${count}@example.org`, app.cast.ada);
    assert.match(await (await as(app, admin).get(url("/sign-out", admin))).text(), /This is you/);
    const response = await as(app, admin).post(url("/sign-out", admin));
    assert.equal(response.headers.get("location"), "/sign-in");
    assert.equal(await opens(), 200, "nobody else's sessions");
  });
});

describe("a user who is deactivated", () => {
  it("cannot sign in, and sessions, tokens and links end", async () => {
    const link = await makeLink();
    assert.deepEqual([await opens(), await calls()], [200, 200]);
    const before = await page(ada().get(url("/deactivate")));
    assert.match(
      before.text(),
      /1 session will end.*2 API tokens will end.*login to the database itself/,
    );
    assert.equal(await status(ada().post(url("/deactivate"))), 303);
    assert.deepEqual([await opens(), await calls(), await signsIn()], [303, 401, 401]);
    assert.equal(await status(app.fetch(link)), 404);
    const shown = await page(ada().get(url()));
    assert.match(shown.text(), /deactivated .*login to the database itself/);
    const list = await page(ada().get(`/admin/users?q=${mia.email}`));
    assert.equal(list.text(".badge.warn"), "deactivated");
  });

  it("signs in again when restored; what ended stays ended", async () => {
    await ada().post(url("/deactivate"));
    assert.match(await (await ada().get(url("/restore"))).text(), /do not come back/);
    assert.equal(await status(ada().post(url("/restore"))), 303);
    assert.deepEqual([await opens(), await calls(), await signsIn()], [303, 401, 303]);
  });

  it("is deactivated once by two forms at once, and restored twice without harm", async () => {
    const answers = await Promise.all([1, 2].map(() => ada().post(url("/deactivate"))));
    assert.deepEqual(answers.map((answer) => answer.status), [303, 303]);
    for (let times = 0; times < 2; times++) {
      assert.equal(await status(ada().post(url("/restore"))), 303);
    }
  });

  it("is never the last admin", async () => {
    await app.database.owner`delete from users where email like 'admin%'`;
    for (
      const [act, form] of [["/deactivate", {}], ["/delete", { confirm_name: app.cast.ada.email }]]
    ) {
      const response = await ada().post(url(String(act), app.cast.ada), { ...Object(form) });
      assert.equal(response.status, 409);
      const refused = await page(response);
      assert.match(refused.text(), /Nobody could administer this installation any more/);
      assert.match(refused.text("h1"), /^(Deactivate|Delete) ada@/, "the same form");
    }
    assert.equal(await status(ada().get("/admin/users")), 200);
  });
});

describe("deleting a user", () => {
  const remove = (confirm_name: string) => ada().post(url("/delete"), { confirm_name });

  it("asks for the e-mail: another word deletes nobody and stays typed", async () => {
    for (const name of ["", "<mia>"]) {
      const response = await remove(name);
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.match(refused.error("confirm_name")!, /^Type the name exactly/);
      assert.equal(refused.field("confirm_name"), name);
    }
    assert.equal(await opens(), 200);
  });

  it("takes sessions and tokens along; the history of sites keeps the e-mail", async () => {
    const { owner } = app.database;
    const { plant } = app.cast.sites;
    await owner`insert into api_request (user_uuid, url) values (${mia.user_uuid}, '/sites')`;
    await owner.begin(async (sql) => {
      await sql`select app.scope(${mia.site_group_uuid}::uuid, ${mia.user_uuid}::uuid, 'form')`;
      await sql`update sites set region = 'theirs' where site_uuid = ${plant}`;
    });
    const asking = await page(ada().get(url("/delete")));
    assert.match(asking.text(), /1 session.*2 API tokens.*1 change by this user/);
    const response = await remove(mia.email);
    assert.equal(response.headers.get("location"), "/admin/users");
    assert.deepEqual([await opens(), await calls(), await signsIn()], [303, 401, 401]);
    assert.equal(await status(ada().get(url())), 404);
    const [line] = await owner`select changed_by, changed_by_email from sites_history
      where changed_by_email = ${mia.email}`;
    assert.deepEqual({ ...line }, { changed_by: null, changed_by_email: mia.email });
    const requests = await owner`select from api_request where user_uuid is null`;
    assert.equal(requests.length, 1);
  });

  it("happens once when two forms come at once", async () => {
    const answers = await Promise.all([1, 2].map(() => remove(mia.email)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 404]);
  });

  it("asks for the UUID of a user without an e-mail", async () => {
    await app.database.owner`update users set email = null where user_uuid = ${mia.user_uuid}`;
    assert.match(await (await ada().get(url("/delete"))).text(), new RegExp(mia.user_uuid));
    assert.equal(await status(remove("")), 422);
    assert.equal(await status(remove(mia.user_uuid)), 303);
  });

  it("signs oneself out", async () => {
    const admin = await makePerson(app.database.owner, `admin${count}@example.org`, app.cast.ada);
    const response = await as(app, admin).post(url("/delete", admin), {
      confirm_name: admin.email,
    });
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sign-in"]);
  });
});
