import fc from "fast-check";
import type { Described, DescribedOperation } from "./api_document.ts";
import type { ApiKeys } from "./api_world.ts";
import type { Schema } from "../../routes/api/document/document.ts";
import { SchemaValues } from "./schema_values.ts";

/** A request to an operation, without its sender. */
export interface ApiRequest {
  address: string;
  /** Undefined: no body. */
  body?: unknown;
}

type Fields = Record<string, unknown>;

/** Makes requests to the operations of a document. */
export class ApiRequests {
  #values: SchemaValues;

  /** Ids of the world, which are encoded already, as in a path. */
  #encoded: ReadonlySet<unknown>;

  constructor(private described: Described, private keys: ApiKeys) {
    this.#encoded = new Set(Object.values(keys));
    this.#values = new SchemaValues(
      (schema) => described.resolved(schema),
      (name) => keys[name],
    );
  }

  /** Returns the request of an operation's examples, to things that are there. */
  example(one: DescribedOperation): ApiRequest {
    const query = this.described.parameters(one, "query")
      .filter(({ required }) => required)
      .map(({ name, example }) => [name, this.keys[name] ?? String(example)]);
    const path = this.described.parameters(one, "path")
      .map(({ name, example }): [string, unknown] => [name, this.keys[name] ?? example]);
    const body = one.operation.requestBody?.content["application/json"]?.example;
    return {
      address: this.#addressOf(one.path, Object.fromEntries(path), Object.fromEntries(query)),
      body: this.#withKeys(body),
    };
  }

  /** Things of an example that are there have other ids here. */
  #withKeys(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) {
      return value.map((one) => this.#withKeys(one, name.replace(/s$/, "")));
    }
    if (typeof value === "string" && this.keys[name] !== undefined) return this.keys[name];
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, one]) => [field, this.#withKeys(one, field)]),
    );
  }

  /** Makes requests that an operation's schemas allow. */
  valid(one: DescribedOperation): fc.Arbitrary<ApiRequest> {
    const of = (place: "path" | "query") => {
      const parameters = this.described.parameters(one, place);
      return this.#values.object({
        properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
        required: parameters.filter(({ required }) => required).map(({ name }) => name),
      }) as fc.Arbitrary<Fields>;
    };
    const body = this.#bodyOf(one);
    return fc.record({
      path: of("path"),
      query: of("query"),
      body: body ? this.#values.of(body) : fc.constant(undefined),
    }).map(({ path, query, body }) => ({
      address: this.#addressOf(one.path, path, query),
      body,
    }));
  }

  /** Makes requests with one fault each. */
  invalid(one: DescribedOperation): fc.Arbitrary<ApiRequest> {
    const good = this.example(one);
    const body = this.#bodyOf(one);
    const sign = good.address.includes("?") ? "&" : "?";
    const faults = [
      fc.constant({ ...good, address: `${good.address}${sign}no_such_name=1` }),
      ...this.described.parameters(one, "query").flatMap(({ name, schema }) =>
        wrongTexts(this.described.resolved(schema)).map((text) =>
          fc.constant({ ...good, address: `${withoutName(good.address, name)}${name}=${text}` })
        )
      ),
      ...(body
        ? this.#wrongBodies(body, good.body).map((wrong) => fc.constant({ ...good, body: wrong }))
        : []),
    ];
    return fc.oneof(...faults);
  }

  #addressOf(path: string, inPath: Fields, query: Fields): string {
    const text = (value: unknown) =>
      this.#encoded.has(value) ? String(value) : encodeURIComponent(String(value)) || "%20";
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => text(inPath[name]));
    const pairs = Object.entries(query).map(([name, value]) =>
      `${name}=${encodeURIComponent(String(value))}`
    );
    return filled + (pairs.length > 0 ? `?${pairs.join("&")}` : "");
  }

  #bodyOf({ operation }: DescribedOperation): Schema | undefined {
    const named = operation.requestBody?.content["application/json"]?.schema;
    return named && this.described.resolved(named);
  }

  /** Lists bodies with one fault: no object, a name too many, a field too few or of another type. */
  #wrongBodies({ properties = {}, required = [], type }: Schema, good: unknown): unknown[] {
    if (type !== "object" || good === null || typeof good !== "object") return ["text", 1];
    const less = required.map((name) => {
      const { [name]: _, ...rest } = good as Fields;
      return rest;
    });
    const others = Object.entries(properties)
      .filter(([, schema]) => [this.described.resolved(schema).type].flat()[0] !== "object")
      .filter(([, schema]) => this.described.resolved(schema).type !== undefined)
      .map(([name]) => ({ ...good, [name]: { no_such_name: 1 } }));
    return [[], null, { ...good, no_such_name: 1 }, ...less, ...others];
  }
}

function withoutName(address: string, name: string): string {
  const [path, query = ""] = address.split("?");
  const rest = query.split("&").filter((pair) => pair !== "" && !pair.startsWith(`${name}=`));
  return `${path}?${[...rest, ""].join("&")}`;
}

/** Lists texts that a schema does not allow in a query. */
function wrongTexts({ type, enum: choices, format, pattern }: Schema): string[] {
  if (choices) return ["no-such-choice"];
  if (format === "uuid" || format === "date" || format === "date-time") return ["no-such"];
  const types = [type].flat();
  if (types.includes("number") || types.includes("integer")) return ["many"];
  if (pattern && !new RegExp(pattern, "u").test("%")) return ["%25"];
  return [];
}
