import { translated } from "../db/errors.ts";
import { AppError } from "../domain/errors.ts";
import { ConfigError } from "./config.ts";
import { log } from "./log.ts";

const LONGEST_END_MS = 15_000;

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

/**
 * Runs a program. What a person can mend ends it with a sentence and status 1; anything else with
 * its stack. A rejection that nobody waited for is logged and does not end the service.
 */
export async function clearly(program: () => Promise<void>): Promise<never> {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("nobody waited for this: {error}", { error: event.reason });
  });
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
    return "Sitecast: the port is taken by another program. Stop it, or choose another one with PORT.";
  }
}
