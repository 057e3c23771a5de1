import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../domain/account/secret.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { as, postForm, type TestApp, testApp, withToken } from "../support/app.ts";
import { makePerson, type Person } from "../support/cast.ts";
import { page } from "../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp({ signInLimits: { perAccount: 1, perAddress: 100, minutes: 15 } });
});
beforeEach(async () => {
  const { owner } = app.database;
  mia = await makePerson(owner, `mia${count++}@example.org`, app.cast.charlie);
  await owner`delete from app.security_events`;
  await owner`delete from app.sign_in_attempts`;
});
afterAll(() => app.close());

/** The events in order: kind, who acted, whom it is about, and what happened. */
async function events(): Promise<string[][]> {
  const rows = await app.database.owner`
    select kind, email, subject_email, detail from app.security_events order by ctid`;
  return rows.map(({ kind, email, subject_email, detail }) => [kind, email, subject_email, detail]);
}

const admin = () => as(app, app.cast.ada);
const ADA = "ada@example.org";

describe("the security log tells", () => {
  it("who signed in, from where, and who did not", async () => {
    const { email, password } = mia;
    await postForm(app, "/sign-in", { email, password }, "203.0.113.7");
    await postForm(app, "/sign-in", { email: "eve", password: "guess" }, "203.0.113.8");
    await postForm(app, "/sign-in", { email: "eve", password: "guess" }, "203.0.113.8");
    await postForm(app, "/sign-in", { email: "eve", password: "guess" }, "203.0.113.8");
    assert.deepEqual(await events(), [
      ["sign_in", email, "", ""],
      ["failure", "eve", "", "Wrong e-mail or password."],
      ["limit", "eve", "", "The password was not checked."],
    ]);
    const rows = await app.database.owner`
      select host(address) as address, times, length(request_id) > 10 as has_id
      from app.security_events order by ctid`;
    assert.deepEqual([...rows], [
      { address: "203.0.113.7", times: 1, has_id: true },
      { address: "203.0.113.8", times: 1, has_id: true },
      { address: "203.0.113.8", times: 2, has_id: true },
    ]);
    await as(app, mia).post("/sign-out");
    assert.deepEqual((await events()).at(-1), ["session", email, "", "Signed out."]);
  });

  it("what is refused to a member, to a token and to a form of elsewhere, though it changes nothing", async () => {
    await as(app, mia).get("/admin/users");
    await withToken(app, mia.readToken).post("/api/v1/sites");
    await withToken(app, "sitecast_x_y").get("/api/v1/sites");
    await app.fetch("/sites", {});
    await app.fetch("/sign-in", { method: "POST", headers: { origin: "https://evil.example" } });
    const rows = await app.database.owner`
      select email, times, detail from app.security_events where kind = 'refusal'
      order by email desc`;
    assert.deepEqual([...rows], [
      { email: mia.email, times: 2, detail: "GET /admin/users: There is nothing at this address." },
      {
        email: "",
        times: 2,
        detail: "GET /api/v1/sites: This API token is unknown, expired or revoked.",
      },
    ]);
    assert.equal((await events()).length, 2);
  });

  it("what an admin did to a user, and never a link", async () => {
    const path = `/admin/users/${mia.user_uuid}`;
    const shown = await page(admin().post(`${path}/password-link`));
    await admin().post(`${path}/edit`, { email: "mia.new@example.org" });
    await admin().post(`${path}/move`, { site_group_uuid: app.cast.alice.site_group_uuid });
    await admin().post(`${path}/sign-out`);
    await admin().post(`${path}/deactivate`);
    await admin().post(`${path}/restore`);
    await admin().post(`${path}/delete`, { confirm_name: "mia.new@example.org" });
    const now = "mia.new@example.org";
    assert.deepEqual(await events(), [
      ["link", ADA, mia.email, "Made a link to set the password."],
      ["rights", ADA, mia.email, `Changed the e-mail address to ${now}.`],
      ["rights", ADA, now, "Moved to Roofs."],
      ["session", ADA, now, "Ended all sessions."],
      ["rights", ADA, now, "Deactivated the user."],
      ["rights", ADA, now, "Restored the user."],
      ["rights", ADA, now, "Deleted the user."],
    ]);
    const [, secret] = shown.source.match(/token=([\w-]+)/)!;
    const [{ text }] = await app.database.owner<[{ text: string }]>`
      select string_agg(e::text, ' ') as text from app.security_events e`;
    assert.ok(!text.includes(secret!));
  });

  it("what was done by the API", async () => {
    const api = withToken(app, app.cast.ada.token);
    const { site_group_uuid } = app.cast.alice;
    const made = await (await api.post("/api/v1/users", {
      email: `api${count}@example.org`,
      site_group_uuid,
    })).json();
    await api.patch(`/api/v1/users/${made.user_uuid}`, { active: false });
    await api.delete(`/api/v1/users/${made.user_uuid}`);
    await api.patch(`/api/v1/groups/${site_group_uuid}`, { is_admin: true });
    await api.patch(`/api/v1/groups/${site_group_uuid}`, { is_admin: false });
    assert.deepEqual((await events()).map(([kind, , , detail]) => `${kind}: ${detail}`), [
      "rights: Added the user to Roofs.",
      "rights: Changed the user: deactivated.",
      "rights: Deleted the user.",
      "rights: Made Roofs an admin group.",
      "rights: Made Roofs an ordinary group.",
    ]);
  });

  it("of passwords, tokens and sessions", async () => {
    const { owner } = app.database;
    await passwords.addLink(owner, mia.user_uuid, hashSecret(`link${count}`), 1);
    const password = "a quite new password of mia";
    await postForm(app, "/set-password", { token: `link${count}`, password });
    const { session } = await makePerson(owner, `ivy${count}@example.org`, app.cast.charlie);
    const ivy = as(app, { ...mia, session });
    const form = { name: "x", scope: "read", expiry: "30", form_key: crypto.randomUUID() };
    const secret = (await page(ivy.post("/account/tokens", form))).text("#token-secret");
    const prefix = secret.split("_").slice(0, 2).join("_");
    await ivy.post(`/account/tokens/${form.form_key}/revoke`);
    await ivy.post("/account/sessions/end");
    assert.deepEqual((await events()).map(([kind, , , detail]) => `${kind}: ${detail}`), [
      "password: Set by a link.",
      `token: Made ${prefix}: read.`,
      `token: Revoked ${prefix}.`,
      "session: Ended 0 other sessions of one's own.",
    ]);
  });
});
