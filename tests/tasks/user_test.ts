import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as users from "../../sql/users/users.ts";
import { postForm, type TestApp, testApp } from "../support/app.ts";
import { taskOn } from "../support/task.ts";

const LINK = /^http:\/\/127\.0\.0\.1:8000(\/set-password\?token=[A-Za-z0-9_-]{43})\n$/;

let app: TestApp;
let user: ReturnType<typeof taskOn>;
beforeAll(async () => {
  app = await testApp();
  user = taskOn("user", app.database.url);
});
afterAll(() => app.close());

/** Sets a password by a printed link, and signs in with it. */
async function useLink(printed: string, email: string, password: string) {
  const [, path] = printed.match(LINK) ?? assert.fail(printed);
  const page = await app.fetch(path!);
  assert.equal(page.status, 200);
  assert.ok((await page.text()).includes(email));
  const token = new URL(path!, "http://x").searchParams.get("token")!;
  assert.equal((await postForm(app, "/set-password", { token, password })).status, 303);
  assert.equal((await postForm(app, "/sign-in", { email, password })).status, 303);
}

async function assertRefused(words: string[], sentence: RegExp) {
  const { code, out, err } = await user(...words);
  assert.deepEqual([code, out], [1, ""], words.join(" "));
  assert.match(err, sentence);
  assert.doesNotMatch(err, /\bat .*\.ts:\d/, "no stack");
}

async function groupOf(email: string) {
  const found = (await users.list(app.database.owner)).find((one) => one.email === email);
  return found && [found.site_group_name, found.is_admin, found.has_password];
}

describe("deno task user add", () => {
  it("makes a user in a new group and prints a link that sets the password", async () => {
    const { code, out, err } = await user("add", "dora@example.org", "--group", "Gardens");
    assert.deepEqual([code, err], [0, ""]);
    assert.deepEqual(await groupOf("dora@example.org"), ["Gardens", false, false]);
    await useLink(out, "dora@example.org", "the password of dora");
    assert.deepEqual(await groupOf("dora@example.org"), ["Gardens", false, true]);
  });

  it("prints the link with the public address", async () => {
    const env = { PUBLIC_URL: "https://forecasts.example.org/" };
    const elsewhere = taskOn("user", app.database.url, env);
    const { out } = await elsewhere("add", "erin@example.org", "--group=Roofs");
    assert.match(out, /^https:\/\/forecasts\.example\.org\/set-password\?token=[\w-]{43}\n$/);
    assert.deepEqual(await groupOf("erin@example.org"), ["Roofs", false, false]);
  });

  it("makes an admin in a new group or one of admins", async () => {
    await user("add", "frank@example.org", "--group", "Operators", "--admin");
    assert.deepEqual(await groupOf("frank@example.org"), ["Operators", true, false]);
    await user("add", "grace@example.org", "--group", "ocf", "--admin");
    assert.deepEqual(await groupOf("grace@example.org"), ["ocf", true, false]);
  });

  it("never makes an admin without a word of it", async () => {
    const words = ["add", "mallory@example.org", "--group", "ocf"];
    await assertRefused(words, /The users of ocf are admins\. Add --admin/);
    assert.equal(await groupOf("mallory@example.org"), undefined);
  });

  it("never turns an ordinary group into one of admins", async () => {
    const words = ["add", "mallory@example.org", "--group", "Roofs", "--admin"];
    await assertRefused(words, /The group Roofs exists and is not an admin group/);
    assert.equal(await groupOf("mallory@example.org"), undefined);
    const roofs = await siteGroups.findOrMake(app.database.owner, "Roofs", true);
    assert.equal(roofs.is_admin, false);
  });

  it("refuses an e-mail that is taken, whatever its case, and one that is none", async () => {
    const before = await users.list(app.database.owner);
    await assertRefused(["add", "ALICE@Example.org", "--group", "New"], /The user ALICE@/);
    await assertRefused(["add", "alice", "--group", "New"], /Not an e-mail address: alice/);
    assert.deepEqual(await users.list(app.database.owner), before);
    const groups = await app.database.owner`
      select from site_groups where site_group_name = 'New'`;
    assert.equal(groups.length, 0);
  });
});

describe("deno task user password", () => {
  it("prints a new link, which replaces the ones before, for an e-mail in any case", async () => {
    const first = await user("password", "BOB@example.org");
    const second = await user("password", "bob@example.org");
    const old = await app.fetch(first.out.match(LINK)![1]!);
    assert.equal(old.status, 404);
    await useLink(second.out, "bob@example.org", "another one for bob");
  });

  it("says who is not there", async () => {
    await assertRefused(["password", "nobody@example.org"], /There is no user nobody@example\.org/);
  });
});

describe("deno task user list", () => {
  it("has a line for each user: e-mail, group, and what is special", async () => {
    const { owner } = app.database;
    await owner`insert into users (site_group_uuid) values (${app.cast.alice.site_group_uuid})`;
    const { code, out } = await user("list");
    assert.equal(code, 0);
    const lines = out.trimEnd().split("\n");
    assert.equal(lines.length, (await users.list(owner)).length);
    for (
      const line of [
        "ada@example.org\tocf\tadmin",
        "alice@example.org\tRoofs\t",
        "erin@example.org\tRoofs\tno password yet",
        "(no e-mail)\tRoofs\tno password yet",
      ]
    ) assert.ok(lines.includes(line), out);
  });
});

describe("words that deno task user doesn't know", () => {
  for (
    const words of [
      [],
      ["remove", "alice@example.org"],
      ["add", "harry@example.org"],
      ["add", "harry@example.org", "--groop", "Roofs"],
    ]
  ) {
    it(`are answered with the right ones: ${words.join(" ") || "none"}`, async () => {
      await assertRefused(
        words,
        /^Sitecast: Usage:\n.*user add EMAIL --group/,
      );
    });
  }
});
