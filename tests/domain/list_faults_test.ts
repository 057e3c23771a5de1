import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { listFaults } from "../../domain/list_faults.ts";
import { unknownNames } from "../../domain/unknown_names.ts";
import { parse } from "../../domain/validation.ts";

const schema = z.object({
  one: z.object({ two: z.array(z.object({ three: z.int({ error: "Not whole." }) })).max(5000) }),
  four: z.array(z.string()).optional(),
}).refine(() => true);

describe("a long list with wrong items", () => {
  it("is checked up to 100 faults, with their places", () => {
    const two = Array.from({ length: 130_000 }, (_, i) => ({ three: i % 2 ? 1.5 : 1 }));
    const faults = listFaults(schema, { one: { two } });
    assert.equal(faults.length, 100);
    assert.deepEqual(faults[1], { path: ["one", "two", 3, "three"], message: "Not whole." });
    const { fields } = parse(schema, { one: { two } });
    assert.deepEqual(fields!.length, 100);
    assert.deepEqual(fields![0], { field: "one.two.1.three", message: "Not whole." });
  });

  it("has what its schema says of the whole list, once its items are right", () => {
    const two = Array.from({ length: 5001 }, () => ({ three: 1 }));
    assert.deepEqual(listFaults(schema, { one: { two } }), []);
    assert.deepEqual(parse(schema, { one: { two } }).fields!.map(({ field }) => field), [
      "one.two",
    ]);
    assert.ok(parse(schema, { one: { two: two.slice(1) } }).data);
  });

  it("is left to Zod when it is short, or no list", () => {
    for (const value of [null, 1, [], { one: 1 }, { one: { two: {} } }, { one: { two: [1] } }]) {
      assert.deepEqual(listFaults(schema, value), []);
    }
  });
});

describe("a body of unknown names", () => {
  it("is refused for 100 of them, and not compared with long ones", () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`name${i}`, 1]));
    assert.equal(unknownNames(schema, many).length, 100);
    const long = unknownNames(schema, { ["one".repeat(300_000)]: 1 });
    assert.match(long[0]!.message, /^"(one){20}…" is not known here\. Known are one, four\.$/);
  });
});
