import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page, read } from "../../support/html.ts";
import { fieldsWrong, problemOf } from "../../support/problem.ts";

const EVENTS = ["forecast_run.stored", "import.finished"];
const URL_ = "https://hooks.example.org/sitecast?key=hidden";

let app: TestApp;
beforeAll(async () => void (app = await testApp()));
afterAll(() => app.close());

const client = (token = app.cast.alice.token) => withToken(app, token);

describe("the pages of webhooks", () => {
  it("add one without JavaScript, show its secret once, test, edit, renew and delete it", async () => {
    const [alice, bob] = [as(app, app.cast.alice), as(app, app.cast.bob)];
    const form = await page(await alice.get("/webhooks/new"));
    const form_key = form.one("input[name=form_key]").attribute("value")!;
    const made = await alice.post("/webhooks", { form_key, url: URL_, events: EVENTS });
    assert.equal(made.headers.get("cache-control"), "no-store");
    const secret = (await page(made)).text("#webhook-secret");
    assert.match(secret, /^whsec_/);
    const twice = await alice.post("/webhooks", { form_key, url: URL_, events: EVENTS });
    assert.equal(twice.status, 409);
    const at = `/webhooks/${form_key}`;
    const list = await page(await bob.get("/webhooks"));
    assert.deepEqual(list.rows()[0]!.slice(0, 2), [
      "hooks.example.org/sitecast",
      "Forecast run stored, Import finished",
    ]);
    assert.equal((await bob.post(`${at}/test`)).headers.get("location"), at);
    const shown = await (await bob.get(at)).text();
    assert.ok(!shown.includes(secret));
    assert.deepEqual(read(shown).rows()[0]!.slice(1), ["waiting", "none yet", "Send again"]);
    const edit = { version: "1", url: URL_, events: ["import.finished"] };
    assert.equal((await bob.post(`${at}/edit`, edit)).status, 303);
    assert.match(await (await bob.get(at)).text(), /It is paused/);
    assert.equal((await alice.post(`${at}/edit`, edit)).status, 422, "of an older version");
    const renewed = (await page(await alice.post(`${at}/secret`))).text("#webhook-secret");
    assert.notEqual(renewed, secret);
    assert.equal((await alice.post(`${at}/delete`)).status, 303);
    assert.equal((await alice.get(at)).status, 404);
    const events = await app.database.owner<{ detail: string }[]>`
      select detail from app.security_events where kind = 'webhook' order by at_utc, detail`;
    assert.deepEqual(events.map(({ detail }) => detail).sort(), [
      "Added a webhook to hooks.example.org.",
      "Changed a webhook to hooks.example.org.",
      "Deleted a webhook to hooks.example.org.",
      "Made a new secret of a webhook to hooks.example.org.",
    ]);
  });

  it("say at the field what is wrong with an address", async () => {
    const sent = { url: "https://[::ffff:10.0.0.1]/", events: EVENTS };
    const refused = await as(app, app.cast.alice).post("/webhooks", sent);
    assert.equal(refused.status, 422);
    const html = await page(refused);
    assert.equal(html.text("#url-error"), "This address is not on the public internet.");
    assert.equal(html.count("input[name=events]:checked"), 2);
  });
});

describe("webhooks in the API", () => {
  it("refuse addresses that lead anywhere but to the public internet by HTTPS", async () => {
    const wrong = [
      "http://hooks.example.org/",
      "ftp://hooks.example.org/",
      "https://hooks.example.org:8080/",
      "https://user:secret@hooks.example.org/",
      "https://hooks.example.org/#part",
      "https://127.0.0.1/",
      "https://2130706433/",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/",
      "hooks.example.org",
    ];
    for (const url of wrong) {
      const refused = await client().post("/api/v1/webhooks", { url, events: EVENTS });
      assert.deepEqual(await fieldsWrong(refused), ["url"], url);
    }
    const noEvents = await client().post("/api/v1/webhooks", { url: URL_, events: [] });
    assert.deepEqual(await fieldsWrong(noEvents), ["events"]);
  });

  it("are ten of a group at most, also when they are added at the same time", async () => {
    const { charlie } = app.cast;
    const added = await Promise.all(
      Array.from(
        { length: 14 },
        () => client(charlie.token).post("/api/v1/webhooks", { url: URL_, events: EVENTS }),
      ),
    );
    const statuses = added.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array(10).fill(201), ...Array(4).fill(409)]);
  });

  it("list deliveries in pages, show their version, and keep no secret for a second request", async () => {
    const { alice } = app.cast;
    const init = {
      method: "POST",
      headers: {
        authorization: `Bearer ${alice.token}`,
        "content-type": "application/json",
        "idempotency-key": "once",
      },
      body: JSON.stringify({ url: URL_, events: EVENTS }),
    };
    const first = await app.fetch("/api/v1/webhooks", init);
    const { webhook_uuid } = await first.json();
    await problemOf(await app.fetch("/api/v1/webhooks", init), 409);
    const at = `/api/v1/webhooks/${webhook_uuid}`;
    await app.database.owner`
      insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, state, created_utc,
        until_utc)
      select ${webhook_uuid}, ${alice.site_group_uuid}, 'webhook.test', 'delivered',
        '2026-06-21'::timestamp + make_interval(mins => minute), '2026-06-22'
      from generate_series(1, 5) minute`;
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null; pages++) {
      assert.ok(pages < 3);
      const next: string = cursor && `&cursor=${cursor}`;
      const answer = await (await client().get(`${at}/deliveries?limit=2${next}`)).json();
      seen.push(...answer.deliveries.map((one: { created_utc: string }) => one.created_utc));
      cursor = answer.next_cursor;
    }
    assert.deepEqual(seen, seen.toSorted().reverse());
    assert.equal(seen.length, 5);
    const paused = await client().patch(at, { is_active: false, version: 1 });
    assert.deepEqual((await paused.json()).is_active, false);
    await problemOf(await client().patch(at, { is_active: true, version: 1 }), 409);
    await problemOf(await client(alice.readToken).post(`${at}/test`), 403);
  });

  it("are nothing to a stranger, neither they nor their deliveries", async () => {
    const { webhooks: [mine] } = await (await client().get("/api/v1/webhooks")).json();
    const at = `/api/v1/webhooks/${mine.webhook_uuid}`;
    const test = await (await client().post(`${at}/test`)).json();
    const stranger = client(app.cast.charlie.token);
    const below = `${at}/deliveries/${test.delivery_uuid}`;
    for (const path of [at, `${at}/deliveries`, below]) {
      await problemOf(await stranger.get(path), 404);
    }
    for (const path of [`${at}/test`, `${at}/secret`, `${below}/send`]) {
      await problemOf(await stranger.post(path), 404);
    }
    await problemOf(await stranger.patch(at, { url: "https://charlie.example.org/" }), 404);
    await problemOf(await stranger.delete(at), 404);
    const own = await (await stranger.get("/api/v1/webhooks")).json();
    const foreign = own.webhooks[0].webhook_uuid;
    await problemOf(
      await stranger.post(`/api/v1/webhooks/${foreign}/deliveries/${test.delivery_uuid}/send`),
      404,
    );
    assert.equal((await (await client().get(below)).json()).state, "waiting");
  });
});
