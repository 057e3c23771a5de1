import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { BACK_OFF_SECONDS } from "../../../domain/operations/webhooks/delivery.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { webhookSteps } from "../../support/webhook_steps.ts";
import { startReceiver } from "../../support/webhooks.ts";

let app: TestApp;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
  app = await testApp({ webhookHosts: [receiver.host] });
});
beforeEach(async () => {
  await app.database.owner`delete from app.webhooks`;
  app.clock.now = NOW.subtract({ hours: 24 * 10 });
  receiver.respond = (response) => void response.writeHead(500).end();
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

const { turn, hook } = webhookSteps(() => ({ app, receiver }));
const client = () => withToken(app, app.cast.alice.token);
const show = async (at: string) => await (await client().get(at)).json();

/** Stores a delivery that was taken up so many hours before NOW, and ended after a day. */
async function past(hours: number, state = "failed", failure: string | null = null) {
  const attempt = { at_utc: "2026-06-18T08:07:00Z", milliseconds: 1, status: null, failure };
  await app.database.owner`
    insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, state, attempts,
      created_utc, until_utc, ended_utc)
    select webhook_uuid, site_group_uuid, 'forecast_run.stored', ${state},
      ${app.database.owner.json([attempt])}, at, at + interval '1 day', at + interval '1 day'
    from app.webhooks, (values (${NOW.subtract({ hours })}::timestamp)) made (at)`;
}

/** Lets the last attempt of a delivery be made at NOW. */
async function lastAttempt(at: string): Promise<void> {
  app.clock.now = NOW;
  await client().post(`${at}/test`);
  await app.database.owner`
    update app.webhook_deliveries set retries = ${BACK_OFF_SECONDS.length} where state = 'waiting'`;
}

const states = () =>
  app.database.owner<{ state: string }[]>`
    select state from app.webhook_deliveries order by state`.values();

describe("a webhook whose deliveries fail for three days", () => {
  it("is switched off, tells so, gives up what waits, and one press switches it on again", async () => {
    const { at } = await hook(app.cast.alice);
    await past(72);
    await past(30);
    await past(-1, "waiting");
    await lastAttempt(at);
    await turn();
    const { is_active, switched_off_utc } = await show(at);
    assert.deepEqual([is_active, switched_off_utc], [false, "2026-06-21T08:07:00Z"]);
    assert.deepEqual((await states()).flat(), Array(4).fill("failed"));
    const [event] = await app.database.owner<{ detail: string }[]>`
      select detail from app.security_events where detail like 'Switched off%'`;
    assert.match(
      event!.detail,
      /^Switched off a webhook of .+ to 127\.0\.0\.1:\d+: all deliveries/,
    );
    const alice = as(app, app.cast.alice);
    assert.match((await page(await alice.get("/webhooks"))).text(".callout"), /Needs attention/);
    const here = at.replace("/api/v1", "");
    const shown = await page(await alice.get(here));
    assert.match(shown.text(`form[action="${here}/resume"]`), /switched off at 21 Jun 2026, 08:07/);
    assert.equal((await alice.post(`${here}/resume`)).headers.get("location"), here);
    const resumed = await show(at);
    assert.deepEqual([resumed.is_active, resumed.switched_off_utc, resumed.since_utc], [
      true,
      null,
      "2026-06-21T08:07:00Z",
    ]);
    await lastAttempt(at);
    await turn();
    assert.ok((await show(at)).is_active, "what failed before it was switched on counts no more");
  });

  it("is switched on by PATCH, too, and not by a pause", async () => {
    const { at } = await hook(app.cast.alice);
    await app.database.owner`
      update app.webhooks set is_active = false, switched_off_utc = '2026-06-21'`;
    await client().patch(at, { is_active: false });
    assert.equal((await show(at)).switched_off_utc, "2026-06-21T00:00:00Z");
    const on = await (await client().patch(at, { is_active: true })).json();
    assert.deepEqual([on.is_active, on.switched_off_utc], [true, null]);
  });

  for (
    const [why, before] of Object.entries({
      "only two failed": () => past(72),
      "they failed for less than three days": async () => {
        await past(71);
        await past(30);
      },
      "one arrived meanwhile": async () => {
        await past(90);
        await past(80);
        await past(50, "delivered");
      },
      "the service itself failed": async () => {
        await past(72, "failed", "service_error");
        await past(30);
      },
      "it was resumed after that": async () => {
        await past(24 * 12);
        await past(24 * 11);
      },
    })
  ) {
    it(`goes on when ${why}`, async () => {
      const { at } = await hook(app.cast.alice);
      await before();
      await lastAttempt(at);
      await turn();
      assert.ok((await show(at)).is_active);
      assert.ok(!(await states()).flat().includes("waiting"));
    });
  }
});
