import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";
import { ageAttempts } from "../../support/attempts.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

const NEW = "  a new password of hers ";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp({ signInLimits: { perAccount: 3, perAddress: 100, minutes: 15 } });
});
beforeEach(async () => {
  await app.database.owner`delete from app.sign_in_attempts`;
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.alice);
});
afterAll(() => app.close());

const change = (current_password: string, password = NEW) =>
  as(app, mia).post("/account/password", { current_password, password });
async function signsIn(password: string): Promise<number> {
  await ageAttempts(app.database.owner);
  return (await postForm(app, "/sign-in", { email: mia.email, password })).status;
}

describe("changing one's password", () => {
  it("makes the new one the only one, blanks and all", async () => {
    const response = await change(mia.password);
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/account"]);
    assert.deepEqual(
      [await signsIn(mia.password), await signsIn(NEW.trim()), await signsIn(NEW)],
      [401, 401, 303],
    );
  });

  it("ends the other sessions and open links, and keeps this session", async () => {
    const { owner } = app.database;
    await sessions.start(owner, mia.user_uuid, hashSecret(`phone${count}`), { days: 1 });
    await passwords.addLink(owner, mia.user_uuid, hashSecret(`link${count}`), 1);
    await change(mia.password);
    const phone = { ...mia, session: `phone${count}` };
    assert.equal((await as(app, phone).get("/sites")).status, 303);
    assert.equal((await as(app, mia).get("/sites")).status, 200);
    assert.equal((await as(app, app.cast.bob).get("/sites")).status, 200);
    assert.equal((await app.fetch(`/set-password?token=link${count}`)).status, 404);
  });

  it("wants the current one: a wrong one is an error at its field, and nothing typed comes back", async () => {
    const response = await change("not the password");
    assert.equal(response.status, 422);
    const refused = await page(response);
    assert.match(refused.error("current_password")!, /^This is not your current password\./);
    assert.doesNotMatch(refused.source, /not the password|a new password of hers/);
    assert.equal(await signsIn(mia.password), 303);
  });

  it("names what is missing, too short or too long", async () => {
    const cases: [string, string, string, RegExp][] = [
      ["", NEW, "current_password", /^Enter your current/],
      [mia.password, "", "password", /^Use at least 12/],
      [mia.password, "too short", "password", /^Use at least 12/],
      [mia.password, "x".repeat(257), "password", /^Use at most 256/],
      [mia.password, "qwertyuiop12", "password", /^This password is easy to guess/],
      [mia.password, `${mia.email}!`, "password", /close to your e-mail address/],
    ];
    for (const [current, password, field, message] of cases) {
      const response = await change(current, password);
      assert.equal(response.status, 422);
      assert.match((await page(response)).error(field)!, message);
    }
    const nothing = (await page(as(app, mia).post("/account/password"))).errors();
    assert.ok(nothing.current_password);
    assert.match(nothing.password!, /^Choose/);
  });

  it("counts wrong ones like failed sign-ins, so that nobody tries them all", async () => {
    for (let times = 0; times < 3; times++) assert.equal((await change("wrong")).status, 422);
    const refused = await change(mia.password);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.match(await refused.text(), /Too many failed attempts\. Try again in 15 minutes\./);
    assert.equal(await signsIn(mia.password), 303, "signing in has a limit of its own");
  });

  it("counts no success", async () => {
    let current = mia.password;
    for (let times = 0; times < 4; times++) {
      const next = `password number ${times}`;
      assert.equal((await change(current, next)).status, 303);
      current = next;
    }
  });

  it("happens once when two forms with different new ones come at once", async () => {
    const answers = await Promise.all(
      ["first of two new", "second of two new"].map((text) => change(mia.password, text)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });
});
