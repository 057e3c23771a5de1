import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as factors from "../../../../sql/account/factors.ts";
import { as, NOW, type TestApp, testApp } from "../../../support/app.ts";
import { makePerson, type Person } from "../../../support/cast.ts";
import { codeOf, enterPassword, giveFactor, wrongCode } from "../../../support/factor.ts";
import { type Html, page } from "../../../support/html.ts";
import { needsProgram } from "../../../support/programs.ts";

const needsOathtool = needsProgram("oathtool");

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  app.clock.now = NOW;
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.charlie);
});
afterAll(() => app.close());

const open = () => page(as(app, mia).get("/account/factor/new"));
const secretOf = (asked: Html) => asked.text("#factor-secret").replaceAll(" ", "");
const factorOf = (person = mia) => factors.find(app.database.owner, person.user_uuid);
const codesOf = (made: Html) => made.text("#recovery-codes").split(" ");

function confirm(asked: Html, code = codeOf(app, secretOf(asked)), person = mia) {
  const form = { ...asked.fields("form.form"), code } as Record<string, string>;
  return as(app, person).post("/account/factor", form);
}

/** Sets a second factor up by the pages. */
async function setUp() {
  const asked = await open();
  const made = await page(confirm(asked));
  return { secret: secretOf(asked), codes: codesOf(made), made };
}

/** Returns the code that Debian's oathtool makes of a key at the app's time. */
async function oathtool(key: string): Promise<string> {
  const at = app.clock.now.toString().replace("T", " ").replace("Z", " UTC");
  const args = ["--totp", "--base32", `--now=${at}`, key];
  const { stdout } = await new Deno.Command("oathtool", { args }).output();
  return new TextDecoder().decode(stdout).trim();
}

const signIn = async (form: Record<string, string>) =>
  (await (await enterPassword(app, mia)).post("/sign-in/code", form)).status;

describe("setting up a second factor", () => {
  it("stores nothing before a first code, and the recovery codes are shown once", async () => {
    const asked = await open();
    assert.equal(await factorOf(), undefined);
    const response = await confirm(asked);
    assert.deepEqual([response.status, response.headers.get("cache-control")], [200, "no-store"]);
    const made = await page(response);
    const codes = codesOf(made);
    assert.equal(codes.length, 10);
    assert.equal((await factorOf())!.recovery_codes, 10);
    const file = made.attribute("href", "a[download$='.txt']")!;
    assert.equal(await (await fetch(file)).text(), codes.map((code) => `${code}\n`).join(""));
    const shown = await as(app, mia).get("/account/factor");
    assert.doesNotMatch(await shown.text(), new RegExp(codes.join("|")));
  });

  it("keeps the secret encrypted, for this user alone", async () => {
    const { secret } = await setUp();
    const [row] = await app.database.owner<{ text: string }[]>`
      select f::text || encode(secret, 'escape') as text from app.factors f
      where user_uuid = ${mia.user_uuid}`;
    assert.ok(!row!.text.includes(secret));
    await giveFactor(app, app.cast.bob);
    await app.database.owner`
      update app.factors set secret = (
        select secret from app.factors where user_uuid = ${app.cast.bob.user_uuid})
      where user_uuid = ${mia.user_uuid}`;
    const browser = await enterPassword(app, mia);
    const refused = await page(browser.post("/sign-in/code", { code: codeOf(app, secret) }));
    assert.match(refused.error("code")!, /^The service has lost the key/);
  });

  it("signs in from then on; the code that confirmed it counts no more", async () => {
    const { secret, codes } = await setUp();
    assert.equal(await signIn({ code: codeOf(app, secret) }), 401);
    assert.equal(await signIn({ code: codeOf(app, secret, 1) }), 303);
    assert.equal(await signIn({ code: "", recovery_code: codes[9]! }), 303);
  });

  it("takes the codes that another program makes: oathtool", needsOathtool, async () => {
    const asked = await open();
    assert.equal((await confirm(asked, await oathtool(asked.text("#factor-secret")))).status, 200);
  });

  it("ends the other sessions, not this one", async () => {
    const { response } = await enterPassword(app, mia);
    const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
    await setUp();
    assert.equal((await app.fetch("/account", { headers: { cookie } })).status, 303);
    assert.equal((await as(app, mia).get("/account")).status, 200);
  });

  it("asks again after a wrong code, with the same key", async () => {
    const asked = await open();
    const refused = await confirm(asked, wrongCode(app, secretOf(asked)));
    assert.equal(refused.status, 422);
    const again = await page(refused);
    assert.match(again.error("code")!, /not the code that the app shows/);
    assert.equal(secretOf(again), secretOf(asked));
    assert.equal((await confirm(again)).status, 200);
  });

  it("offers a new key for a form that is damaged, or another user's", async () => {
    const asked = await open();
    for (const sealed of ["", "AAAA", `x${asked.field("sealed")}`]) {
      const form = { ...asked.fields("form.form"), code: codeOf(app, secretOf(asked)), sealed };
      const refused = await as(app, mia).post("/account/factor", form as Record<string, string>);
      assert.equal(refused.status, 422);
      assert.match((await page(refused)).text("[role=alert]"), /out of date/);
    }
    const others = await confirm(asked, undefined, app.cast.alice);
    assert.equal(others.status, 422);
    assert.notEqual(secretOf(await page(others)), secretOf(asked));
    assert.equal(await factorOf(app.cast.alice), undefined);
  });

  it("happens once for a form that is sent twice", async () => {
    const asked = await open();
    const codes = codesOf(await page(confirm(asked)));
    const again = await confirm(asked);
    assert.equal(again.status, 409);
    assert.match((await page(again)).text("h1"), /set up already/);
    assert.equal(await signIn({ code: "", recovery_code: codes[0]! }), 303);
  });

  it("replaces an earlier one with its recovery codes", async () => {
    const first = await setUp();
    const second = await setUp();
    assert.equal(await signIn({ code: codeOf(app, first.secret, 1) }), 401);
    assert.equal(await signIn({ code: "", recovery_code: first.codes[0]! }), 401);
    assert.equal(await signIn({ code: codeOf(app, second.secret, 1) }), 303);
  });
});

