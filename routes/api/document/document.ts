/** A schema of the description (JSON Schema 2020-12), as far as this folder reads it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  example?: unknown;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

export interface Content {
  schema: Schema;
  example?: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  example?: unknown;
  schema: Schema;
}

export interface Reference {
  $ref: string;
}

export interface ApiResponse {
  description: string;
  headers?: Record<string, Reference>;
  content?: Record<string, Content>;
}

export interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, ApiResponse | Reference>;
}

/** The description of the API (OpenAPI 3.1). */
export interface ApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  tags?: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses?: Record<string, ApiResponse>;
    headers?: Record<string, { description: string; schema: Schema }>;
  };
}

/** Lists the operations of a document, each with its path and method. */
export function operationsOf({ paths }: Pick<ApiDocument, "paths">) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );
}

/** Calls `visit` with each object in a JSON value, the outer ones first. */
export function walk(value: unknown, visit: (found: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) return value.forEach((one) => walk(one, visit));
  if (value === null || typeof value !== "object") return;
  visit(value as Record<string, unknown>);
  for (const one of Object.values(value)) walk(one, visit);
}
