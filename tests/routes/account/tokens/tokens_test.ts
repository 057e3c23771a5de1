import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import * as tokens from "../../../../sql/account/tokens.ts";
import { as, type TestApp, testApp, withToken } from "../../../support/app.ts";
import { makePerson, type Person } from "../../../support/cast.ts";
import { page } from "../../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  const { owner } = app.database;
  mia = await makePerson(owner, `mia${count++}@example.org`, app.cast.charlie);
  await owner`delete from app.api_tokens where user_uuid = ${mia.user_uuid}`;
});
afterAll(() => app.close());

const owned = (person = mia) => tokens.listOf(app.database.owner, person.user_uuid);
const form = (changes: Record<string, string> = {}) => ({
  name: "nightly <export>",
  scope: "read",
  expiry: "90",
  form_key: crypto.randomUUID(),
  ...changes,
});
const post = (typed: Record<string, string>, person = mia) =>
  as(app, person).post("/account/tokens", typed);

async function make(changes: Record<string, string> = {}, person = mia) {
  const response = await post(form(changes), person);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const made = await page(response);
  const secret = made.text("code.secret#token-secret");
  assert.match(secret, /^sitecast_[\w-]+$/);
  return { secret, curl: made.text("pre.secret") };
}

describe("making a token", () => {
  it("shows the secret once, with a curl line that works", async () => {
    const { secret, curl } = await make();
    const [, header, url] = curl.match(/^curl -H "([^"]+)" (\S+)$/)!;
    assert.equal(url, `http://localhost:8000/api/v1/sites/${app.cast.sites.turbine}/forecast`);
    const [name, value] = header!.split(": ");
    const answer = await app.fetch(url!, { headers: { [name!]: value! } });
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).site_uuid, app.cast.sites.turbine);
    const list = await page(as(app, mia).get("/account/tokens"));
    assert.ok(!list.source.includes(secret));
    const [token] = await owned();
    assert.ok(secret.startsWith(`${token!.prefix}_`));
    const [first, , , , lastUsed] = list.rows()[0]!;
    assert.ok(first!.startsWith(`nightly <export> ${token!.prefix} `));
    assert.equal(lastUsed, "never");
  });

  it("shows a curl line for the list of sites where the group has none", async () => {
    const { owner } = app.database;
    const group = await siteGroups.findOrMake(owner, "Without sites", false);
    const person = await makePerson(owner, `none${count}@example.org`, group);
    const { curl, secret } = await make({}, person);
    assert.match(curl, /http:\/\/localhost:8000\/api\/v1\/sites$/);
    assert.equal((await withToken(app, secret).get("/api/v1/sites")).status, 200);
  });

  it("gives the rights and the time that were chosen", async () => {
    for (const [scope, expiry] of [["read", "30"], ["write", "365"], ["write", "never"]] as const) {
      const { secret } = await make({ scope, expiry });
      const [row] = await app.database.owner`
        select can_write, extract(day from expires_utc - created_utc)::int as days
        from app.api_tokens where prefix = ${secret.split("_").slice(0, 2).join("_")}`;
      const days = expiry === "never" ? null : Number(expiry);
      assert.deepEqual({ ...row }, { can_write: scope === "write", days });
    }
  });

  it("limits it to writing generation, and to the sites that were ticked", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const offered = await page(as(app, alice).get("/account/tokens/new"));
    const boxes = offered.attributes("value", 'input[name="site_uuids"]');
    assert.deepEqual(boxes.sort(), [plant, bare].sort());
    const name = crypto.randomUUID();
    await make({ name, scope: "generation", site_uuids: plant }, alice);
    const token = (await owned(alice)).find((token) => token.name === name)!;
    assert.deepEqual([token.can_write, token.only_generation, token.site_uuids], [true, true, [
      plant,
    ]]);
    const list = await page(as(app, alice).get("/account/tokens"));
    const row = list.rows().find(([first]) => first!.startsWith(name))!;
    assert.equal(row[1], "write generation only, 1 site only");
  });

  it("offers no site of others, and takes none", async () => {
    const { plant } = app.cast.sites;
    const refused = await page(post(form({ site_uuids: plant })));
    assert.match(refused.text("#site_uuids .error"), /^Choose sites of the list/);
    assert.equal(refused.count(`input[value="${plant}"]`), 0);
    assert.equal((await owned()).length, 0);
  });

  it("keeps what was typed when something is wrong, and makes none", async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ name: "  " }, /^Enter a name/],
      [{ name: "x".repeat(81) }, /^Use at most 80/],
      [{ name: "a\0b" }, /^The name contains an invalid character/],
      [{ scope: "admin" }, /^Choose what/],
      [{ expiry: "36500" }, /^Choose how long/],
      [{ form_key: "none" }, /Open this form again/],
    ];
    for (const [changes, message] of cases) {
      const typed = form(changes);
      const response = await post(typed);
      assert.equal(response.status, 422);
      const refused = await page(response);
      const [field] = Object.keys(changes);
      const wrong = field === "form_key" ? refused.text('[role="alert"]') : refused.error(field!);
      assert.match(wrong!, message);
      const { name, expiry, form_key } = refused.fields('form[action="/account/tokens"]');
      if (field !== "expiry") assert.equal(expiry, "90");
      if (field !== "name") assert.equal(name, "nightly <export>");
      assert.notEqual(form_key, "none");
    }
    assert.equal((await owned()).length, 0);
  });

  it("makes one when two identical forms come at once; the second shows no secret", async () => {
    const typed = form();
    const answers = await Promise.all([post(typed), post(typed)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const second = await page(answers.find(({ status }) => status === 409)!);
    assert.match(second.text(), /exists already.*cannot be shown again/);
    assert.doesNotMatch(second.source, /sitecast_/);
    assert.equal((await owned()).length, 1);
  });

  it("has a key of its own in every form", async () => {
    const keys = await Promise.all([1, 2].map(async () => {
      const key = (await page(as(app, mia).get("/account/tokens/new"))).field("form_key");
      assert.match(String(key), /^[0-9a-f-]{36}$/);
      return key;
    }));
    assert.notEqual(keys[0], keys[1]);
  });

  it("does not take over a token of somebody else by its UUID", async () => {
    const [alices] = await owned(app.cast.alice);
    assert.equal((await post(form({ form_key: alices!.token_uuid }))).status, 409);
    assert.equal((await owned()).length, 0);
    assert.deepEqual(
      (await owned(app.cast.alice)).find((token) => token.token_uuid === alices!.token_uuid),
      alices,
    );
  });
});

