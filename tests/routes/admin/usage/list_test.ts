import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { fillForAlice } from "../../../support/rows.ts";
import { type Html, page } from "../../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { database: { owner }, cast: { alice, bob } } = app;
  await owner`
    insert into api_request (user_uuid, url, created_utc) values
      (${alice.user_uuid}, '/sites?page=2', '2026-06-15T00:00:00Z'),
      (${alice.user_uuid}, '/sites', '2026-06-21T07:30:00Z'),
      (${alice.user_uuid}, '/api/v1/sites?limit=<b>', '2026-06-20T12:00:00Z'),
      (${alice.user_uuid}, '/<img>', '2026-06-20T12:00:00Z'),
      (${bob.user_uuid}, '/quartz/sites', '2026-06-20T12:00:00Z'),
      (null, null, '2026-06-19T12:00:00Z'),
      (${bob.user_uuid}, '/sites', '2026-05-01T12:00:00Z')`;
});
afterAll(() => app.close());

const USAGE = "/admin/usage";

async function shown(path: string, status = 200): Promise<Html> {
  const response = await as(app, app.cast.ada).get(path);
  assert.equal(response.status, status);
  return await page(response);
}

const rowsOf = async (path: string) => (await shown(path)).texts(ROW);
const ROW = "tbody tr";

