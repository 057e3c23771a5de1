import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { deriveKeys } from "../../../domain/account/secret_key.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as passwords from "../../../sql/account/passwords.ts";
import { NOW, postForm, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import {
  codeOf,
  cookieOf,
  enterPassword,
  giveFactor,
  type PhoneAndPaper,
  wrongCode,
} from "../../support/factor.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
let mia: Person;
let phone: PhoneAndPaper;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  app.clock.now = NOW;
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.charlie);
  phone = await giveFactor(app, mia);
});
afterAll(() => app.close());

/** Enters a code after the password; by default the one that the app shows. */
async function signIn(code = codeOf(app, phone.secret), person = mia) {
  const browser = await enterPassword(app, person);
  return await browser.post("/sign-in/code", { code });
}

async function signInByRecovery(recovery_code: string) {
  const browser = await enterPassword(app, mia);
  return await browser.post("/sign-in/code", { code: "", recovery_code });
}

/** Sends a form from so many browsers at the same time, and returns the statuses in order. */
async function atOnce(browsers: number, form: () => Record<string, string>) {
  const open = [];
  for (let i = 0; i < browsers; i++) open.push(await enterPassword(app, mia));
  const sent = await Promise.all(open.map(({ post }) => post("/sign-in/code", form())));
  return sent.map(({ status }) => status).sort();
}

const sessions = async () => {
  const [row] = await app.database.owner`
    select count(*)::int as count from app.sessions where user_uuid = ${mia.user_uuid}`;
  return row!.count;
};

describe("signing in with a second factor", () => {
  it("takes password and code; there is no session before the code", async () => {
    const before = await sessions();
    const browser = await enterPassword(app, mia, { next: "/models" });
    const { status, headers } = browser.response;
    assert.deepEqual([status, headers.get("location")], [303, "/sign-in/code?next=%2Fmodels"]);
    assert.match(cookieOf(browser.response), /^sitecast-pending=[\w-]{43}$/);
    assert.equal(await sessions(), before);
    const asked = await page(browser.get("/sign-in/code?next=/models"));
    const code = codeOf(app, phone.secret);
    const form = { ...asked.fields("main form"), code } as Record<string, string>;
    const signedIn = await browser.post("/sign-in/code", form);
    assert.deepEqual([signedIn.status, signedIn.headers.get("location")], [303, "/models"]);
    const cookie = cookieOf(signedIn);
    assert.match(await (await app.fetch("/account", { headers: { cookie } })).text(), /mia\d+@/);
    assert.equal((await browser.get("/sign-in/code")).headers.get("location"), AGAIN);
  });

  const AGAIN = "/sign-in?next=%2Fsites";

  it("opens nothing but the page for the code before that", async () => {
    const { get, post } = await enterPassword(app, mia);
    for (const path of ["/sites", "/account", "/account/factor", "/account/factor/remove"]) {
      assert.match((await get(path)).headers.get("location")!, /^\/sign-in\?next=/, path);
    }
    for (const path of ["/account/factor/remove", "/account/sessions/end-all"]) {
      assert.equal((await post(path, {})).status, 401, path);
    }
    assert.equal((await get("/sign-in/factor")).headers.get("location"), AGAIN);
    assert.equal((await get("/api/v1/me")).status, 401);
  });

  it("leads back to the password when that was not entered, or ten minutes ago", async () => {
    const code = codeOf(app, phone.secret);
    assert.equal((await app.fetch("/sign-in/code")).headers.get("location"), AGAIN);
    const nobody = await postForm(app, "/sign-in/code", { code, next: "/models" });
    assert.equal(nobody.status, 401);
    assert.equal((await page(nobody)).field("next"), "/models");
    const browser = await enterPassword(app, mia);
    await app.database.owner`update app.pending_sign_ins set expires_utc = now()`;
    assert.equal((await browser.post("/sign-in/code", { code })).status, 401);
  });

  it("carries a form that was kept until the end", async () => {
    const kept = JSON.stringify({ path: "/account/theme", fields: [["theme", "dark"]] });
    const browser = await enterPassword(app, mia, { kept });
    assert.equal(browser.response.status, 200);
    const asked = await page(browser.response);
    const code = codeOf(app, phone.secret);
    const form = { ...asked.fields("main form"), code } as Record<string, string>;
    const again = await page(browser.post("/sign-in/code", form));
    assert.equal(again.fields('form[action="/account/theme"]').theme, "dark");
  });
});

describe("a code", () => {
  it("counts once", async () => {
    assert.equal((await signIn()).status, 303);
    const again = await signIn();
    assert.equal(again.status, 401);
    assert.match((await page(again)).error("code")!, /used before/);
    app.clock.now = NOW.add({ seconds: 30 });
    assert.equal((await signIn()).status, 303);
  });

  it("counts once when two send it at the same time", async () => {
    const statuses = await atOnce(3, () => ({ code: codeOf(app, phone.secret) }));
    assert.deepEqual(statuses, [303, 401, 401]);
  });

  it("counts a step early and a step late, not two, and none before the last used one", async () => {
    assert.equal((await signIn(codeOf(app, phone.secret, -2))).status, 401);
    assert.equal((await signIn(codeOf(app, phone.secret, 2))).status, 401);
    assert.equal((await signIn(codeOf(app, phone.secret, -1))).status, 303);
    assert.equal((await signIn(codeOf(app, phone.secret, 1))).status, 303);
    assert.equal((await signIn()).status, 401);
  });

  it("of another user does not count", async () => {
    const { secret } = await giveFactor(app, app.cast.bob);
    assert.equal((await signIn(codeOf(app, secret))).status, 401);
  });

  it("is six digits, or there is a recovery code", async () => {
    for (const code of ["", "12345", "sesame"]) {
      const refused = await signIn(code);
      assert.equal(refused.status, 422);
      assert.equal((await page(refused)).error("code"), "Enter the six digits that the app shows.");
    }
  });
});

