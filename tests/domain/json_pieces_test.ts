import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { parseInPieces } from "../../domain/json_pieces.ts";

/** Parses in pieces; returns the value, and in how many turns. */
function parsed(text: string, piece?: number): { value: unknown; turns: number } {
  const work = parseInPieces(text, piece);
  let turns = 1;
  let result = work.next();
  while (!result.done) {
    turns++;
    result = work.next();
  }
  return { value: result.value, turns };
}

/** What a function returns; "malformed" when it throws SyntaxError. */
function outcome(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SyntaxError) return "malformed";
    throw error;
  }
}

/** Values of so many levels that pieces of any length are taken apart. */
const json = (maxDepth: number) => fc.jsonValue({ maxDepth });

describe("JSON that is parsed in pieces", () => {
  it("is what JSON.parse makes of it, however short the pieces are", () => {
    fc.assert(
      fc.property(json(3), fc.nat(4), fc.integer({ min: 1, max: 400 }), (value, indent, piece) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(parsed(text, piece).value, JSON.parse(text));
      }),
    );
    for (const piece of [1, 2, 5, 20]) {
      const text =
        ' { "a": [ 1, [2, 3 ], {"b" : "\\\\\\"]" } ], "__proto__": {"c": [ ] }, "a": [ 4,null ]}\n';
      assert.deepEqual(parsed(text, piece).value, JSON.parse(text));
    }
  });

  it("is malformed where JSON.parse finds it so", () => {
    const damaged = fc.tuple(json(1), fc.nat(), fc.constantFrom(...'[]{},:"\\ 0', ""));
    fc.assert(
      fc.property(damaged, ([value, where, instead]) => {
        const text = JSON.stringify({ value, more: [value] });
        const at = where % text.length;
        const wrong = text.slice(0, at) + instead + text.slice(at + 1);
        assert.deepEqual(
          outcome(() => parsed(wrong, 40).value),
          outcome(() => JSON.parse(wrong)),
          wrong,
        );
      }),
      { numRuns: 500 },
    );
    for (
      const text of [
        "",
        " ",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        '{"a":1]',
        '{"a" 1}',
        "{1:2}",
        "[] []",
      ]
    ) {
      assert.equal(outcome(() => parsed(text, 1).value), "malformed", text);
    }
  });

  it("takes many turns when it is long", () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => ({ row, text: "x".repeat(20) }));
    const text = JSON.stringify({ forecasts: [{ values: rows }], more: rows });
    const { value, turns } = parsed(text);
    assert.deepEqual(value, JSON.parse(text));
    assert.ok(turns > 10, `${turns}`);
  });

  it("has NaN and Infinity as texts", () => {
    const { value } = parsed('{"values": [NaN, -Infinity, "NaN", 1]}', 10);
    assert.deepEqual(value, { values: ["NaN", "-Infinity", "NaN", 1] });
  });

  it("is refused when it would take long: 3 million rows, or half a million levels", () => {
    const many = `{"values": [${"{},".repeat(250_000)}{}]}`;
    assert.throws(() => parsed(many), {
      status: 422,
      message: "Send at most 200,000 values at once.",
    });
    const deep = "[".repeat(500_000) + "]".repeat(500_000);
    assert.throws(() => parsed(deep), {
      status: 422,
      message: "A value of this request is too long.",
    });
  });
});