describe("the page on usage", () => {
  it("counts the last seven days, by user and by day, the newest day first", async () => {
    const usage = await shown(USAGE);
    assert.deepEqual(usage.texts(ROW), [
      "alice@example.org 4 3 1 21 Jun 2026, 07:30 UTC",
      "bob@example.org 1 0 1 20 Jun 2026, 12:00 UTC",
      "(unknown) 1 0 1 19 Jun 2026, 12:00 UTC",
      "Sun 21 Jun 2026 1 1 0",
      "Sat 20 Jun 2026 3 1 2",
      "Fri 19 Jun 2026 1 0 1",
      "Thu 18 Jun 2026 0 0 0",
      "Wed 17 Jun 2026 0 0 0",
      "Tue 16 Jun 2026 0 0 0",
      "Mon 15 Jun 2026 1 1 0",
    ]);
    const { from, to } = usage.fields();
    assert.deepEqual([from, to], ["2026-06-15", "2026-06-21"]);
  });

  it("counts the days, the kind and the people that are asked for", async () => {
    const [may] = await rowsOf(`${USAGE}?from=2026-05-01&to=2026-05-01`);
    assert.equal(may, "bob@example.org 1 1 0 1 May 2026, 12:00 UTC");
    const pages = await shown(`${USAGE}?kind=pages`);
    assert.equal(pages.texts(ROW)[0], "alice@example.org 3 3 0 21 Jun 2026, 07:30 UTC");
    assert.equal(pages.field("kind"), "pages");
    const found = await shown(`${USAGE}?kind=api&q=BOB`);
    assert.deepEqual(found.texts(ROW).slice(0, 3), [
      "bob@example.org 1 0 1 20 Jun 2026, 12:00 UTC",
      "Sun 21 Jun 2026 0 0 0",
      "Sat 20 Jun 2026 1 0 1",
    ]);
    assert.equal(found.field("q"), "BOB");
    assert.match(
      (await shown(`${USAGE}?q=%3Cb%3E%25`)).text(),
      /No requests.*There were no requests/,
    );
    assert.equal((await rowsOf(`${USAGE}?kind=anything`)).length, 10);
  });

  it("says at the field what is wrong with the days, and keeps them", async () => {
    const reversed = await shown(`${USAGE}?from=2026-06-21&to=2026-06-20&q=bob`, 422);
    assert.equal(reversed.error("to"), "The last day must not be before the first.");
    const { from, q } = reversed.fields();
    assert.deepEqual([from, q], ["2026-06-21", "bob"]);
    assert.doesNotMatch(reversed.text(), /Requests per/);
    const noDay = await shown(`${USAGE}?from=%22%3E%3Cb%3E`, 422);
    assert.equal(noDay.error("from"), "Write a day like 2026-11-21.");
    assert.equal(noDay.field("from"), '"><b>');
    const long = await shown(`${USAGE}?from=2020-01-01&to=2026-06-20`, 422);
    assert.equal(long.error("to"), "Ask for at most 366 days at once.");
    assert.equal((await rowsOf(`${USAGE}?from=2024-01-01&to=2024-12-31`)).length, 366);
  });

  it("leads from a user to their days and most requested addresses", async () => {
    const usage = await shown(`${USAGE}?from=2026-06-15&to=2026-06-21`);
    const link = usage.all(`${ROW} a`).find((found) => found.text() === "alice@example.org")!;
    const href = link.attribute("href")!;
    const own = await shown(href);
    assert.equal(own.text("h1"), "alice@example.org");
    assert.deepEqual(own.texts(ROW).slice(0, 5), [
      "/sites 2 21 Jun 2026, 07:30 UTC",
      "/<img> 1 20 Jun 2026, 12:00 UTC",
      "/api/v1/sites 1 20 Jun 2026, 12:00 UTC",
      "Sun 21 Jun 2026 1 1 0",
      "Sat 20 Jun 2026 2 1 1",
    ]);
    assert.ok(own.has(`a[href="/admin/users/${app.cast.alice.user_uuid}"]`));
    const [first] = await rowsOf(`${href}&kind=api`);
    assert.equal(first, "/api/v1/sites 1 20 Jun 2026, 12:00 UTC");
  });

  it("shows the requests of users who are gone", async () => {
    const own = await shown(`${USAGE}/unknown`);
    assert.equal(own.text("h1"), "(unknown)");
    assert.equal(own.texts(ROW)[0], "(none) 1 19 Jun 2026, 12:00 UTC");
  });

  it("knows a user who asked for nothing, and nobody else", async () => {
    const charlies = await shown(`${USAGE}/${app.cast.charlie.user_uuid}`);
    assert.equal(charlies.text("h1"), "charlie@example.org");
    assert.match(charlies.text(), /No requests on these days/);
    for (const user of [crypto.randomUUID(), "alice@example.org", "NULL", "%00"]) {
      await shown(`${USAGE}/${user}`, 404);
    }
    await shown(`${USAGE}/${app.cast.alice.user_uuid}?from=someday`, 422);
  });

  it("calls a user without an e-mail so", async () => {
    const { database: { owner }, cast: { bob } } = app;
    await owner`update users set email = null where user_uuid = ${bob.user_uuid}`;
    assert.equal((await rowsOf(USAGE))[1], "(no e-mail) 1 0 1 20 Jun 2026, 12:00 UTC");
    assert.equal((await shown(`${USAGE}/${bob.user_uuid}`)).text("h1"), "(no e-mail)");
    await owner`update users set email = ${bob.email} where user_uuid = ${bob.user_uuid}`;
  });

  it("comes in pages of 50 users, also as a part, with the same question", async () => {
    const { owner } = app.database;
    await owner`
      with made as (
        insert into users (email, site_group_uuid)
        select 'many' || n || '@example.org', ${app.cast.alice.site_group_uuid}
        from generate_series(1, 60) n returning user_uuid)
      insert into api_request (user_uuid, url, created_utc)
      select user_uuid, '/sites', '2026-01-02' from made`;
    const path = `${USAGE}?from=2026-01-02&to=2026-01-02&kind=pages&q=many`;
    const first = await shown(path);
    assert.equal(first.count(ROW), 51);
    const next = first.attribute("href", "a[rel=next]")!;
    assert.equal(next, `${path}&page=2`);
    const part = await page(as(app, app.cast.ada).part(next, "usage-users"));
    assert.deepEqual(part.top, ["section#usage-users"]);
    assert.equal(part.count(ROW), 10);
    assert.match((await shown(`${path}&page=9`)).text(), /No users on this page/);
  });

  it("is not there for others, as page or as part", async () => {
    await fillForAlice(app.database.owner, app.cast);
    const { alice, charlie } = app.cast;
    for (const person of [alice, charlie]) {
      for (const path of [USAGE, `${USAGE}/${alice.user_uuid}`, `${USAGE}/unknown`]) {
        assert.equal((await as(app, person).get(path)).status, 404);
        assert.equal((await as(app, person).part(path, "usage-users")).status, 404);
      }
    }
  });
});