describe("wrong codes", () => {
  const fail = () => signIn(wrongCode(app, phone.secret));

  it("are refused after five, with Retry-After, and the right code with them", async () => {
    for (let i = 0; i < 5; i++) assert.equal((await fail()).status, 401);
    for (const refused of [await fail(), await signIn()]) {
      assert.equal(refused.status, 429);
      const seconds = Number(refused.headers.get("retry-after"));
      assert.ok(seconds > 840 && seconds <= 900, String(seconds));
      assert.match((await page(refused)).text("[role=alert]"), /^Too many failed attempts\./);
    }
    const [event] = await app.database.owner`
      select kind from app.security_events where user_uuid = ${mia.user_uuid} and kind = 'limit'`;
    assert.ok(event);
  });

  it("keep neither a recovery code nor other users out", async () => {
    for (let i = 0; i < 6; i++) await fail();
    const { secret } = await giveFactor(app, app.cast.alice);
    assert.equal((await signIn(codeOf(app, secret), app.cast.alice)).status, 303);
    assert.equal((await signInByRecovery(phone.recoveryCodes[0]!)).status, 303);
  });

  it("count when they come at the same time", async () => {
    const statuses = await atOnce(8, () => ({ code: wrongCode(app, phone.secret) }));
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it("are forgotten after 15 minutes, and a right code is none", async () => {
    for (let i = 0; i < 4; i++) await fail();
    assert.equal((await signIn()).status, 303);
    assert.equal((await fail()).status, 401);
    assert.equal((await fail()).status, 429);
    await app.database.owner`
      update app.factors set failed_utc =
        array(select at_utc - interval '15 minutes' from unnest(failed_utc) at_utc)
      where user_uuid = ${mia.user_uuid}`;
    assert.equal((await fail()).status, 401);
  });
});

describe("a recovery code", () => {
  it("signs in once, however it is typed, and says how many are left", async () => {
    const [code] = phone.recoveryCodes;
    const signedIn = await signInByRecovery(code!.toUpperCase().replaceAll("-", " "));
    assert.equal(signedIn.status, 303);
    assert.match(decodeURIComponent(cookieOf(signedIn)), /9 recovery codes left/);
    const again = await signInByRecovery(code!);
    assert.equal(again.status, 401);
    assert.match((await page(again)).error("recovery_code")!, /none of your recovery codes/);
  });

  it("signs in once when two send it at the same time", async () => {
    const [code] = phone.recoveryCodes;
    const statuses = await atOnce(2, () => ({ recovery_code: code! }));
    assert.deepEqual(statuses, [303, 401]);
  });

  it("is stored as a hash", async () => {
    const rows = await app.database.owner<{ code_hash: Uint8Array }[]>`
      select code_hash from app.recovery_codes where user_uuid = ${mia.user_uuid}`;
    assert.equal(rows.length, 10);
    const plain = phone.recoveryCodes.flatMap((code) => [code, code.replaceAll("-", "")]);
    for (const { code_hash } of rows) {
      assert.ok(!plain.includes(Buffer.from(code_hash).toString()));
      assert.equal(code_hash.length, 32);
    }
  });

  it("is what remains when the service has lost its key", async () => {
    const { settings } = app.services;
    const keys = settings.secretKeys;
    settings.secretKeys = deriveKeys(new Uint8Array(32).fill(7));
    try {
      const refused = await page(signIn());
      assert.match(refused.error("code")!, /^The service has lost the key/);
      assert.equal((await signInByRecovery(phone.recoveryCodes[0]!)).status, 303);
    } finally {
      settings.secretKeys = keys;
    }
  });
});

describe("a new password", () => {
  it("by a link does not replace the second factor, and ends sign-ins under way", async () => {
    const browser = await enterPassword(app, mia);
    await passwords.addLink(app.database.owner, mia.user_uuid, hashSecret("a link"), 1);
    const password = "the new password of mia";
    const set = await postForm(app, "/set-password", { token: "a link", password });
    assert.equal(set.headers.get("location"), "/sign-in");
    assert.doesNotMatch(cookieOf(set), /sitecast=/);
    const code = codeOf(app, phone.secret);
    assert.equal((await browser.post("/sign-in/code", { code })).status, 401);
    const again = await enterPassword(app, { email: mia.email, password });
    assert.match(again.response.headers.get("location")!, /^\/sign-in\/code/);
    assert.equal((await again.post("/sign-in/code", { code })).status, 303);
  });
});
