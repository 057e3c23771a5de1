import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
afterEach(() => app.database.owner`delete from status`);

async function shown(person: Person, path = "/status") {
  const response = await as(app, person).get(path);
  assert.equal(response.status, 200);
  return await page(response);
}

/** The table's rows as text. */
const rows = (html: Html) => html.texts("tbody tr");

function say(status: string | null, message: string | null, created_utc: string | null) {
  return app.database.owner`
    insert into status (status, message, created_utc, posted_by_email)
    values (${status}, ${message}, ${created_utc}, 'grace@example.org')`;
}

describe("the page of what the operators say", () => {
  it("is for everybody, and says that nothing was written while that is so", async () => {
    for (const person of [app.cast.alice, app.cast.charlie, app.cast.ada]) {
      const html = await shown(person);
      assert.equal(html.text("h1"), "Status");
      assert.match(html.text(), /Nothing was written No status has been posted/);
    }
    assert.equal((await app.fetch("/status")).status, 200);
  });

  it("lists what was said, newest first, the first as what holds now", async () => {
    await say("error", "The satellite is down.", "2026-06-20T09:00:00Z");
    await say("warning", "Forecasts are late.", "2026-06-21T07:30:00Z");
    assert.deepEqual(rows(await shown(app.cast.alice)), [
      "Warning now Forecasts are late. 21 Jun 2026, 07:30 UTC",
      "Error The satellite is down. 20 Jun 2026, 09:00 UTC",
    ]);
  });

  it("tells admins who said it, and nobody else", async () => {
    await say("warning", "Forecasts are late.", "2026-06-21T07:30:00Z");
    const [member, admin] = [await shown(app.cast.alice), await shown(app.cast.ada)];
    assert.match(rows(admin)[0]!, /grace@example\.org$/);
    assert.ok(admin.has('a[href="/admin/status"]'));
    assert.doesNotMatch(member.source, /grace@example\.org|Posted by|\/admin/);
  });

  it("copes with NULL, unknown words, other times and markup", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc, posted_by_email) values
        ('ok', '', 'infinity', null),
        ('degraded', '<script>alert(1)</script>', '2026-06-19', '<script>'),
        ('constructor', null, '0044-03-15 BC', null), (null, null, null, null)`;
    const WHAT = [
      "All is well now infinity",
      "degraded <script>alert(1)</script> 19 Jun 2026, 00:00 UTC",
      "constructor (no message) 0044-03-15T00:00:00 BCZ",
      "(no word) (no message) (unknown)",
    ];
    const WHO = ["(unknown)", "<script>", "(unknown)", "(unknown)"];
    const [member, admin] = [await shown(app.cast.alice), await shown(app.cast.ada)];
    assert.deepEqual(rows(member), WHAT);
    assert.deepEqual(rows(admin), WHAT.map((text, index) => `${text} ${WHO[index]}`));
    for (const html of [member, admin]) {
      assert.doesNotMatch(html.source, /null|undefined/);
      assert.equal(html.has("script:not([src])"), false);
    }
  });

  it("comes in pages of 50, also as a part", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc)
      select 'warning', 'Message ' || n, timestamp '2026-06-01' - n * interval '1 hour'
      from generate_series(1, 60) n`;
    const [first, second] = [
      await shown(app.cast.alice),
      await shown(app.cast.alice, "/status?page=2"),
    ];
    assert.deepEqual([rows(first).length, rows(second).length], [50, 10]);
    assert.match(rows(second)[0]!, /^Warning Message 51 /, "what holds now is on the first page");
    assert.equal(first.attribute("href", "a[rel=next]"), "/status?page=2");
    const part = await page(as(app, app.cast.alice).part("/status?page=2", "statuses"));
    assert.deepEqual(part.top, ["section#statuses"]);
    assert.ok(second.source.includes(part.source));
    const far = await shown(app.cast.alice, "/status?page=9");
    assert.match(far.text(), /Nothing on this page/);
  });
});
