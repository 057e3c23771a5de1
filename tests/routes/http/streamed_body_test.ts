import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { StreamCount, streamedBody } from "../../../routes/http/streamed_body.ts";

const LIMITS = { deadlineMs: 60_000, idleMs: 60_000 };
const counts = () => new StreamCount({ perClient: 1, total: 2 });

/** Texts that tell how far they were read, and whether they were left. */
function source(count: number, failsAt = Infinity) {
  const seen = { made: 0, isLeft: false };
  async function* texts(): AsyncGenerator<string, void> {
    try {
      for (let at = 0; at < count; at++) {
        if (at === failsAt) throw new Error("cannot be read");
        seen.made++;
        yield await Promise.resolve(`${at},`);
      }
    } finally {
      seen.isLeft = true;
    }
  }
  return { seen, texts: texts() };
}

describe("a body that is streamed", () => {
  it("reads no further than its client", async () => {
    const { seen, texts } = source(1000);
    const count = counts();
    const body = await streamedBody({ client: "alice", texts }, count, LIMITS);
    assert.equal(seen.made, 1);
    const reader = body.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), "0,");
    assert.equal(seen.made, 1);
    await reader.read();
    assert.equal(seen.made, 2);
    await reader.cancel();
    assert.ok(seen.isLeft);
    count.begin("alice");
  });

  it("is whole, or broken off where a text cannot be read", async () => {
    const count = counts();
    const whole = await streamedBody({ client: "alice", ...source(3) }, count, LIMITS);
    assert.equal(await new Response(whole).text(), "0,1,2,");
    const broken = await streamedBody({ client: "alice", ...source(3, 1) }, count, LIMITS);
    await assert.rejects(new Response(broken).text(), /cannot be read/);
    const { texts } = source(3, 0);
    await assert.rejects(streamedBody({ client: "alice", texts }, count, LIMITS), /cannot be read/);
    count.begin("alice");
  });

  it("ends at its deadline, and when its client does not read", async () => {
    for (const limits of [{ ...LIMITS, deadlineMs: 1 }, { ...LIMITS, idleMs: 1 }]) {
      const { seen, texts } = source(3);
      const count = counts();
      const body = await streamedBody({ client: "alice", texts }, count, limits);
      // The timers keep no program alive: this one waits for them.
      const alive = setInterval(() => {}, 1000);
      await assert.rejects(body.getReader().closed);
      clearInterval(alive);
      assert.ok(seen.isLeft);
      count.begin("alice");
    }
  });

  it("is refused where a client, or all of them, have too many", async () => {
    const count = counts();
    const begin = (client: string) =>
      streamedBody({ client, texts: source(3).texts }, count, LIMITS);
    const first = await begin("alice");
    await assert.rejects(begin("alice"), { status: 429 });
    await begin("bob");
    await assert.rejects(begin("charlie"), { status: 503 });
    await first.cancel();
    await begin("charlie");
  });
});
