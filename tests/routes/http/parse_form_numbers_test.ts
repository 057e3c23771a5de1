import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { z } from "zod";
import { parseForm } from "../../../routes/http/parse_form.ts";

const NO_NUMBER = "Enter a number.";
const size = z.object({ size: z.number({ error: NO_NUMBER }).nullable().optional() });

/** The number that a text is taken for; undefined when it is refused. */
function numberOf(text: string): unknown {
  const { data, fields } = parseForm(size, { size: text });
  if (fields) assert.deepEqual(fields, [{ field: "size", message: NO_NUMBER }], text);
  return data?.size;
}

describe("a number in a form", () => {
  it("may have a point or a comma, a sign, and blanks around it", () => {
    const texts = ["7", "49.14", "49,14", "-21,3333", "+5", ".5", ",5", "5.", "  5  ", "0,125"];
    assert.deepEqual(texts.map(numberOf), [
      7,
      49.14,
      49.14,
      -21.3333,
      5,
      0.5,
      0.5,
      5,
      5,
      0.125,
    ]);
  });

  it("is not guessed: what is no plain decimal number is refused", () => {
    const texts = ["1e5", "0x10", "٣", "1,234.5", "1.234,5", "1 000", "--5", "- 5", "−5", ".", "-"];
    for (const text of [...texts, "NaN", "Infinity", "five", "5 kW", "1,2,3", "9".repeat(400)]) {
      assert.equal(numberOf(text), undefined, text);
    }
  });

  it("is not guessed where a comma may part thousands as well", () => {
    for (const text of ["1,234", "-21,333", "999,000"]) {
      assert.equal(numberOf(text), undefined, text);
    }
    assert.deepEqual(["1.234", "0,234", "1234,5", "1,2345"].map(numberOf), [
      1.234,
      0.234,
      1234.5,
      1.2345,
    ]);
  });

  it("sent twice is refused, not taken for none", () => {
    assert.equal(parseForm(size, { size: ["1", "2"] }).fields?.[0]?.field, "size");
  });

  it("is the number that was written, whatever its sign and digits", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(fc.property(finite, (value) => {
      const text = value.toFixed(7);
      assert.equal(numberOf(text), Number(text));
    }));
  });

  it("never comes of an empty text, whatever the blanks", () => {
    const blanks = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r", "\u00a0", "\u2003") });
    fc.assert(fc.property(blanks, (text) => {
      assert.deepEqual(parseForm(size, { size: text }), { data: {} });
      assert.deepEqual(parseForm(size, { size: text }, { blank: "null" }), {
        data: { size: null },
      });
    }));
  });

  it("never comes of a text without a digit", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      if (/[0-9]/.test(text)) return;
      assert.notEqual(typeof parseForm(size, { size: text }).data?.size, "number");
    }));
  });
});

describe("a number's schema", () => {
  const wrapped = {
    plain: z.number(),
    int: z.int(),
    optional: z.number().optional(),
    nullable: z.number().nullable(),
    nullish: z.number().nullish(),
    byDefault: z.number().default(3),
    bounded: z.number().min(0).max(360),
    refined: z.number().refine((value) => value !== 13),
    transformed: z.number().transform((value) => value * 2),
    piped: z.number().pipe(z.number().max(100)),
    deep: z.number().transform((value) => value + 1).nullable().optional().default(null),
  };

  for (const [name, field] of Object.entries(wrapped)) {
    it(`is seen for what it is: ${name}`, () => {
      const value = parseForm(z.object({ field }), { field: "5" }).data?.field;
      assert.equal(value, { transformed: 10, deep: 6 }[name] ?? 5);
    });
  }
});
