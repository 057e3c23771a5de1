import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
afterEach(() => app.database.owner`delete from status`);

const ROW = /<tr><th scope="row">.*?<\/tr>/gs;

async function page(person: Person, path = "/status") {
  const response = await as(app, person).get(path);
  assert.equal(response.status, 200);
  return await response.text();
}

/** The table's rows as text. */
function rows(html: string): string[] {
  return [...html.matchAll(ROW)].map(([row]) =>
    row.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim()
  );
}

function say(status: string | null, message: string | null, created_utc: string | null) {
  return app.database.owner`
    insert into status (status, message, created_utc, posted_by_email)
    values (${status}, ${message}, ${created_utc}, 'grace@example.org')`;
}

describe("the page of what the operators say", () => {
  it("is for everybody who is signed in, and says that all is well while nothing was said", async () => {
    for (const person of [app.cast.alice, app.cast.charlie, app.cast.ada]) {
      const html = await page(person);
      assert.match(html, /<h1>Status<\/h1>/);
      assert.match(html, /All is well<\/p><p>No status has been posted/);
    }
    const nobody = await app.fetch("/status");
    assert.deepEqual([nobody.status, nobody.headers.get("location")], [
      303,
      "/sign-in?next=%2Fstatus",
    ]);
  });

  it("lists what was said, newest first, the first as what holds now", async () => {
    await say("error", "The satellite is down.", "2026-06-20T09:00:00Z");
    await say("warning", "Forecasts are late.", "2026-06-21T07:30:00Z");
    assert.deepEqual(rows(await page(app.cast.alice)), [
      "Warning now Forecasts are late. 21 Jun 2026, 07:30 UTC",
      "Error The satellite is down. 20 Jun 2026, 09:00 UTC",
    ]);
  });

  it("tells admins who said it, and nobody else", async () => {
    await say("warning", "Forecasts are late.", "2026-06-21T07:30:00Z");
    const [member, admin] = [await page(app.cast.alice), await page(app.cast.ada)];
    assert.match(rows(admin)[0]!, /grace@example\.org$/);
    assert.match(admin, /href="\/admin\/status"/);
    assert.doesNotMatch(member, /grace@example\.org|Posted by|\/admin/);
  });

  it("copes with NULL, unknown words, other times and markup", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc, posted_by_email) values
        ('ok', '', 'infinity', null),
        ('degraded', '<script>alert(1)</script>', '2026-06-19', '<script>'),
        ('constructor', null, '0044-03-15 BC', null), (null, null, null, null)`;
    const WHAT = [
      "All is well now infinity",
      "degraded &lt;script&gt;alert(1)&lt;/script&gt; 19 Jun 2026, 00:00 UTC",
      "constructor (no message) 0044-03-15T00:00:00 BCZ",
      "(no word) (no message) (unknown)",
    ];
    const WHO = ["(unknown)", "&lt;script&gt;", "(unknown)", "(unknown)"];
    const [member, admin] = [await page(app.cast.alice), await page(app.cast.ada)];
    assert.deepEqual(rows(member), WHAT);
    assert.deepEqual(rows(admin), WHAT.map((text, index) => `${text} ${WHO[index]}`));
    for (const html of [member, admin]) {
      assert.doesNotMatch(html, /null|undefined|<script>/);
    }
  });

  it("comes in pages of 50, also as a part", async () => {
    await app.database.owner`
      insert into status (status, message, created_utc)
      select 'warning', 'Message ' || n, timestamp '2026-06-01' - n * interval '1 hour'
      from generate_series(1, 60) n`;
    const [first, second] = [
      await page(app.cast.alice),
      await page(app.cast.alice, "/status?page=2"),
    ];
    assert.deepEqual([rows(first).length, rows(second).length], [50, 10]);
    assert.match(rows(second)[0]!, /^Warning Message 51 /, "what holds now is on the first page");
    assert.match(first, /rel="next" href="\/status\?page=2"/);
    const part = await (await as(app, app.cast.alice).part("/status?page=2", "statuses")).text();
    assert.match(part, /^<section id="statuses"/);
    assert.ok(second.includes(part));
    assert.match(await page(app.cast.alice, "/status?page=9"), /Nothing on this page/);
  });
});
