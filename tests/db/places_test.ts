import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { Places } from "../../db/places.ts";
import { AppError } from "../../domain/errors.ts";

/** Work that holds a place until it is ended, and whether it has begun. */
function holdPlace(places: Places, group: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const held = { begun: false, end: resolve, fail: reject, done: Promise.resolve() };
  held.done = places.run(group, () => {
    held.begun = true;
    return promise;
  });
  return held;
}

const LONG_MS = 60_000;
const turn = () => new Promise((resolve) => setTimeout(resolve));
const refused = (error: unknown) =>
  error instanceof AppError && error.code === "unavailable" && error.details.retryAfterSeconds! > 0;

describe("places of a pool", () => {
  it("are for one group up to its share, however many are free", async () => {
    const places = new Places({ most: 4, ofOneGroup: 2, waitMs: LONG_MS });
    const [first, second, third] = [1, 2, 3].map(() => holdPlace(places, "roofs"));
    const other = holdPlace(places, "hills");
    assert.deepEqual([first!.begun, second!.begun, third!.begun, other.begun], [
      true,
      true,
      false,
      true,
    ]);
    first!.end();
    await first!.done;
    await turn();
    assert.ok(third!.begun, "its own place is free again");
    for (const one of [second!, third!, other]) one.end();
    await Promise.all([second!.done, third!.done, other.done]);
  });

  it("are given in order, past groups that have their share", async () => {
    const places = new Places({ most: 2, ofOneGroup: 1, waitMs: LONG_MS });
    const [roofs, hills] = ["roofs", "hills"].map((group) => holdPlace(places, group));
    const [moreRoofs, plains, coast] = ["roofs", "plains", "coast"]
      .map((group) => holdPlace(places, group));
    hills!.end();
    await hills!.done;
    await turn();
    assert.deepEqual([moreRoofs!.begun, plains!.begun, coast!.begun], [false, true, false]);
    roofs!.end();
    await roofs!.done;
    await turn();
    assert.deepEqual([moreRoofs!.begun, coast!.begun], [true, false]);
    for (const one of [moreRoofs!, plains!, coast!]) one.end();
    await Promise.all([moreRoofs!.done, plains!.done, coast!.done]);
  });

  it("are waited for so long, then refused with a time to come back, and not taken later", async () => {
    const places = new Places({ most: 1, ofOneGroup: 1, waitMs: 5 });
    const first = holdPlace(places, "roofs");
    const second = holdPlace(places, "hills");
    await assert.rejects(second.done, refused);
    first.end();
    await first.done;
    await turn();
    assert.equal(second.begun, false);
    assert.equal(await places.run("hills", () => Promise.resolve("free")), "free");
  });

  it("come back when the work fails", async () => {
    const places = new Places({ most: 1, ofOneGroup: 1, waitMs: LONG_MS });
    const first = holdPlace(places, "roofs");
    const second = holdPlace(places, "roofs");
    first.fail(new Error("a bug"));
    await assert.rejects(first.done, /a bug/);
    await turn();
    assert.ok(second.begun);
    second.end();
    await second.done;
  });
});
