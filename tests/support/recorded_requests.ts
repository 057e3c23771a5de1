import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";

/** A request of a client, as it was sent but for the key. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** In base64. */
  body: string;
}

/** Headers that decide what becomes of a request. */
const HEADERS = ["authorization", "content-type", "content-encoding", "accept"];
const BASIC = /^Basic (\S+)$/;

/** Returns a request as it can be kept, with KEY in the place of the key. */
export async function recorded(request: Request, key: string): Promise<RecordedRequest> {
  const { pathname, search } = new URL(request.url);
  const sent = HEADERS.flatMap((name) => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, withKey(value, key, "KEY")]];
  });
  return {
    method: request.method,
    path: pathname + search,
    headers: Object.fromEntries(sent),
    body: Buffer.from(await request.arrayBuffer()).toString("base64"),
  };
}

/** Returns a request with its body unpacked: the same text is packed differently by other versions. */
export function unpacked({ headers, body, ...request }: RecordedRequest): RecordedRequest {
  const bytes = Buffer.from(body, "base64");
  const isPacked = headers["content-encoding"] === "gzip";
  return { ...request, headers, body: (isPacked ? gunzipSync(bytes) : bytes).toString() };
}

/** Returns the request that was recorded, with a key. */
export function replayed({ method, path, headers, body }: RecordedRequest, key: string) {
  const authorization = withKey(headers.authorization ?? "", "KEY", key);
  const bytes = method === "POST" ? new Uint8Array(Buffer.from(body, "base64")) : undefined;
  return [path, { method, headers: { ...headers, authorization }, body: bytes }] as const;
}

function withKey(header: string, key: string, other: string): string {
  const [, packed] = BASIC.exec(header) ?? [];
  if (packed === undefined) return header.replace(key, other);
  return `Basic ${btoa(atob(packed).replace(key, other))}`;
}
