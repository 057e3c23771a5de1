import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret, newSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.owner`delete from app.sign_in_attempts`;
  await app.database.owner`delete from app.security_events`;
});

const ADDRESS = "192.0.2.44";

async function recorded() {
  return await app.database.owner`
    select kind, email, user_uuid, host(address) as address, detail from app.security_events
    order by kind`;
}

describe("signing in", () => {
  it("is recorded: success, failure and what is over a limit, never a password", async () => {
    const { alice: { email, password, user_uuid } } = app.cast;
    const attempt = (given: string) =>
      postForm(app, "/sign-in", { email, password: given }, ADDRESS);
    assert.equal((await attempt(password)).status, 303);
    assert.equal((await attempt("a wrong password")).status, 401);
    assert.equal((await attempt(password)).status, 429);
    const of = { email, address: ADDRESS };
    assert.deepEqual([...await recorded()], [
      { ...of, kind: "failure", user_uuid: null, detail: "Wrong e-mail or password." },
      { ...of, kind: "limit", user_uuid: null, detail: "The password was not checked." },
      { ...of, kind: "sign_in", user_uuid, detail: "" },
    ]);
  });

  it("tells when it took the place of the browser's earlier session", async () => {
    const { charlie } = app.cast;
    const { email, password } = charlie;
    assert.equal((await as(app, charlie).post("/sign-in", { email, password })).status, 303);
    assert.deepEqual((await recorded()).map(({ kind, detail }) => [kind, detail]), [
      ["sign_in", "In place of an earlier session of this browser."],
    ]);
  });

  it("and out, and setting a password by a link, are recorded", async () => {
    const { alice, bob } = app.cast;
    await as(app, alice).post("/sign-out");
    const token = newSecret();
    await passwords.addLink(app.database.owner, bob.user_uuid, hashSecret(token), 1);
    await postForm(app, "/set-password", { token, password: "a brand new password" });
    const kinds = (await recorded()).map(({ kind, email, detail }) => [kind, email, detail]);
    assert.deepEqual(kinds, [
      ["password", bob.email, "Set by a link."],
      ["session", alice.email, "Signed out."],
    ]);
  });
});
