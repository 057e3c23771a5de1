import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { TestApp } from "./app.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** How a body with rows is sent. */
export interface Sending {
  type: "text/csv" | "application/x-ndjson" | "application/json";
  isPacked?: boolean;
  /** Bytes of each chunk; undefined: all at once. */
  chunk?: number;
}

/** Sends a body with rows, as alice unless a token is given. */
export function sendLines(
  app: TestApp,
  path: string,
  body: string | Bytes,
  { type, isPacked = false, chunk }: Sending,
  token = app.cast.alice.token,
): Promise<Response> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const sent: Bytes = isPacked ? new Uint8Array(gzipSync(bytes)) : bytes;
  return app.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": type,
      ...isPacked ? { "content-encoding": "gzip" } : {},
    },
    body: chunk === undefined ? sent : chunked(sent, chunk),
  });
}

function chunked(bytes: Bytes, size: number): ReadableStream<Bytes> {
  const chunks = Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, i) => bytes.slice(i * size, (i + 1) * size),
  );
  return ReadableStream.from(chunks);
}

/** Writes rows as CSV with the columns of the first row; null is an empty cell. */
export function asCsv(rows: readonly object[], end = "\n"): string {
  const names = Object.keys(rows[0]!);
  const cells = rows.map((row) => names.map((name) => (row as never)[name] ?? "").join());
  return [names.join(), ...cells].map((line) => line + end).join("");
}

export const asNdjson = (rows: readonly object[]) =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Returns what became of rows. */
export async function storedBy(
  response: Response,
  status = 201,
): Promise<Record<string, unknown>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}
