import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { AppError } from "../../../domain/errors.ts";
import { BODY_LIMITS } from "../../../routes/http/body_limits.ts";
import { readBody } from "../../../routes/http/read_body.ts";

const limits = { ...BODY_LIMITS.api, bodyBytes: 10_000 };
const nothing = () => {};

/** A body in these pieces; after them it stays unfinished, unless `isWhole`. */
function body(
  pieces: number[],
  { isWhole = true, type }: { isWhole?: boolean; type?: "bytes" } = {},
) {
  const state = { isCancelled: false };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    type: type as undefined,
    start(controller) {
      for (const size of pieces) controller.enqueue(new Uint8Array(size).fill(size));
      if (isWhole) controller.close();
    },
    cancel: () => void (state.isCancelled = true),
  });
  return { stream, state };
}

describe("a body that arrives in pieces", () => {
  for (const type of ["bytes", undefined] as const) {
    it(`is read whole and in order, ${type ? "from a connection" : "from within the program"}`, async () => {
      const pieces = [1, 200, 3000, 5, 4000];
      const read = await readBody(body(pieces, { type }).stream, limits, nothing);
      const expected = pieces.flatMap((size) => [...new Uint8Array(size).fill(size)]);
      assert.deepEqual([...new Uint8Array(read)], expected);
    });

    it(`stops at its limit, ${type ?? "no bytes"}, and leaves the rest`, async () => {
      const { stream, state } = body([6000, 6000, 6000], { isWhole: false, type });
      await assert.rejects(readBody(stream, limits, nothing), { status: 413 });
      assert.ok(state.isCancelled);
    });
  }

  it("tells how much has arrived, and is refused by who counts it", async () => {
    const sizes: number[] = [];
    const { stream, state } = body([5, 6, 7], { isWhole: false });
    const count = (size: number) => {
      sizes.push(size);
      if (size > 11) throw new AppError("too_many", "Wait.");
    };
    await assert.rejects(readBody(stream, limits, count), { status: 429 });
    assert.deepEqual(sizes, [5, 11, 18]);
    assert.ok(state.isCancelled);
  });

  it("is too late when its time is over", async () => {
    const { stream, state } = body([5], { isWhole: false });
    await assert.rejects(readBody(stream, { ...limits, seconds: 0 }, nothing), { status: 408 });
    assert.ok(state.isCancelled);
  });

  it("has a second more for each so many bytes that are there, where its kind says so", async () => {
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new Uint8Array(1));
        await later;
        controller.close();
      },
    });
    const read = readBody(stream, { ...limits, seconds: 0, bytesPerSecond: 0.001 }, nothing);
    // Timers of the same length fire in order: this one after the deadline's.
    setTimeout(resolve, 1);
    assert.equal((await read).byteLength, 1);
  });

  it("is damaged when it breaks off", async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error("connection reset")),
    });
    await assert.rejects(readBody(stream, limits, nothing), { status: 400, cause: undefined });
  });
});
