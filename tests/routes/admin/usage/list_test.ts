import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { fillForAlice } from "../../../support/rows.ts";

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

async function page(path: string, status = 200): Promise<string> {
  const response = await as(app, app.cast.ada).get(path);
  const html = await response.text();
  assert.equal(response.status, status, html);
  return html;
}

/** The rows of the tables, as text, each by its first word. */
function rows(html: string): string[] {
  return [...html.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) =>
    row.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim()
  );
}

describe("the page on usage", () => {
  it("counts the last seven days, by user and by day, the newest day first", async () => {
    const html = await page(USAGE);
    assert.deepEqual(rows(html), [
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
    assert.match(html, /name="from"[^>]*value="2026-06-15"/);
    assert.match(html, /name="to"[^>]*value="2026-06-21"/);
  });

  it("counts the days, the kind and the people that are asked for", async () => {
    const [may] = rows(await page(`${USAGE}?from=2026-05-01&to=2026-05-01`));
    assert.equal(may, "bob@example.org 1 1 0 1 May 2026, 12:00 UTC");
    const html = await page(`${USAGE}?kind=pages`);
    assert.equal(rows(html)[0], "alice@example.org 3 3 0 21 Jun 2026, 07:30 UTC");
    assert.match(html, /<option value="pages" selected/);
    const found = await page(`${USAGE}?kind=api&q=BOB`);
    assert.deepEqual(rows(found).slice(0, 3), [
      "bob@example.org 1 0 1 20 Jun 2026, 12:00 UTC",
      "Sun 21 Jun 2026 0 0 0",
      "Sat 20 Jun 2026 1 0 1",
    ]);
    assert.match(found, /name="q"[^>]*value="BOB"/);
    assert.match(await page(`${USAGE}?q=%3Cb%3E%25`), /No requests.*Nobody asked/s);
    assert.equal(rows(await page(`${USAGE}?kind=anything`)).length, 10);
  });

  it("says at the field what is wrong with the days, and keeps them", async () => {
    const reversed = await page(`${USAGE}?from=2026-06-21&to=2026-06-20&q=bob`, 422);
    assert.match(reversed, /id="to-error">The last day must not be before the first\.</);
    assert.match(reversed, /name="from"[^>]*value="2026-06-21"/);
    assert.match(reversed, /name="q"[^>]*value="bob"/);
    assert.doesNotMatch(reversed, /Requests per/);
    const noDay = await page(`${USAGE}?from=%22%3E%3Cb%3E`, 422);
    assert.match(noDay, /id="from-error">Write a day like 2026-11-21\.</);
    assert.match(noDay, /value="&quot;&gt;&lt;b&gt;"/);
    const long = await page(`${USAGE}?from=2020-01-01&to=2026-06-20`, 422);
    assert.match(long, /id="to-error">Ask for at most 366 days at once\.</);
    assert.equal(rows(await page(`${USAGE}?from=2024-01-01&to=2024-12-31`)).length, 366);
  });

  it("leads from a user to their days and most requested addresses", async () => {
    const html = await page(`${USAGE}?from=2026-06-15&to=2026-06-21`);
    const href = html.match(/<a href="([^"]+)">alice@example\.org</)![1]!.replaceAll("&amp;", "&");
    const own = await page(href);
    assert.match(own, /<h1>alice@example\.org<\/h1>/);
    assert.deepEqual(rows(own).slice(0, 5), [
      "/sites 2 21 Jun 2026, 07:30 UTC",
      "/&lt;img&gt; 1 20 Jun 2026, 12:00 UTC",
      "/api/v1/sites 1 20 Jun 2026, 12:00 UTC",
      "Sun 21 Jun 2026 1 1 0",
      "Sat 20 Jun 2026 2 1 1",
    ]);
    assert.match(own, new RegExp(`href="/admin/users/${app.cast.alice.user_uuid}"`));
    const pages = await page(`${href}&kind=api`);
    assert.equal(rows(pages)[0], "/api/v1/sites 1 20 Jun 2026, 12:00 UTC");
  });

  it("shows the requests of users who are gone", async () => {
    const own = await page(`${USAGE}/unknown`);
    assert.match(own, /<h1>\(unknown\)<\/h1>/);
    assert.equal(rows(own)[0], "(none) 1 19 Jun 2026, 12:00 UTC");
  });

  it("knows a user who asked for nothing, and nobody else", async () => {
    assert.match(
      await page(`${USAGE}/${app.cast.charlie.user_uuid}`),
      /<h1>charlie@example\.org<\/h1>.*No requests in these days/s,
    );
    for (const user of [crypto.randomUUID(), "alice@example.org", "NULL", "%00"]) {
      await page(`${USAGE}/${user}`, 404);
    }
    await page(`${USAGE}/${app.cast.alice.user_uuid}?from=someday`, 422);
  });

  it("calls a user without an e-mail so", async () => {
    const { database: { owner }, cast: { bob } } = app;
    await owner`update users set email = null where user_uuid = ${bob.user_uuid}`;
    assert.equal(rows(await page(USAGE))[1], "(no name) 1 0 1 20 Jun 2026, 12:00 UTC");
    assert.match(await page(`${USAGE}/${bob.user_uuid}`), /<h1>\(no name\)<\/h1>/);
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
    const first = await page(path);
    assert.equal(rows(first).length, 51);
    const next = first.match(/rel="next" href="([^"]+)"/)![1]!.replaceAll("&amp;", "&");
    assert.equal(next, `${path}&page=2`);
    const part = await (await as(app, app.cast.ada).part(next, "usage-users")).text();
    assert.match(part, /^<section id="usage-users"/);
    assert.equal(rows(part).length, 10);
    assert.match(await page(`${path}&page=9`), /Nobody on this page/);
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
