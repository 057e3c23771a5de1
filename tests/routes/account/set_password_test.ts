import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as users from "../../../sql/users/users.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

const PASSWORD = "a brand new password";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** A one-time link for a user. */
async function linkFor(userUuid: string): Promise<string> {
  const token = newSecret();
  await passwords.addLink(app.database.owner, userUuid, hashSecret(token), 72);
  return token;
}

let people = 0;
const newPerson = (): Promise<Person> =>
  makePerson(app.database.owner, `person-${++people}@example.org`, app.cast.alice);

const look = (token: string) => app.fetch(`/set-password?token=${token}`);
const set = (token: string, password = PASSWORD) =>
  postForm(app, "/set-password", { token, password });
const canSignIn = async (email: string, password: string) =>
  (await postForm(app, "/sign-in", { email, password })).status === 303;

async function assertNoGood(token: string) {
  for (const response of [await look(token), await set(token)]) {
    assert.equal(response.status, 404);
    assert.match(await response.text(), /This link no longer works/);
  }
}

describe("a link to set a password", () => {
  it("shows whose password it sets, as often as one looks", async () => {
    const { user_uuid, email } = await newPerson();
    const token = await linkFor(user_uuid);
    for (let time = 0; time < 3; time++) {
      const response = await look(token);
      assert.equal(response.status, 200);
      assert.ok((await response.text()).includes(email));
    }
    assert.equal((await set(token)).status, 303);
  });

  it("gives a first password to a user who has none", async () => {
    const { owner } = app.database;
    const uuid = await users.make(owner, "first@example.org", app.cast.alice.site_group_uuid);
    await set(await linkFor(uuid!));
    assert.equal(await canSignIn("first@example.org", PASSWORD), true);
  });

  it("signs in with a first password and says so, and with a later one leads to sign in", async () => {
    const uuid = await users.make(
      app.database.owner,
      "signed-in@example.org",
      app.cast.alice.site_group_uuid,
    );
    const first = await set(await linkFor(uuid!));
    assert.deepEqual([first.status, first.headers.get("location")], [303, "/sites"]);
    const cookie = first.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
    const sites = await page(app.fetch("/sites", { headers: { cookie } }));
    assert.match(sites.text(), /Your password is set, and you are signed in\./);
    const later = await set(await linkFor(uuid!));
    assert.deepEqual([later.status, later.headers.get("location")], [303, "/sign-in"]);
    assert.equal((await app.fetch("/sites", { headers: { cookie } })).status, 303);
  });

  it("works once, and ends the old password and all sessions of the user alone", async () => {
    const person = await newPerson();
    const token = await linkFor(person.user_uuid);
    assert.equal((await as(app, person).get("/sites")).status, 200);
    assert.equal((await set(token)).status, 303);
    assert.equal((await as(app, person).get("/sites")).status, 303);
    assert.equal((await as(app, app.cast.alice).get("/sites")).status, 200);
    // In this order: right after a failed attempt, another one of the account would be refused.
    assert.equal(await canSignIn(person.email, PASSWORD), true);
    assert.equal(await canSignIn(person.email, person.password), false);
    await assertNoGood(token);
  });

  it("works for one of two who use it at the same moment", async () => {
    const person = await newPerson();
    const token = await linkFor(person.user_uuid);
    const both = await Promise.all([set(token, `${PASSWORD} 1`), set(token, `${PASSWORD} 2`)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 404]);
    const winner = both[0]!.status === 303 ? 1 : 2;
    assert.equal(await canSignIn(person.email, `${PASSWORD} ${winner}`), true);
  });

  it("stays good when the password is too short or too long", async () => {
    const person = await newPerson();
    const token = await linkFor(person.user_uuid);
    for (
      const [password, sentence] of [["short", /at least 12/], [
        "x".repeat(257),
        /at most 256/,
      ]] as const
    ) {
      const response = await set(token, password);
      assert.equal(response.status, 422);
      const refused = await page(response);
      assert.match(refused.text(), sentence);
      assert.equal(refused.field("token"), token);
      assert.ok(!refused.source.includes(password));
    }
    assert.equal(await canSignIn(person.email, person.password), true, "the old one holds");
    assert.equal((await set(token)).status, 303);
  });

  it("stays good when the password is a common one, or close to the user's e-mail", async () => {
    const person = await newPerson();
    const token = await linkFor(person.user_uuid);
    for (const easy of ["Password1234!", `${person.email}1`]) {
      const refused = await set(token, easy);
      assert.equal(refused.status, 422);
      assert.match((await page(refused)).text(), /This password is easy to guess: it is/);
    }
    assert.equal((await set(token)).status, 303);
  });

  it("makes the browser known, so that others' guesses do not keep its user out", async () => {
    const person = await newPerson();
    const cookies = (await set(await linkFor(person.user_uuid))).headers.getSetCookie();
    const cookie = cookies.find((text) => text.startsWith("sitecast-device="))!.split(";")[0]!;
    const form = { email: person.email, password: "a guess of somebody" };
    assert.equal((await postForm(app, "/sign-in", form)).status, 401);
    const headers = { origin: "http://localhost:8000", cookie };
    const body = new URLSearchParams({ email: person.email, password: PASSWORD });
    assert.equal((await app.fetch("/sign-in", { method: "POST", headers, body })).status, 303);
  });

  it("no longer works when its time is over", async () => {
    const token = await linkFor((await newPerson()).user_uuid);
    await app.database.owner`
      update app.password_links set expires_utc = now() where link_hash = ${hashSecret(token)}`;
    await assertNoGood(token);
  });

  it("is replaced by a newer one of the same user, not of another", async () => {
    const [one, two] = [await newPerson(), await newPerson()];
    const older = await linkFor(one.user_uuid);
    const others = await linkFor(two.user_uuid);
    const newer = await linkFor(one.user_uuid);
    await assertNoGood(older);
    assert.equal((await look(others)).status, 200);
    assert.equal((await set(newer)).status, 303);
  });

  it("is not guessed: nothing, a made-up one and the stored hash are no good", async () => {
    const token = await linkFor((await newPerson()).user_uuid);
    const hash = hashSecret(token).toHex();
    for (const guess of ["", newSecret(), hash, `\\x${hash}`]) {
      await assertNoGood(encodeURIComponent(guess));
    }
    assert.equal((await app.fetch("/set-password")).status, 404);
    assert.equal((await postForm(app, "/set-password", { password: PASSWORD })).status, 404);
  });

  it("is not told to other sites, and its page is kept by no shared cache", async () => {
    const { headers } = await look(await linkFor((await newPerson()).user_uuid));
    assert.match(headers.get("referrer-policy")!, /^(same-origin|no-referrer)$/);
    assert.match(headers.get("cache-control")!, /private|no-store/);
  });
});
