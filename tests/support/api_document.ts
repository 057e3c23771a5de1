import Ajv, { type AnySchema, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {
  type ApiDocument,
  type Operation,
  operationsOf,
  type Parameter,
  type Schema,
} from "../../routes/api/document/document.ts";
import type { BareApp } from "./app.ts";

export interface DescribedOperation {
  path: string;
  method: string;
  operation: Operation;
}

/** The description of the API, as programs read it. */
export class Described {
  readonly operations: DescribedOperation[];
  #ajv = new Ajv.default({
    strict: false,
    inlineRefs: false,
    validateSchema: false,
    code: { optimize: false },
  });
  #checks = new Map<string, ValidateFunction>();

  constructor(readonly document: ApiDocument) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document as AnySchema, "api");
    this.operations = operationsOf(document);
  }

  /** Returns what a reference in the document leads to; anything else as it is. */
  resolved<T extends object>(value: T | { $ref?: string }): T {
    const { $ref } = value as { $ref?: string };
    if ($ref === undefined) return value as T;
    const found = $ref.slice(2).split("/")
      .reduce<unknown>(
        (at, name) => (at as Record<string, unknown> | undefined)?.[name],
        this.document,
      );
    if (found === undefined) throw new Error(`The document has no ${$ref}.`);
    return this.resolved<T>(found as T);
  }

  parameters({ operation }: DescribedOperation, place: Parameter["in"]): Parameter[] {
    return (operation.parameters ?? []).map((one) => this.resolved<Parameter>(one))
      .filter((one) => one.in === place);
  }

  /** Returns what contradicts the schema at a place of the document; "" if nothing does. */
  fault(place: (string | number)[], value: unknown): string {
    const pointer = place.map((name) => escaped(String(name))).join("/");
    const check = this.#checks.get(pointer) ?? this.#ajv.compile({ $ref: `api#/${pointer}` });
    this.#checks.set(pointer, check);
    return check(value) ? "" : this.#ajv.errorsText(check.errors);
  }

  /** Returns what a response has that the description of its operation does not; "" if nothing. */
  async faultOf({ path, method, operation }: DescribedOperation, response: Response) {
    const { status } = response;
    const text = await response.text();
    if (status >= 500) return `${status} ${text}`;
    const named = operation.responses[status];
    if (!named) return `${status} is not described: ${text}`;
    const { content = {} } = this.resolved(named) as { content?: Record<string, unknown> };
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    if (text === "") return type in content && status !== 304 ? `${status} has no body` : "";
    if (!(type in content)) return `${status} comes as ${type}: ${text.slice(0, 100)}`;
    if (!type.endsWith("json")) return "";
    const place = "$ref" in named
      ? [...(named.$ref as string).slice(2).split("/")]
      : ["paths", path, method, "responses", status];
    const fault = this.fault([...place, "content", type, "schema"], JSON.parse(text));
    return fault && `${status} ${fault}: ${text.slice(0, 300)}`;
  }
}

const escaped = (name: string) =>
  encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));

export async function describedBy(app: BareApp): Promise<Described> {
  return new Described(await (await app.fetch("/api/v1/openapi.json")).json());
}

export type { Schema };
