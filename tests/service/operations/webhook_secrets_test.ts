import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { signedHeaders } from "../../../domain/operations/webhooks/signature.ts";
import { eraseOldSecrets } from "../../../sql/operations/webhook_work.ts";
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
  app.clock.now = NOW;
  await app.database.owner`delete from app.webhooks`;
});
afterAll(async () => {
  await app.close();
  await receiver.close();
});

const { turn, hook } = webhookSteps(() => ({ app, receiver }));
const client = () => withToken(app, app.cast.alice.token);

/** Sends a test, and checks that exactly these secrets signed it, the newest first. */
async function signedBy(at: string, secrets: string[]): Promise<void> {
  receiver.received.length = 0;
  assert.equal((await client().post(`${at}/test`)).status, 202);
  await turn();
  const { headers, body } = receiver.received[0]!;
  const id = headers["webhook-id"] as string;
  const expected = signedHeaders(secrets, { id, at: app.clock.now, body });
  assert.equal(headers["webhook-signature"], expected["webhook-signature"]);
}

/** Makes a new secret by the API. */
async function renew(at: string): Promise<{ secret: string; old_until_utc: string | null }> {
  const response = await client().post(`${at}/secret`);
  assert.equal(response.status, 201);
  return await response.json();
}

const rows = () =>
  app.database.owner<{ secret: Uint8Array; old_secret: Uint8Array | null }[]>`
    select secret, old_secret from app.webhooks`;

describe("the old secret of a webhook", () => {
  it("signs beside the new one for 24 hours, and is erased then", async () => {
    const { at, secret: old } = await hook(app.cast.alice);
    const { secret, old_until_utc } = await renew(at);
    assert.equal(old_until_utc, "2026-06-22T08:07:00Z");
    const [stored] = await rows();
    for (const kept of [stored!.secret, stored!.old_secret!]) {
      assert.ok(!Buffer.from(kept).includes("whsec_"), "it is encrypted");
    }
    app.clock.now = NOW.add({ hours: 23, minutes: 59 });
    await signedBy(at, [secret, old]);
    assert.equal((await (await client().get(at)).json()).old_until_utc, old_until_utc);
    assert.equal(await eraseOldSecrets(app.database.owner, app.clock.now), 0);
    app.clock.now = NOW.add({ hours: 24 });
    await signedBy(at, [secret]);
    assert.equal((await (await client().get(at)).json()).old_until_utc, null);
    assert.equal(await eraseOldSecrets(app.database.owner, app.clock.now), 1);
    assert.equal((await rows())[0]!.old_secret, null);
  });

  it("is the newest of them, and signs no more once it is dropped by the API", async () => {
    const { at } = await hook(app.cast.alice);
    const second = await renew(at);
    const third = await renew(at);
    await signedBy(at, [third.secret, second.secret]);
    for (let times = 0; times < 2; times++) {
      assert.equal((await client().delete(`${at}/old-secret`)).status, 204);
      await signedBy(at, [third.secret]);
    }
    assert.equal((await rows())[0]!.old_secret, null);
  });

  it("is dropped by one press on the page, which says until when it signs", async () => {
    const { at } = await hook(app.cast.alice);
    const alice = as(app, app.cast.alice);
    const here = at.replace("/api/v1", "");
    const shown = await page(await alice.post(`${here}/secret`));
    const secret = shown.text("#webhook-secret");
    const drop = (await page(await alice.get(here))).one(`form[action="${here}/old-secret/drop"]`);
    assert.match(drop.text(), /22 Jun 2026, 08:07 UTC/);
    const dropped = await alice.post(`${here}/old-secret/drop`);
    assert.equal(dropped.headers.get("location"), here);
    await signedBy(at, [secret]);
    const after = await page(await alice.get(here));
    assert.equal(after.count(`form[action="${here}/old-secret/drop"]`), 0);
    const events = await app.database.owner<{ detail: string }[]>`
      select detail from app.security_events where detail like 'Dropped%'`;
    assert.deepEqual(events.map(({ detail }) => detail), [
      `Dropped the old secret of a webhook to ${receiver.host} with an API token.`,
      `Dropped the old secret of a webhook to ${receiver.host}.`,
    ]);
  });

  it("is not kept where the service cannot read it", async () => {
    const { at } = await hook(app.cast.alice);
    await app.database.owner`update app.webhooks set key_fingerprint = 'another'`;
    const { secret, old_until_utc } = await renew(at);
    assert.equal(old_until_utc, null);
    await signedBy(at, [secret]);
  });
});
