import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { z } from "zod";
import { parseForm } from "../../../routes/http/parse_form.ts";

describe("an empty field", () => {
  const optional = z.object({
    name: z.string().nullish(),
    size: z.number().nullish(),
    zone: z.string().default("UTC"),
  });

  it("says nothing, or NULL, as the form is meant", () => {
    const posted = { name: "", size: "  " };
    assert.deepEqual(parseForm(optional, posted), { data: { zone: "UTC" } });
    assert.deepEqual(parseForm(optional, posted, { blank: "null" }), {
      data: { name: null, size: null, zone: "UTC" },
    });
  });

  it("is refused in the schema's words where something is wanted", () => {
    const wanted = z.object({ name: z.string({ error: "Enter a name." }) });
    for (const blank of ["absent", "null"] as const) {
      assert.deepEqual(parseForm(wanted, { name: " " }, { blank }), {
        fields: [{ field: "name", message: "Enter a name." }],
      });
    }
  });

  it("differs from a field that was not sent at all", () => {
    assert.deepEqual(parseForm(optional, {}, { blank: "null" }), { data: { zone: "UTC" } });
  });
});

describe("other fields of a form", () => {
  it("are true or false by their box, and nothing else is", () => {
    const boxed = z.object({ box: z.boolean({ error: "Tick it or not." }) });
    const of = (posted: object) => parseForm(boxed, { ...posted }).data?.box;
    assert.deepEqual([of({ box: "on" }), of({ box: "true" })], [true, true]);
    assert.deepEqual([of({}), of({ box: "" }), of({ box: "false" })], [false, false, false]);
    assert.deepEqual([of({ box: "maybe" }), of({ box: ["on", "on"] })], [undefined, undefined]);
  });

  it("are lists, of none, of one or of several", () => {
    const listed = z.object({ sites: z.array(z.string()) });
    const of = (posted: object) => parseForm(listed, { ...posted }).data?.sites;
    assert.deepEqual(of({}), []);
    assert.deepEqual(of({ sites: "" }), []);
    assert.deepEqual(of({ sites: "a" }), ["a"]);
    assert.deepEqual(of({ sites: ["a", "", "b"] }), ["a", "b"]);
  });

  it("are texts without the blanks around them, also where they look like numbers", () => {
    const texts = z.object({ name: z.string(), kind: z.enum(["pv", "wind"]).optional() });
    assert.deepEqual(parseForm(texts, { name: "  007 ", kind: "pv" }), {
      data: { name: "007", kind: "pv" },
    });
  });

  it("are those of the schema only: what else was sent is left out", () => {
    const named = z.object({ name: z.string() });
    assert.deepEqual(parseForm(named, { name: "Roof", is_admin: "on" }), {
      data: { name: "Roof" },
    });
  });

  it("are refused when they are files, and when a text came twice", () => {
    const named = z.object({ name: z.string().optional() });
    for (const name of [["a", "b"], new File([], "a.txt")]) {
      assert.equal(parseForm(named, { name }).fields?.[0]?.field, "name");
    }
  });
});