describe("new recovery codes", () => {
  it("replace the old ones, and are shown once", async () => {
    const { codes: old } = await setUp();
    const asked = await page(as(app, mia).get("/account/factor/codes"));
    assert.match(asked.text(".prose"), /of which 10 are left/);
    const response = await as(app, mia).post("/account/factor/codes");
    assert.equal(response.headers.get("cache-control"), "no-store");
    const codes = codesOf(await page(response));
    assert.equal(await signIn({ code: "", recovery_code: old[0]! }), 401);
    assert.equal(await signIn({ code: "", recovery_code: codes[0]! }), 303);
  });

  it("need a second factor", async () => {
    assert.equal((await as(app, mia).get("/account/factor/codes")).status, 409);
    assert.equal((await as(app, mia).post("/account/factor/codes")).status, 409);
  });
});

describe("removing a second factor", () => {
  it("is confirmed, and then the password alone signs in", async () => {
    await setUp();
    assert.equal((await as(app, mia).get("/account/factor/remove")).status, 200);
    const removed = await as(app, mia).post("/account/factor/remove");
    assert.deepEqual([removed.status, removed.headers.get("location")], [303, "/account/factor"]);
    assert.equal(await factorOf(), undefined);
    const { response } = await enterPassword(app, mia);
    assert.equal(response.headers.get("location"), "/sites");
    assert.equal((await as(app, mia).post("/account/factor/remove")).status, 409);
  });

  it("is refused to admins where they must have one", async () => {
    const { settings } = app.services;
    const ada = await makePerson(app.database.owner, `ada${count}@example.org`, app.cast.ada);
    settings.factorRequired = "admins";
    try {
      const asked = await page(as(app, ada).get("/account/factor/new"));
      assert.equal((await confirm(asked, undefined, ada)).status, 200);
      assert.equal((await as(app, ada).post("/account/factor/remove")).status, 409);
      assert.ok(await factorOf(ada));
      const shown = await page(as(app, ada).get("/account/factor"));
      assert.ok(!shown.has('a[href="/account/factor/remove"]'));
    } finally {
      settings.factorRequired = "off";
    }
  });
});

describe("the security log", () => {
  it("has each change of a second factor", async () => {
    await setUp();
    await as(app, mia).post("/account/factor/codes");
    await as(app, mia).post("/account/factor/remove");
    const events = await app.database.owner<{ detail: string }[]>`
      select detail from app.security_events
      where user_uuid = ${mia.user_uuid} and kind = 'factor' order by detail`;
    assert.deepEqual(events.map(({ detail }) => detail), [
      "Made new recovery codes.",
      "Removed the second factor.",
      "Set up a second factor.",
    ]);
  });
});
