import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { newWebhookSecret, signedHeaders } from "../../../domain/operations/webhooks/signature.ts";
import { startReceiver } from "../../support/webhooks.ts";
import { until } from "../../support/until.ts";

const RECEIVER = `${import.meta.dirname}/../../../examples/webhook_receiver.py`;
const BODY = JSON.stringify({ type: "webhook.test", data: { text: "ü" } });

/** Returns a port on which nobody listens. */
async function freePort(): Promise<number> {
  const taken = await startReceiver();
  await taken.close();
  return taken.port;
}

describe("the receiver in examples/", () => {
  it("has at most 30 lines", () => {
    assert.ok(Deno.readTextFileSync(RECEIVER).trimEnd().split("\n").length <= 30);
  });

  it("takes what any of our secrets signed, once, and refuses what is forged, changed or too old", async () => {
    const [secret, port] = [newWebhookSecret(), await freePort()];
    const program = new Deno.Command("python3", {
      args: [RECEIVER, String(port)],
      env: { WEBHOOK_SECRET: secret },
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const send = async (headers: Record<string, string>, body = BODY) => {
      const sent = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body });
      await sent.body?.cancel();
      return sent.status;
    };
    await until(() => send({}).then(() => true, () => false));
    // The receiver's clock is the machine's, and so must be the time of the messages.
    const at = Temporal.Now.instant();
    const signed = (id: string, when = at, keys = [secret]) =>
      signedHeaders(keys, { id, at: when, body: BODY });
    assert.equal(await send(signed("1")), 204);
    assert.equal(await send(signed("1")), 204);
    assert.equal(await send(signed("2"), BODY.replace("ü", "u")), 401);
    assert.equal(await send({ ...signed("3"), "webhook-id": "4" }), 401);
    const foreign = [newWebhookSecret(), newWebhookSecret()];
    assert.equal(await send(signed("5", at, foreign)), 401);
    assert.equal(await send(signed("6", at.subtract({ minutes: 6 }))), 400);
    assert.equal(
      await send({
        ...signed("7", at.subtract({ minutes: 6 })),
        ...{ "webhook-timestamp": signed("7")["webhook-timestamp"] },
      }),
      401,
    );
    assert.equal(await send(signed("8", at, [foreign[0]!, secret])), 204);
    assert.equal(await send(signed("9", at, [secret, foreign[0]!])), 204);
    program.kill();
    const { stdout } = await program.output();
    assert.equal(new TextDecoder().decode(stdout), `webhook.test ${BODY}\n`.repeat(3));
  });
});
