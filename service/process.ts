import { translated } from "../db/errors.ts";
import { AppError } from "../domain/errors.ts";
import { ConfigError } from "./config_error.ts";
import { log } from "./log.ts";

const LONGEST_END_MS = 15_000;
const LONGEST_REQUEST_END_MS = 4_000;

/**
 * Listens for SIGINT and SIGTERM. At the first one `signal` aborts and `requested` resolves; later
 * ones are ignored, because Ctrl-C under `deno task` arrives twice, from the terminal and from the
 * task runner. Ends the process if it is still there 15 s later.
 */
export function listenForStop(): { signal: AbortSignal; requested: Promise<void> } {
  const stop = new AbortController();
  const requested = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => {
      setTimeout(() => Deno.exit(1), LONGEST_END_MS);
      resolve();
    });
  });
  const onSignal = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, onSignal);
  return { signal: stop.signal, requested };
}

interface Address {
  hostname: string;
  port: number;
}

/** Throws ConfigError when nothing can listen at this address, as when its port is taken. */
export function checkAddress(address: Address): void {
  listening(address, () => Deno.listen(address)).close();
}

/**
 * Responds with 400 to a request without a host, or with one that is no host, as RFC 9112, 3.2, asks
 * for: its address cannot be understood.
 */
function withHost(handler: Deno.ServeHandler): Deno.ServeHandler {
  return (request, info) => {
    const isUnderstood = request.headers.has("host") && URL.canParse(request.url);
    return isUnderstood ? handler(request, info) : new Response(null, { status: 400 });
  };
}

/**
 * Serves HTTP; `port` is the one that port 0 became. `end` stops taking requests and waits at most
 * 4 s for those in progress. Throws ConfigError when it cannot listen.
 */
export function serve(address: Address, handler: Deno.ServeHandler) {
  const server = listening(
    address,
    () => Deno.serve({ ...address, onListen() {} }, withHost(handler)),
  );
  const end = async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => timer = setTimeout(resolve, LONGEST_REQUEST_END_MS));
    await Promise.race([server.shutdown(), late]);
    clearTimeout(timer);
  };
  return { port: server.addr.port, end };
}

/** Sends requests to a handler as if they came from this machine, without a connection. */
export function sendBy(handler: Deno.ServeHandler) {
  return async (path: string, init: RequestInit): Promise<Response> =>
    await handler(new Request(`http://localhost${path}`, init), {
      remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
      completed: Promise.resolve(),
    });
}

function listening<T>({ hostname, port }: Address, listen: () => T): T {
  try {
    return listen();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new ConfigError(
        `Port ${port} of ${hostname} is taken by another program. Stop that program, or choose ` +
          "another port with PORT.",
      );
    }
    if (
      error instanceof Deno.errors.AddrNotAvailable || error instanceof Deno.errors.PermissionDenied
    ) {
      throw new ConfigError(
        `Cannot listen on port ${port} of ${hostname}: ${error.message}. HOST and PORT say where ` +
          "to listen; ports below 1024 need special rights.",
      );
    }
    throw error;
  }
}

/**
 * Logs errors that no code awaits or catches, where Deno would end the process. postgres.js 3.4.9
 * rejects a promise that nobody holds when a connection breaks during a write; the query itself
 * fails as it should, so the request behind it still gets its error.
 */
export function logUnhandledErrors(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("unhandled rejection: {error}", { error: event.reason });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("unhandled error: {error}", { error: event.error });
  });
}

/**
 * Runs a program and ends the process: with the status that the program returns, or 0; with status 1
 * (or what the program set by its argument) and, on standard error, a sentence for an error that its
 * reader can correct, the stack for any other.
 */
export async function runProgram(
  program: (failWith: (status: number) => void) => Promise<number | void>,
): Promise<never> {
  let failure = 1;
  let status: number | void;
  try {
    status = await program((status) => failure = status);
  } catch (error) {
    console.error(sentence(error) ?? error);
    Deno.exit(failure);
  }
  Deno.exit(status ?? 0);
}

function sentence(error: unknown): string | undefined {
  const known = translated(error);
  if (known instanceof AppError || known instanceof ConfigError) {
    return `Sitecast: ${known.message}`;
  }
}
