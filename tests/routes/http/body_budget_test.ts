import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { BodyBudget } from "../../../routes/http/body_budget.ts";

const budget = () => new BodyBudget({ clientBytes: 10, totalBytes: 25 });

describe("the memory that bodies of one kind may hold", () => {
  it("is bounded for each client, who is told to wait for what is on its way", () => {
    const bodies = budget();
    bodies.take("alice", 6);
    bodies.take("alice", 4);
    assert.throws(() => bodies.take("alice", 1), {
      status: 429,
      details: { retryAfterSeconds: 5 },
    });
    bodies.take("bob", 10);
  });

  it("is bounded for all clients together", () => {
    const bodies = budget();
    for (const client of ["alice", "bob"]) bodies.take(client, 10);
    assert.throws(() => bodies.take("charlie", 6), {
      status: 503,
      details: { retryAfterSeconds: 5 },
    });
    bodies.take("charlie", 5);
  });

  it("counts nothing that was refused, and is free again after a release", () => {
    const bodies = budget();
    for (const client of ["alice", "bob"]) bodies.take(client, 10);
    assert.throws(() => bodies.take("charlie", 6));
    assert.throws(() => bodies.take("alice", 1));
    bodies.release("alice", 10);
    bodies.take("charlie", 10);
    bodies.take("alice", 5);
    assert.throws(() => bodies.take("alice", 1), { status: 503 });
  });
});
