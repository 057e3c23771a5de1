import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { parse } from "../../domain/validation.ts";

const schema = z.object({
  name: z.string({ error: "Give it a name." }),
  place: z.object({ latitude: z.number({ error: "A latitude is a number." }) }),
});

describe("parse", () => {
  it("returns the data when all of it is valid", () => {
    const input = { name: "Roof", place: { latitude: 51 } };
    assert.deepEqual(parse(schema, { ...input, more: 1 }), { data: input });
  });

  it("returns a sentence for each invalid field, nested ones with dots", () => {
    assert.deepEqual(parse(schema, { place: {} }), {
      fields: [
        { field: "name", message: "Give it a name." },
        { field: "place.latitude", message: "A latitude is a number." },
      ],
    });
  });
});
