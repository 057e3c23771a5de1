import {
  type ApiDocument,
  type Content,
  operationsOf,
  type Parameter,
  type Schema,
} from "./document.ts";

const UUID = "0b7c9a52-6f0e-4d3c-9a55-2f4f6f1d8e10";

/** What fields hold in examples, by their names. */
const BY_NAME: Record<string, unknown> = {
  asset_type: "pv",
  author: "dora@example.org",
  capacity_kw: 49.14,
  client_site_id: 7,
  client_site_name: "Barn",
  country: "france",
  currency: "EUR",
  day: "2026-06-21",
  email: "dora@example.org",
  end_utc: "2026-06-21T10:15:00Z",
  horizon_minutes: 60,
  latitude: -21.333,
  longitude: 55.483,
  made_utc: "2026-06-21T09:00:00Z",
  model_name: "pvnet",
  month: "2026-05",
  name: "South fields",
  orientation: 194,
  p10_kw: 28.5,
  p90_kw: 41.25,
  region: "La Réunion",
  start: "2026-06-21T10:00:00Z",
  end: "2026-06-21T11:00:00Z",
  session_end_utc: "2026-06-21T11:00:00Z",
  session_start_utc: "2026-06-21T10:00:00Z",
  start_utc: "2026-06-21T10:00:00Z",
  tilt: 20,
  time_zone: "Indian/Reunion",
  timestamp_utc: "2026-06-21T09:00:00Z",
};

/** The same by the ends of their names. */
const BY_END: [name: RegExp, value: unknown][] = [
  [/_kwh$/, 210.5],
  [/_kw$/, 35.125],
  [/_share$/, 0.125],
];

/** Writes the examples of parameters, bodies and responses that routes do not have themselves. */
export function describeExamples(document: ApiDocument): void {
  const examples = new Examples(document);
  for (const { operation } of operationsOf(document)) {
    const { parameters = [], requestBody, responses } = operation;
    for (const parameter of parameters) {
      if (parameter.required) parameter.example ??= examples.ofParameter(parameter);
    }
    examples.addTo(requestBody?.content["application/json"], "request");
    for (const [status, response] of Object.entries(responses)) {
      if ("$ref" in response || !status.startsWith("2")) continue;
      examples.addTo(response.content?.["application/json"], "response");
    }
  }
}

/** Fields that a schema lets be left out where others say the same: examples have these. */
const CHOSEN = new Set([
  "capacity_kw",
  "end_utc",
  "latitude",
  "longitude",
  "session_end_utc",
  "session_start_utc",
  "site_uuid",
]);

/** A request has what it must have, a response everything. */
type Side = "request" | "response";

class Examples {
  constructor(private document: ApiDocument) {}

  ofParameter({ name, schema }: Parameter): unknown {
    return this.#of(schema, name, "request");
  }

  addTo(content: Content | undefined, side: Side): void {
    if (content) content.example ??= this.#of(content.schema, "", side);
  }

  /** `depth` ends what contains itself. */
  #of(schema: Schema, name: string, side: Side, depth = 0): unknown {
    const known = schema.example ?? schema.const ?? schema.default;
    if (known !== undefined) return known;
    if (schema.$ref) {
      const found = this.document.components.schemas[schema.$ref.split("/").at(-1)!];
      return found && depth < 9 ? this.#of(found, name, side, depth + 1) : null;
    }
    if (schema.enum) return schema.enum.find((one) => one !== null);
    if (schema.allOf) {
      return Object.assign({}, ...schema.allOf.map((one) => this.#of(one, name, side, depth)));
    }
    const [choice] = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== "null");
    if (choice) return this.#of(choice, name, side, depth);
    const [type] = [schema.type ?? "object"].flat().filter((one) => one !== "null");
    if (type === "object") return this.#object(schema, side, depth);
    if (type === "array") {
      return schema.items ? [this.#of(schema.items, name, side, depth + 1)] : [];
    }
    return scalar(schema, name, type ?? "null");
  }

  #object({ properties = {}, required = [] }: Schema, side: Side, depth: number): unknown {
    const names = Object.keys(properties);
    const sent = required.length > 0
      ? required
      : names.filter((name) => name !== "version").slice(0, 1);
    const shown = side === "request"
      ? names.filter((name) => sent.includes(name) || CHOSEN.has(name))
      : names;
    return Object.fromEntries(
      shown.map((name) => [name, this.#of(properties[name]!, name, side, depth + 1)]),
    );
  }
}

function scalar(schema: Schema, name: string, type: string): unknown {
  const named = BY_NAME[name] ?? BY_END.find(([end]) => end.test(name))?.[1];
  if (type === "boolean") return true;
  if (type === "number" || type === "integer") {
    const value = typeof named === "number" ? named : 1;
    const within = Math.min(Math.max(value, schema.minimum ?? value), schema.maximum ?? value);
    return type === "integer" ? Math.ceil(within) : within;
  }
  if (schema.format === "uuid") return UUID;
  const isTime = schema.format === "date-time";
  const time = "2026-06-21T10:00:00Z";
  if (isTime) return typeof named === "string" && named.length > 10 ? named : time;
  if (schema.format === "date") return "2026-06-21";
  if (typeof named === "string") return named;
  return name.endsWith("_utc") ? time : textOf(schema);
}

const textOf = ({ pattern }: Schema) => pattern?.includes("\\d") ? "1" : "text";
