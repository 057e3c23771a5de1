import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { hashPassword, isHashingBusy } from "../../../routes/http/password_queue.ts";

const CHEAP = { N: 16, r: 8, p: 1 };

describe("the queue of password hashes", () => {
  it("is full with 20 behind the 4 in work, and empties again", async () => {
    const hashes = Array.from({ length: 23 }, () => hashPassword("correct horse", CHEAP));
    assert.equal(isHashingBusy(), false);
    hashes.push(hashPassword("correct horse", CHEAP));
    assert.equal(isHashingBusy(), true);
    await Promise.all(hashes);
    assert.equal(isHashingBusy(), false);
  });
});
