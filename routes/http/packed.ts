import type { Context } from "hono";
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";

type Bytes = Uint8Array<ArrayBuffer>;

/** Smaller bodies grow, or fit into one packet as they are. */
export const LEAST_PACKED = 1024;
/** Larger bodies are compressed beside the service's thread; for smaller ones the way there costs more. */
const MOST_AT_ONCE = 128 * 1024;
/** A tenth larger than by zlib's usual level, in a quarter of its time. */
const LEVEL = 2;
/** For what is sent to everybody: a quarter smaller than by the level of pages. */
export const SMALLEST = 9;

const packBeside = promisify<Bytes, { level: number }, Bytes>(gzip);

/** Compresses a body (gzip, RFC 1952). */
export async function pack(body: Bytes, level = LEVEL): Promise<Bytes> {
  if (body.byteLength > MOST_AT_ONCE) return await packBeside(body, { level });
  return gzipSync(body, { level });
}

/** Compressed bodies, for as long as the bodies themselves are kept. */
const packed = new WeakMap<Bytes, Promise<Bytes>>();

/** Compresses a body that is sent more than once; only the first time takes work. */
export function packOnce(body: Bytes, level?: number): Promise<Bytes> {
  let once = packed.get(body);
  if (!once) packed.set(body, once = pack(body, level));
  return once;
}

const encoder = new TextEncoder();

/** Responds with a page or a part, compressed for clients that can unpack it. */
export async function html(c: Context, text: string): Promise<Response> {
  const body = encoder.encode(text);
  const type = { "Content-Type": "text/html; charset=UTF-8" };
  if (body.byteLength < LEAST_PACKED || !takesGzip(c.req.header("accept-encoding"))) {
    return c.body(body, undefined, type);
  }
  c.header("Vary", "Accept-Encoding", { append: true });
  return c.body(await pack(body), undefined, { ...type, "Content-Encoding": "gzip" });
}

/** Returns true when a client can unpack gzip, by its Accept-Encoding (RFC 9110, 12.5.3). */
export function takesGzip(accepted = ""): boolean {
  const codings = accepted.toLowerCase().split(",").map((one) =>
    one.split(";").map((part) => part.trim())
  );
  const gzip = codings.find(([name]) => name === "gzip") ?? codings.find(([name]) => name === "*");
  return gzip !== undefined && !/^q=0(\.0*)?$/.test(gzip[1] ?? "");
}
