import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../../../sql/groups/site_groups.ts";
import { as, postForm, type TestApp, testApp } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import { type Html, page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const ada = () => as(app, app.cast.ada);
const listed = async (path = "/admin/users") => {
  const response = await ada().get(path);
  assert.equal(response.status, 200);
  return (await page(response)).texts("tbody tr");
};
const userBy = async (email: string) => {
  const [user] = await app.database.owner<{ user_uuid: string; site_group_name: string }[]>`
    select user_uuid, site_group_name from users join site_groups using (site_group_uuid)
    where email = ${email}`;
  return user;
};
/** Inserts a user as the Python SDK may: without an e-mail, in a group without a name. */
async function nameless() {
  const [user] = await app.database.owner<{ user_uuid: string }[]>`
    with made as (insert into site_groups (site_group_name) values (null) returning site_group_uuid)
    insert into users (site_group_uuid, created_utc) select site_group_uuid, null from made
    returning user_uuid`;
  return user!.user_uuid;
}
const linkIn = (shown: Html) =>
  shown.text("main").match(/http:\/\/localhost:8000(\/set-password\?token=[\w-]+)/)![1]!;

describe("the list of users", () => {
  it("shows group, last seen and working tokens, by e-mail, users without one last", async () => {
    const { alice, bob } = app.cast;
    const { owner } = app.database;
    await owner`update users set last_seen_utc = '2026-06-20T10:11:12Z'::timestamptz
      at time zone 'utc' where user_uuid = ${alice.user_uuid}`;
    await owner`update app.api_tokens set revoked_utc = now()
      where user_uuid = ${bob.user_uuid} and can_write`;
    const uuid = await nameless();
    const rows = await listed();
    assert.equal(rows[0], "ada@example.org admin ocf never 2");
    assert.equal(rows[1], "alice@example.org Roofs 20 Jun 2026, 10:11 UTC 2");
    assert.equal(rows[2], "bob@example.org Roofs never 1");
    assert.match(rows.at(-1)!, new RegExp(`^User ${uuid.slice(0, 8)} .no e-mail. no password`));
    assert.doesNotMatch(rows.join(), /null|undefined/);
  });

  it("is searched by e-mail, group and UUID, whatever the case, as text", async () => {
    const { charlie } = app.cast;
    for (const query of ["CHARLIE@", "hILLs", charlie.user_uuid.slice(0, 13).toUpperCase()]) {
      const rows = await listed(`/admin/users?q=${encodeURIComponent(query)}`);
      assert.deepEqual(rows.map((row) => row.split(" ")[0]), [charlie.email], query);
    }
    assert.deepEqual(await listed("/admin/users?q=%25"), []);
    const none = await page(ada().get("/admin/users?q=%3Cb%3E"));
    assert.ok(none.text().includes("No e-mail, group or UUID contains “<b>”"));
  });

  it("comes in pages of 50, and as a part for the search box", async () => {
    const { owner } = app.database;
    const { site_group_uuid } = await siteGroups.findOrMake(owner, "Many", false);
    await owner`insert into users (email, site_group_uuid)
      select 'many' || lpad(n::text, 3, '0') || '@example.org', ${site_group_uuid}
      from generate_series(1, 51) n`;
    assert.equal((await listed("/admin/users?q=many")).length, 50);
    const [last, ...more] = await listed("/admin/users?q=many&page=2");
    assert.match(last!, /^many051@example\.org/);
    assert.equal(more.length, 0);
    const part = await page(ada().part("/admin/users?q=many", "users-table"));
    assert.deepEqual(part.top, ["section#users-table"]);
    assert.ok(part.has('a[href="/admin/users?q=many&page=2"]'));
    assert.match(part.text(), /\b51 users\b/);
    await owner`delete from users where site_group_uuid = ${site_group_uuid}`;
  });

  it("is not there for members, as page or part", async () => {
    const alice = as(app, app.cast.alice);
    assert.equal((await alice.get("/admin/users")).status, 404);
    const part = await alice.part("/admin/users", "users-table");
    assert.equal(part.status, 404);
    assert.doesNotMatch(await part.text(), /charlie/);
  });
});

describe("a new user", () => {
  const form = (email: string) => ({
    email,
    site_group_uuid: app.cast.alice.site_group_uuid,
    new_group: "",
  });

  it("gets a link, shown once, with which they choose a password and sign in", async () => {
    const response = await ada().post("/admin/users", form(" Dora@example.org "));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    const added = await page(response);
    assert.match(added.text(), /Dora@example\.org was added.*until .*UTC/);
    assert.equal((await userBy("Dora@example.org"))!.site_group_name, "Roofs");
    const link = linkIn(added);
    const password = "a new password of hers";
    const token = new URL(link, "http://localhost").searchParams.get("token")!;
    assert.equal((await app.fetch(link)).status, 200);
    assert.equal((await postForm(app, "/set-password", { token, password })).status, 303);
    const signIn = await postForm(app, "/sign-in", { email: "dora@example.org", password });
    assert.equal(signIn.status, 303);
    assert.equal((await app.fetch(link)).status, 404, "used up");
  });

  it("may come with a new, ordinary group", async () => {
    const response = await ada().post("/admin/users", {
      email: "emil@example.org",
      site_group_uuid: "",
      new_group: " Parks ",
    });
    assert.equal(response.status, 200);
    assert.equal((await userBy("emil@example.org"))!.site_group_name, "Parks");
    const [group] = await app.database.owner`
      select is_admin, service_level from site_groups where site_group_name = 'Parks'`;
    assert.deepEqual({ ...group }, { is_admin: false, service_level: 0 });
  });

  it("needs an e-mail and one group: what was typed is kept, nothing is made", async () => {
    const { site_group_uuid } = app.cast.alice;
    const cases: [Record<string, string>, Record<string, RegExp>][] = [
      [{ ...form("no address") }, { email: /^Enter an e-mail address like/ }],
      [{ ...form("") }, { email: /^Enter an e-mail address like/ }],
      [{ ...form(`${"x".repeat(250)}@example.org`) }, { email: /at most 255/ }],
      [{ email: "eve@example.org" }, { site_group_uuid: /^Choose a group or name a new/ }],
      [
        { email: "eve@example.org", site_group_uuid, new_group: "Both" },
        { site_group_uuid: /^Choose a group or name a new/ },
      ],
      [
        { email: "not one", new_group: "Both", site_group_uuid },
        { email: /./, site_group_uuid: /./ },
      ],
      [
        { email: "eve@example.org", site_group_uuid: "00000000-0000-4000-8000-000000000000" },
        { site_group_uuid: /^There is no such group/ },
      ],
      [{ email: "eve@example.org", new_group: "Roofs" }, { new_group: /^There is a group/ }],
    ];
    for (const [typed, messages] of cases) {
      const response = await ada().post("/admin/users", typed);
      assert.equal(response.status, 422, JSON.stringify(typed));
      const refused = await page(response);
      for (const [field, message] of Object.entries(messages)) {
        assert.match(refused.error(field)!, message);
      }
      assert.equal(refused.field("email"), typed.email);
      if (typed.site_group_uuid === site_group_uuid) {
        assert.equal(refused.field("site_group_uuid"), site_group_uuid);
      }
    }
    assert.equal(await userBy("eve@example.org"), undefined);
  });

  it("cannot have an e-mail that is taken, whatever its case; the new group goes back", async () => {
    const response = await ada().post("/admin/users", {
      email: "ALICE@example.org",
      new_group: "Never made",
    });
    assert.equal(response.status, 422);
    assert.match((await page(response)).error("email")!, /^Another user has this e-mail/);
    const made = await app.database.owner`
      select from site_groups where site_group_name = 'Never made'`;
    assert.equal(made.length, 0);
  });

  it("is made once by two identical forms at once: the second is told at the e-mail", async () => {
    for (
      const typed of [
        form("fay@example.org"),
        { email: "gus@example.org", new_group: "Twice" },
      ]
    ) {
      const answers = await Promise.all([1, 2].map(() => ada().post("/admin/users", typed)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
      const refused = answers.find(({ status }) => status === 422)!;
      assert.match((await page(refused)).error("email")!, /^Another user has this e-mail/);
    }
  });

  it("is made once by a form that is sent twice at once: the newest link is the one that works", async () => {
    const form_key = String((await page(ada().get("/admin/users/new"))).field("form_key"));
    const typed = { email: "hal@example.org", new_group: "Pod bay", form_key };
    const answers = await Promise.all([1, 2].map(() => ada().post("/admin/users", typed)));
    const pages = await Promise.all(answers.map((answer) => page(answer)));
    for (const shown of pages) assert.match(shown.text(), /hal@example\.org was added/);
    const works = await Promise.all(
      pages.map(async (shown) => (await app.fetch(linkIn(shown))).status),
    );
    assert.deepEqual(works.sort(), [200, 404]);
    const { owner } = app.database;
    assert.equal((await owner`select from users where email = ${typed.email}`).length, 1);
    assert.equal((await userBy(typed.email))!.site_group_name, "Pod bay");
  });

  it("is another one when the form comes back with another e-mail", async () => {
    const form_key = crypto.randomUUID();
    for (const email of ["ivy@example.org", "ida@example.org"]) {
      const response = await ada().post("/admin/users", { ...form(email), form_key });
      assert.match(await response.text(), new RegExp(`${email} was added`));
    }
  });

  it("keeps the form's key on an error", async () => {
    const form_key = crypto.randomUUID();
    const response = await ada().post("/admin/users", { ...form("none"), form_key });
    assert.equal((await page(response)).field("form_key"), form_key);
  });

  it("may go to an admin group, which says so in the list", async () => {
    const options = (await page(ada().get("/admin/users/new"))).texts("option[value]");
    assert.ok(options.includes("ocf (admin group)"));
    assert.ok(options.includes("Roofs"));
  });

  it("is for admins alone: a member's form makes nothing", async () => {
    const response = await as(app, app.cast.alice).post(
      "/admin/users",
      form("mallory@example.org"),
    );
    assert.equal(response.status, 404);
    assert.equal(await userBy("mallory@example.org"), undefined);
  });
});

describe("the page of a user", () => {
  it("has what is known of them and leads to the group", async () => {
    const group = await siteGroups.findOrMake(app.database.owner, "Facts", false);
    const hugo = await makePerson(app.database.owner, "hugo@example.org", group);
    const shown = await page(ada().get(`/admin/users/${hugo.user_uuid}`));
    assert.equal(shown.text(`dd a[href="/admin/groups/${group.site_group_uuid}"]`), "Facts");
    const text = shown.text();
    assert.match(text, /Last seen never .*Password set Second factor none Password link none/);
    assert.match(text, /Signed in on 1 browser API tokens 2 active/);
    assert.doesNotMatch(text, /This is you/);
  });

  it("copes with a user and a group without names, who cannot get a link", async () => {
    const uuid = await nameless();
    const html = await (await ada().get(`/admin/users/${uuid}`)).text();
    assert.match(html, /Without an e-mail address this user cannot sign in/);
    assert.doesNotMatch(html, /null|undefined|password-link/);
    const refused = await ada().post(`/admin/users/${uuid}/password-link`);
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /Give this user an e-mail address first/);
  });

  it("is not there for what is no user", async () => {
    for (const text of ["none", app.cast.sites.plant, "00000000-0000-4000-8000-000000000000"]) {
      assert.equal((await ada().get(`/admin/users/${text}`)).status, 404);
    }
  });
});
