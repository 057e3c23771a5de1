import fc from "fast-check";
import type { Schema } from "../../routes/api/document/document.ts";

/** How often a field that may be left out is sent. */
const SENT = 0.4;
/** Values of one list. */
const MOST_ITEMS = 3;

/** Makes arbitrary values that schemas of a document allow. */
export class SchemaValues {
  /** `known` returns ids of things that are there, by the name of a field. */
  constructor(
    private resolved: (schema: Schema) => Schema,
    private known: (name: string) => string | undefined,
  ) {}

  /** Of the field of that name; `depth` ends what contains itself. */
  of(named: Schema, name = "", depth = 0): fc.Arbitrary<unknown> {
    const schema = this.resolved(named);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return fc.oneof(...choices.map((one) => this.of(one, name, depth)));
    if (schema.allOf) {
      return fc.tuple(...schema.allOf.map((one) => this.of(one, name, depth)))
        .map((parts) => Object.assign({}, ...parts as object[]));
    }
    const types = [schema.type ?? (schema.properties ? "object" : "string")].flat();
    return fc.oneof(...types.map((type) => this.#ofType(type, schema, name, depth)));
  }

  #ofType(type: string, schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    if (type === "null") return fc.constant(null);
    if (type === "boolean") return fc.boolean();
    if (type === "integer") return integers(schema);
    if (type === "number") return numbers(schema);
    if (type === "object") return this.object(schema, depth);
    if (type === "string") return this.#text(schema, name);
    const { items = {}, minItems = 0 } = schema;
    const item = depth > 6 ? fc.constant(null) : this.of(items, name.replace(/s$/, ""), depth + 1);
    return fc.array(item, { minLength: minItems, maxLength: Math.max(MOST_ITEMS, minItems) });
  }

  /** All fields that are required, and some of the others. */
  object({ properties = {}, required = [] }: Schema, depth = 0): fc.Arbitrary<object> {
    const fields = Object.entries(properties).map(([name, schema]) => {
      const value = this.of(schema, name, depth + 1);
      return required.includes(name)
        ? value.map((one) => [[name, one]])
        : fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), value)
          .map(([chance, one]) => chance < SENT ? [[name, one]] : []);
    });
    return fc.tuple(...fields).map((pairs) =>
      Object.fromEntries(pairs.flat() as [string, unknown][])
    );
  }

  #text(schema: Schema, name: string): fc.Arbitrary<string> {
    const known = this.known(name);
    const any = texts(schema);
    return known === undefined ? any : fc.oneof(
      { arbitrary: fc.constant(known), weight: 4 },
      { arbitrary: any, weight: 1 },
    );
  }
}

function integers({ minimum, maximum, exclusiveMinimum }: Schema) {
  const min = minimum ?? (exclusiveMinimum === undefined ? -(2 ** 31) : exclusiveMinimum + 1);
  const max = maximum ?? 2 ** 31 - 1;
  const within = { min: Math.ceil(min), max: Math.floor(max) };
  return fc.oneof(
    fc.integer(within),
    fc.integer({ ...within, max: Math.min(within.min + 9, within.max) }),
  );
}

const numbers = ({ minimum, maximum, exclusiveMinimum }: Schema) =>
  fc.oneof(
    fc.double({
      min: minimum ?? exclusiveMinimum ?? -1e300,
      minExcluded: exclusiveMinimum !== undefined,
      max: maximum ?? 1e300,
      noNaN: true,
    }),
    integers({
      minimum: minimum ?? exclusiveMinimum ?? 0,
      exclusiveMinimum,
      maximum: maximum ?? 100,
    }),
  );

const DAY = "2026-06-21";
const TIMES = [0, 15, 30, 45].map((minute) => `${DAY}T08:${String(minute).padStart(2, "0")}:00Z`);

function texts({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date") {
    return fc.oneof(
      fc.constant(DAY),
      fc.constantFrom("2026-06-01", "2026-02-28", "2024-02-29", "1970-01-01", "2100-01-01"),
    );
  }
  if (format === "date-time") {
    const far = fc.constantFrom(
      "1970-01-01T00:00:00Z",
      "2100-12-31T23:59:59.999Z",
      `${DAY}T06:00:00.123456Z`,
    );
    return fc.oneof(fc.constantFrom(...TIMES), far);
  }
  if (format === "email") return fc.constantFrom("dora@example.org", "erik+api@example.org");
  if (format === "uri") return fc.constant("https://example.org/hook");
  const within = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) };
  if (pattern?.includes("\\p") || pattern?.includes("\\P")) {
    return fc.string(within).filter((text) => new RegExp(pattern, "u").test(text));
  }
  if (pattern) return fc.stringMatching(new RegExp(pattern, "u"));
  return fc.oneof(
    fc.string(within),
    fc.string({ ...within, unit: "grapheme" }).filter((text) => text.length <= maxLength),
  );
}
