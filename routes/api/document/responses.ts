import { BODY_LIMITS, kindOfPath } from "../../http/body_limits.ts";
import {
  type ApiDocument,
  type ApiResponse,
  type Operation,
  operationsOf,
  type Parameter,
  type Reference,
} from "./document.ts";

const text = (description: string) => ({ description, schema: { type: "string" } });

/** Headers of responses, by their names. */
export const HEADERS = {
  ETag: text("Of this response: sent back in If-None-Match it brings 304 until something changes"),
  Link: text('The address of the next page, with rel="next"; none on the last one'),
  RateLimit: text(
    "What is left of the requests of this minute (r), and the seconds until then (t)",
  ),
  "RateLimit-Policy": text("How many requests (q) the token may send in how many seconds (w)"),
  "Retry-After": text("Seconds to wait before the request is sent again"),
  Allow: text("The methods that the address takes"),
};

type HeaderName = keyof typeof HEADERS;

/** Headers that a request may have. */
export const REQUEST_HEADERS: Record<string, Parameter> = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "Any text of your own, without blanks: within 24 hours the same request with it " +
      "gets the response of the first one, and does nothing twice",
    schema: { type: "string", pattern: "^[!-~]{1,255}$" },
    example: "meter-7-2026-06-21",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "ETags of earlier responses: 304 if one of them still holds",
    schema: { type: "string" },
    example: 'W/"0"',
  },
};

/** Names the headers of requests and responses at each operation that has them. */
export function describeHeaders(document: ApiDocument): void {
  for (const { method, operation } of operationsOf(document)) {
    const { responses } = operation;
    const name = method === "get" ? "IfNoneMatch" : "IdempotencyKey";
    if (method === "get" || method === "post") {
      const parameter = { $ref: `#/components/parameters/${name}` } as unknown as Parameter;
      operation.parameters = [...operation.parameters ?? [], parameter];
    }
    for (const [status, response] of Object.entries(responses)) {
      if ("$ref" in response) continue;
      const headers = headersOf(method, status, operation);
      if (headers.length > 0) response.headers = { ...references(headers), ...response.headers };
    }
  }
}

function headersOf(method: string, status: string, operation: Operation): HeaderName[] {
  const limits: HeaderName[] = ["RateLimit", "RateLimit-Policy"];
  if (status.startsWith("2")) {
    const isList = operation.parameters?.some(({ name }) => name === "cursor");
    return [
      ...limits,
      ...method === "get" ? ["ETag" as const] : [],
      ...isList ? ["Link" as const] : [],
    ];
  }
  if (status === "429") return [...limits, "Retry-After"];
  if (status === "503") return ["Retry-After"];
  return status === "405" ? ["Allow"] : [];
}

const references = (names: HeaderName[]): Record<string, Reference> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/**
 * Moves problems, and whatever else many operations respond with, into `components`: each of them has
 * 15 statuses, which would be two thirds of the document.
 */
export function shareResponses(document: ApiDocument): void {
  const shared = document.components.responses ??= {};
  const names = new Map<string, string>();
  for (const { path, operation } of operationsOf(document)) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if ("$ref" in response || !isShared(response)) continue;
      if (status === "413") response.description = `The body is larger than ${sizeOf(path)}`;
      const key = `${status} ${JSON.stringify(response)}`;
      const isFirst = !names.has(key);
      const name = names.get(key) ?? `${nameOf(status)}${suffixOf(status, shared)}`;
      if (isFirst) {
        names.set(key, name);
        shared[name] = response;
      }
      operation.responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
}

const isShared = ({ content }: ApiResponse) =>
  content === undefined ||
  Object.keys(content).every((type) => type === "application/problem+json");

const nameOf = (status: string) => status.startsWith("2") ? `Done${status}` : `Problem${status}`;

/** Counts from the second one on. */
function suffixOf(status: string, shared: object): string {
  const count = Object.keys(shared).filter((name) => name.startsWith(nameOf(status))).length;
  return count === 0 ? "" : `_${count + 1}`;
}

const MB = 1024 ** 2;

function sizeOf(path: string): string {
  const address = `/api/v1${path}`;
  const bytes = BODY_LIMITS[kindOfPath(address)].bodyBytes;
  const lines = kindOfPath(address, { isUpload: true });
  const json = `the ${bytes / MB} MB that are taken here`;
  return lines === "upload" ? `${json}, or than UPLOAD_MB or UPLOAD_ROWS in NDJSON or CSV` : json;
}
