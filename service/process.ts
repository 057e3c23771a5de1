import { translated } from "../db/errors.ts";
import { AppError } from "../domain/errors.ts";
import { ConfigError } from "./config.ts";
import { log } from "./log.ts";

const LONGEST_END_MS = 15_000;
const LONGEST_REQUEST_END_MS = 4_000;

/**
 * `signal` aborts and `asked` resolves at the first SIGINT or SIGTERM. More of them change nothing (Ctrl-C reaches us twice under
 * `deno task`: from the terminal and from it); a program that has not ended in 15 s is ended.
 */
export function listenForStop(): { signal: AbortSignal; asked: Promise<void> } {
  const stop = new AbortController();
  const asked = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => {
      setTimeout(() => Deno.exit(1), LONGEST_END_MS);
      resolve();
    });
  });
  const onSignal = () => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, onSignal);
  return { signal: stop.signal, asked };
}

/** Serves; `end` takes no new requests, and waits at most 4 s for those under way. */
export function serve(options: { hostname: string; port: number }, handler: Deno.ServeHandler) {
  const server = Deno.serve({ ...options, onListen() {} }, handler);
  const end = async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => timer = setTimeout(resolve, LONGEST_REQUEST_END_MS));
    await Promise.race([server.shutdown(), late]);
    clearTimeout(timer);
  };
  return { port: server.addr.port, end };
}

/**
 * A service does not end because of what nobody waited for. postgres.js 3.4.9 throws into the void
 * when a connection breaks while it writes; the request behind it gets its error all the same.
 */
export function logUnhandledErrors(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("nobody waited for this: {error}", { error: event.reason });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("nobody caught this: {error}", { error: event.error });
  });
}

/**
 * Runs a program. What a person can mend ends it with a sentence and status 1; anything else with
 * its stack.
 */
export async function runProgram(program: () => Promise<void>): Promise<never> {
  try {
    await program();
  } catch (error) {
    console.error(sentence(error) ?? error);
    Deno.exit(1);
  }
  Deno.exit(0);
}

function sentence(error: unknown): string | undefined {
  const known = translated(error);
  if (known instanceof AppError || known instanceof ConfigError) {
    return `Sitecast: ${known.message}`;
  }
  if (known instanceof Deno.errors.AddrInUse) {
    return "Sitecast: the port is taken by another program. Stop it, or choose another with PORT.";
  }
  if (
    known instanceof Deno.errors.AddrNotAvailable || known instanceof Deno.errors.PermissionDenied
  ) {
    return `Sitecast: ${known.message}. HOST and PORT say where to listen; ports below 1024 need rights.`;
  }
}