describe("the tokens on one's account", () => {
  it("are one's own, and say so when there are none", async () => {
    const html = await (await as(app, mia).get("/account/tokens")).text();
    assert.match(html, /No API tokens yet/);
    for (const { prefix } of await owned(app.cast.alice)) assert.ok(!html.includes(prefix));
  });

  it("that expired or were revoked stay listed, after those that work", async () => {
    await make({ name: "works" });
    const { secret } = await make({ name: "expired" });
    await app.database.owner`update app.api_tokens set expires_utc = now()
      where prefix = ${secret.split("_").slice(0, 2).join("_")}`;
    const rows = (await page(as(app, mia).get("/account/tokens"))).all("tbody tr");
    assert.match(rows[0]!.text(), /^works .*active/);
    assert.match(rows[1]!.text(), /^expired .*expired/);
    assert.deepEqual(rows.map((row) => row.count('a[href$="/revoke"]')), [1, 0]);
  });

  it("end when they are revoked, after a page that says which", async () => {
    const { secret } = await make();
    const [token] = await owned();
    const path = `/account/tokens/${token!.token_uuid}/revoke`;
    assert.match(await (await as(app, mia).get(path)).text(), new RegExp(token!.prefix));
    assert.equal((await withToken(app, secret).get("/api/v1/me")).status, 200);
    const answers = await Promise.all([1, 2].map(() => as(app, mia).post(path)));
    assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
    assert.equal((await withToken(app, secret).get("/api/v1/me")).status, 401);
  });

  it("are not there for others, nor is what is no token", async () => {
    const [alices] = await owned(app.cast.alice);
    for (const name of [alices!.token_uuid, "none", "00000000-0000-4000-8000-000000000000"]) {
      for (const person of [mia, app.cast.bob, app.cast.ada]) {
        const path = `/account/tokens/${name}/revoke`;
        assert.equal((await as(app, person).get(path)).status, 404);
        assert.equal((await as(app, person).post(path)).status, 404);
      }
    }
    assert.equal((await withToken(app, app.cast.alice.token).get("/api/v1/me")).status, 200);
  });
});
