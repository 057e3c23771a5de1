import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { deriveKeys } from "../../../domain/account/secret_key.ts";
import { BACK_OFF_SECONDS } from "../../../domain/operations/webhooks/delivery.ts";
import { signedHeaders } from "../../../domain/operations/webhooks/signature.ts";
import { takeUpEvents } from "../../../service/operations/webhooks/take_up.ts";
import * as checks from "../../../sql/sites/attention_checks.ts";
import { NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { message, runsIn, webhookSteps } from "../../support/webhook_steps.ts";
import { type Received, startReceiver } from "../../support/webhooks.ts";

const never = new AbortController().signal;

let app: TestApp;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
  app = await testApp({ webhookHosts: [receiver.host] });
});
beforeEach(async () => {
  app.clock.now = NOW;
  receiver.received.length = 0;
  receiver.respond = (response) => void response.writeHead(204).end();
  await app.database.owner`delete from app.webhooks`;
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

const { sender, turn, hook, storeRun, deliveries } = webhookSteps(() => ({ app, receiver }));

describe("runs that a program stores in the database", () => {
  it("are told to the groups that have their site, once, signed", async () => {
    const { alice, charlie, sites: { plant, bare, turbine } } = app.cast;
    const { secret } = await hook(alice);
    await hook(charlie, ["forecast_run.stored"], "/charlie");
    const own = [await storeRun(plant), await storeRun(bare)];
    const charlies = await storeRun(turbine);
    await turn();
    const [first, stranger] = receiver.received.toSorted((a, b) => b.url.localeCompare(a.url));
    assert.deepEqual(runsIn(first!).sort(), own.sort());
    assert.deepEqual([stranger!.url, ...runsIn(stranger!)], ["/charlie", charlies]);
    const { type, timestamp, data: { runs } } = message(first!);
    assert.deepEqual([type, timestamp], ["forecast_run.stored", "2026-06-21T08:07:00Z"]);
    const ofPlant = runs.find((run: { site_uuid: string }) => run.site_uuid === plant);
    assert.equal(ofPlant.client_site_name, "Plant <&> one");
    assert.equal(ofPlant.timestamp_utc, "2026-06-21T08:00:00Z");
    const id = first!.headers["webhook-id"] as string;
    const signed = signedHeaders([secret], { id, at: NOW, body: first!.body });
    assert.deepEqual({ ...first!.headers, ...signed }, first!.headers);
    await turn();
    assert.equal(receiver.received.length, 2);
  });

  it("are no news when they were there before the webhook, or are years old", async () => {
    const { alice, sites: { plant } } = app.cast;
    await app.database.owner`
      update forecasts set created_utc = '2026-06-21T08:00:00Z' where created_utc is null`;
    await hook(alice);
    await storeRun(plant, "2025-06-21T08:00:00Z");
    await turn();
    assert.equal(receiver.received.length, 0);
    const later = await storeRun(plant, "2026-06-21T08:05:00Z");
    await turn();
    assert.deepEqual(receiver.received.map(runsIn), [[later]]);
  });

  it("are not told of a site that was taken from the group before they are sent", async () => {
    const { alice, sites: { plant, bare } } = app.cast;
    const { at } = await hook(alice);
    const [kept] = [await storeRun(plant), await storeRun(bare)];
    await takeUpEvents(app.database.owner, NOW);
    const [link] = await app.database.owner`
      delete from site_group_sites where site_uuid = ${bare}
        and site_group_uuid = ${alice.site_group_uuid} returning *`;
    await turn();
    assert.deepEqual(receiver.received.map(runsIn), [[kept]]);
    await app.database.owner`delete from site_group_sites where site_uuid = ${plant}
      and site_group_uuid = ${alice.site_group_uuid}`;
    const [{ delivery_uuid }] = await deliveries(at);
    const path = `${at}/deliveries/${delivery_uuid}/send`;
    assert.equal((await withToken(app, alice.token).post(path)).status, 202);
    await turn();
    assert.equal(receiver.received.length, 1);
    assert.equal((await deliveries(at))[0].state, "empty");
    for (const site_uuid of [plant, bare]) {
      await app.database.owner`
        insert into site_group_sites ${
        app.database.owner({ ...link, site_uuid, site_group_site_uuid: crypto.randomUUID() })
      }`;
    }
  });
});

describe("what is wrong with a site", () => {
  it("is told when it begins, unless the group dismissed it meanwhile", async () => {
    const { alice, charlie, sites: { plant } } = app.cast;
    await hook(alice, ["site.needs_attention"]);
    await hook(charlie, ["site.needs_attention"], "/charlie");
    const silent = {
      kind: "silent",
      since_utc: "2026-06-21T05:00:00Z",
      numbers: { usual_minutes: 15 },
    };
    const found = (more: typeof silent[] = []) =>
      checks.store(app.database.owner, [
        { site_uuid: plant, version: 1, found: [silent, ...more] as never, due_utc: null },
      ], app.clock.now);
    await found();
    await turn();
    const [told] = receiver.received as [Received];
    const [{ attention_uuid: _, ...one }] = message(told).data.attention;
    assert.deepEqual(one, {
      ...silent,
      site_uuid: plant,
      client_site_name: "Plant <&> one",
      client_site_id: 7,
    });
    await found([{ ...silent, kind: "forecast_late" }]);
    await takeUpEvents(app.database.owner, NOW);
    const listed = await withToken(app, alice.token).get("/api/v1/attention");
    const late = (await listed.json()).attention
      .find(({ kind }: { kind: string }) => kind === "forecast_late");
    const dismissal = `/api/v1/sites/${plant}/attention/${late.attention_uuid}/dismissal`;
    const dismissed = await withToken(app, alice.token).post(dismissal, { reason: "outage" });
    assert.equal(dismissed.status, 204);
    await turn();
    assert.deepEqual(receiver.received.map(({ url }) => url), ["/hooks"]);
  });
});

describe("an import that has ended", () => {
  it("is told once to its group, and to no other", async () => {
    const { alice, charlie } = app.cast;
    await hook(alice, ["import.finished"]);
    await hook(charlie, ["import.finished"], "/charlie");
    const [{ import_uuid } = {}] = await app.database.owner`
      insert into app.imports (site_group_uuid, file_name, state, result, ended_utc)
      values (${alice.site_group_uuid}, 'june.csv', 'stored', '{"inserted": 3}', now())
      returning import_uuid`;
    await turn();
    await turn();
    assert.deepEqual(receiver.received.map(({ url }) => url), ["/hooks"]);
    const { import: told } = message(receiver.received[0]!).data;
    assert.deepEqual([told.import_uuid, told.file_name, told.result], [
      import_uuid,
      "june.csv",
      { inserted: 3 },
    ]);
  });
});

describe("a receiver that is down", () => {
  it("gets the same message when it is up again, later and later", async () => {
    const { at } = await hook(app.cast.alice);
    const run = await storeRun(app.cast.sites.plant);
    receiver.respond = (response) => void response.writeHead(503).end("secret of the receiver");
    await turn();
    await turn();
    assert.equal(receiver.received.length, 1, "it is not sent again before its time");
    receiver.respond = (response) => void response.writeHead(200).end();
    app.clock.now = NOW.add({ seconds: BACK_OFF_SECONDS[0]! });
    await turn();
    assert.deepEqual(receiver.received.map(runsIn), [[run], [run]]);
    const [first, second] = receiver.received.map(({ headers }) => headers["webhook-id"]);
    assert.equal(first, second);
    const [{ state, next_utc, attempts }] = await deliveries(at);
    const kept = attempts.map(({ milliseconds: _, ...attempt }: { milliseconds: number }) =>
      attempt
    );
    assert.deepEqual({ state, next_utc, kept }, {
      state: "delivered",
      next_utc: null,
      kept: [
        { at_utc: "2026-06-21T08:07:00Z", status: 503, failure: null },
        { at_utc: "2026-06-21T08:07:10Z", status: 200, failure: null },
      ],
    });
  });

  it("for a day is given up, until somebody sends it again", async () => {
    const { alice, sites: { plant } } = app.cast;
    const { at } = await hook(alice);
    await storeRun(plant);
    receiver.respond = (response) => void response.writeHead(500).end();
    await turn();
    for (const seconds of BACK_OFF_SECONDS) {
      app.clock.now = app.clock.now.add({ seconds });
      await turn();
    }
    const [{ delivery_uuid, state, attempts }] = await deliveries(at);
    assert.deepEqual([state, attempts.length], ["failed", BACK_OFF_SECONDS.length + 1]);
    assert.ok(app.clock.now.since(NOW).total("hours") < 24);
    receiver.respond = (response) => void response.writeHead(204).end();
    await withToken(app, alice.token).post(`${at}/deliveries/${delivery_uuid}/send`);
    await turn();
    assert.equal((await deliveries(at))[0].state, "delivered");
  });

  it("and slow holds up no other webhook, and two instances send each message once", async () => {
    const { alice, charlie, sites: { plant, turbine } } = app.cast;
    await hook(alice, ["forecast_run.stored"], "/slow");
    await hook(charlie, ["forecast_run.stored"], "/charlie");
    const waiting = Promise.withResolvers<void>();
    let atOnce = 0;
    receiver.respond = async (response, { url }) => {
      if (url === "/slow") {
        assert.equal(++atOnce, 1, "one message at a time goes to a webhook");
        await waiting.promise;
        atOnce--;
      } else if (receiver.received.filter((one) => one.url === "/charlie").length === 5) {
        waiting.resolve();
      }
      response.writeHead(204).end();
    };
    for (let minute = 10; minute < 15; minute++) {
      await storeRun(plant, `2026-06-21T07:${minute}:00Z`);
      await storeRun(turbine, `2026-06-21T07:${minute}:00Z`);
      await takeUpEvents(app.database.owner, NOW);
    }
    const [one, other] = [sender(), sender()];
    await Promise.all([one.turn(never), other.turn(never)]);
    await Promise.all([one.idle(), other.idle()]);
    const runs = receiver.received.flatMap(runsIn);
    assert.deepEqual([runs.length, new Set(runs).size], [10, 10]);
  });
});

describe("a webhook", () => {
  it("that is paused gets tests, and after that nothing of the meantime", async () => {
    const { alice, sites: { plant } } = app.cast;
    const { at } = await hook(alice);
    const client = withToken(app, alice.token);
    await client.patch(at, { is_active: false });
    await storeRun(plant);
    assert.equal((await client.post(`${at}/test`)).status, 202);
    assert.equal((await client.post(`${at}/test`)).status, 409);
    await turn();
    assert.deepEqual(receiver.received.map((one) => message(one).type), ["webhook.test"]);
    app.clock.now = NOW.add({ hours: 1 });
    await app.database.owner`
      update forecasts set created_utc = '2026-06-21T08:30:00Z' where created_utc is null`;
    await client.patch(at, { is_active: true });
    await turn();
    assert.equal(receiver.received.length, 1);
  });

  it("whose secret another key encrypted says so, until it has a new one", async () => {
    const { alice } = app.cast;
    const { at } = await hook(alice);
    const client = withToken(app, alice.token);
    await client.post(`${at}/test`);
    await turn(sender(deriveKeys(new Uint8Array(32).fill(1))));
    assert.equal((await deliveries(at))[0].attempts[0].failure, "no_secret");
    const renewed = await client.post(`${at}/secret`);
    assert.match((await renewed.json()).secret, /^whsec_[\w+/]{43}=$/);
    app.clock.now = NOW.add({ seconds: 10 });
    await turn();
    assert.equal(receiver.received.length, 1);
  });

  it("goes with its group, and leaves nothing", async () => {
    const { owner } = app.database;
    const { at } = await hook(app.cast.charlie);
    await withToken(app, app.cast.charlie.token).post(`${at}/test`);
    await assert.rejects(
      owner.begin(async (tx) => {
        const { site_group_uuid } = app.cast.charlie;
        await tx`delete from site_group_sites where site_group_uuid = ${site_group_uuid}`;
        await tx`delete from users where site_group_uuid = ${site_group_uuid}`;
        await tx`delete from site_groups where site_group_uuid = ${site_group_uuid}`;
        const left =
          await tx`select 1 from app.webhooks union all select 1 from app.webhook_deliveries`;
        throw new Error(`${left.length} left`);
      }),
      /^Error: 0 left$/,
    );
  });
});
