import http from "node:http";
import https from "node:https";
import { isAllowedHost, portOf } from "../../../domain/operations/webhooks/address.ts";
import type { AttemptFailure, Outcome } from "../../../domain/operations/webhooks/delivery.ts";
import { type NameServer, resolve } from "./resolve.ts";

/** How messages are sent. */
export interface PostOptions {
  /** Hosts with ports that need be neither public nor secure (WEBHOOK_ALLOWED_HOSTS). */
  allowedHosts: readonly string[];
  nameServer?: NameServer;
  /** Certificates of authorities to trust, in place of the system's (PEM). */
  trusted?: string[];
  /** For all of it: the look-up, the connection and the response. */
  milliseconds?: number;
  /** Aborts when the service ends. */
  stopped?: AbortSignal;
}

/** A message with the headers that sign it. */
export interface SignedPost {
  headers: Record<string, string>;
  body: string;
}

const MILLISECONDS = 10_000;
/** Of a response that are read, so that receivers can end it in peace. */
const RESPONSE_BYTES = 64 * 1024;
const HEADER_BYTES = 16 * 1024;

/**
 * Posts a message to an address whose name is looked up once: the connection goes to the very address
 * that was checked, and the certificate must be one of the name. Redirects are not followed. Of the
 * response only the status is kept; its body is read to the end, 64 KB or the deadline, and dropped.
 */
export async function post(
  address: string,
  message: SignedPost,
  options: PostOptions,
): Promise<Outcome> {
  const url = new URL(address);
  const { allowedHosts, nameServer, milliseconds = MILLISECONDS } = options;
  const isAllowed = isAllowedHost(url, allowedHosts);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), milliseconds);
  const signal = AbortSignal.any([deadline.signal, ...options.stopped ? [options.stopped] : []]);
  try {
    const resolved = await resolve(url, { signal, isAllowed, nameServer });
    if ("failure" in resolved) return failed(resolved.failure);
    const status = await request(url, resolved.address, message, { ...options, signal });
    return { status, failure: null };
  } catch (error) {
    return failed(signal.aborted ? "timed_out" : failureOf(error));
  } finally {
    clearTimeout(timer);
  }
}

const failed = (failure: AttemptFailure): Outcome => ({ status: null, failure });

type Sending = PostOptions & { signal: AbortSignal };

/** Sends a request to this network address and returns the status of the response. */
function request(
  url: URL,
  host: string,
  { headers, body }: SignedPost,
  { signal, trusted }: Sending,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let status: number | undefined;
  const end = (error: Error) => status === undefined ? reject(error) : resolve(status);
  const { request } = url.protocol === "https:" ? https : http;
  const sent = request({
    method: "POST",
    host,
    port: portOf(url),
    path: url.pathname + url.search,
    servername: url.hostname.replace(/^\[|\]$|\.$/g, ""),
    ca: trusted,
    agent: false,
    maxHeaderSize: HEADER_BYTES,
    headers: {
      ...headers,
      "host": url.host,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Sitecast",
      "connection": "close",
    },
  }, async (response) => {
    status = response.statusCode!;
    await readSome(response, signal);
    resolve(status);
    sent.destroy();
  });
  const abort = () => sent.destroy(new Error("The deadline has passed."));
  signal.addEventListener("abort", abort);
  sent.on("error", end);
  sent.on("close", () => {
    signal.removeEventListener("abort", abort);
    end(new Error("The connection was closed."));
  });
  sent.end(body);
  return promise;
}

/** Reads a response until its end, 64 KB or the signal. What breaks it then changes nothing. */
async function readSome(response: http.IncomingMessage, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let bytes = 0;
  response.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > RESPONSE_BYTES) resolve();
  });
  for (const event of ["end", "close", "error"]) response.on(event, () => resolve());
  signal.addEventListener("abort", () => resolve());
  await promise;
}

/** Codes of errors that come before there is a connection. */
const NOT_CONNECTED = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/;
const CERTIFICATE = /CERT|TLS|SSL|UNABLE_TO_VERIFY|SELF_SIGNED|HOSTNAME/;

function failureOf(error: unknown): AttemptFailure {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (NOT_CONNECTED.test(code)) return "not_connected";
  return CERTIFICATE.test(code) || /certificate|tls|handshake/i.test(message)
    ? "no_certificate"
    : "no_response";
}
