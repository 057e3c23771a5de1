import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

const CONFIRM = "/account/confirm-password";

let app: TestApp;
let mia: Person;
let token: string;
let count = 0;
beforeAll(async () => {
  app = await testApp({ signInLimits: { perAccount: 2, perAddress: 100, minutes: 15 } });
});
beforeEach(async () => {
  const { owner } = app.database;
  mia = await makePerson(owner, `mia${count++}@example.org`, app.cast.alice);
  const [row] = await owner`
    select token_uuid from app.api_tokens where user_uuid = ${mia.user_uuid}`;
  token = row!.token_uuid;
});
afterAll(() => app.close());

async function passwordWasGiven(minutesAgo: number): Promise<void> {
  await app.database.owner`
    update app.sessions set password_utc = now() - make_interval(mins => ${minutesAgo})
    where session_hash = ${hashSecret(mia.session)}`;
}

const newToken = () => ({
  name: "nightly <export>",
  scope: "read",
  expiry: "90",
  form_key: crypto.randomUUID(),
});

const FACTOR = ["factor/new", "factor/codes", "factor/remove"];

describe("15 minutes after the password was given", () => {
  beforeEach(() => passwordWasGiven(15));

  it("each page that shows or changes what protects the account asks for it, and leads back", async () => {
    for (const path of ["tokens", "tokens/new", `tokens/${token}/revoke`, ...FACTOR]) {
      const { status, headers } = await as(app, mia).get(`/account/${path}?a=b`);
      const wanted = encodeURIComponent(`/account/${path}?a=b`);
      assert.deepEqual([status, headers.get("location")], [303, `${CONFIRM}?next=${wanted}`]);
    }
    assert.equal((await as(app, mia).get("/account/sessions")).status, 200);
    assert.equal((await as(app, mia).get("/sites")).status, 200);
  });

  it("nothing is made, revoked or ended without it", async () => {
    const before = await app.database.owner`
      select (select count(*) from app.api_tokens where revoked_utc is null) as tokens,
        (select count(*) from app.sessions) as sessions`;
    const forms: [string, Record<string, string>][] = [
      ["/account/tokens", newToken()],
      [`/account/tokens/${token}/revoke`, {}],
      ["/account/sessions/end", {}],
      ["/account/sessions/end-all", {}],
      ["/account/factor", {}],
      ["/account/factor/codes", {}],
      ["/account/factor/remove", {}],
    ];
    for (const [path, form] of forms) {
      const response = await as(app, mia).post(path, form);
      assert.equal(response.status, 401);
      assert.equal((await page(response)).text("h1"), "Confirm it is you");
    }
    const after = await app.database.owner`
      select (select count(*) from app.api_tokens where revoked_utc is null) as tokens,
        (select count(*) from app.sessions) as sessions`;
    assert.deepEqual(after, before);
    assert.equal((await as(app, mia).postPart("/account/tokens", "x")).status, 401);
  });

  it("the right password leads to what was wanted, for 15 minutes", async () => {
    const asked = await page(as(app, mia).get(`${CONFIRM}?next=/account/tokens/new`));
    const { next } = asked.fields("form.confirm");
    const response = await as(app, mia).post(CONFIRM, {
      next: String(next),
      password: mia.password,
    });
    assert.deepEqual(
      [response.status, response.headers.get("location")],
      [303, "/account/tokens/new"],
    );
    assert.equal((await as(app, mia).get("/account/tokens/new")).status, 200);
    await passwordWasGiven(14);
    assert.equal((await as(app, mia).get("/account/tokens/new")).status, 200);
  });

  it("a form is kept until the password is given, and sent once more by a person", async () => {
    const typed = newToken();
    const asked = await page(as(app, mia).post("/account/tokens", typed));
    const { kept } = asked.fields("form.confirm");
    const again = await page(
      as(app, mia).post(CONFIRM, { kept: String(kept), password: "a wrong one" }),
    );
    assert.equal(again.error("password"), "This is not your password.");
    assert.equal(again.fields("form.confirm").kept, kept);
    const confirmed = await page(
      as(app, mia).post(CONFIRM, { kept: String(kept), password: mia.password }),
    );
    assert.deepEqual(confirmed.fields('form[action="/account/tokens"]'), typed);
    const made = await page(as(app, mia).post("/account/tokens", typed));
    assert.equal(made.text("h1"), "Token created: nightly <export>");
  });

  it("wrong passwords count like failed sign-ins, and the log tells of them", async () => {
    const guess = () => as(app, mia).post(CONFIRM, { password: "a wrong one" });
    assert.deepEqual([(await guess()).status, (await guess()).status], [422, 422]);
    const refused = await as(app, mia).post(CONFIRM, { password: mia.password });
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.equal((await as(app, mia).get("/account/tokens")).status, 303);
    const events = await app.database.owner`
      select kind, times from app.security_events where user_uuid = ${mia.user_uuid}
      order by kind`;
    assert.deepEqual([...events], [{ kind: "failure", times: 2 }, { kind: "limit", times: 1 }]);
  });

  it("nobody is led out of the service", async () => {
    const response = await as(app, mia).post(CONFIRM, {
      next: "//evil.example",
      password: mia.password,
    });
    assert.equal(response.headers.get("location"), "/account");
  });
});
