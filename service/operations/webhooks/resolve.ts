import { isPublicAddress, literalAddress } from "../../../domain/operations/webhooks/address.ts";
import type { AttemptFailure } from "../../../domain/operations/webhooks/delivery.ts";

/** A name server to ask, in place of the system's. */
export interface NameServer {
  ipAddr: string;
  port: number;
}

/** An address to connect to, or why there is none. */
export type Resolved = { address: string } | { failure: AttemptFailure };

/** How a name is looked up. */
export interface ResolveOptions {
  signal: AbortSignal;
  /** The operator allows the host: its address need not be public. */
  isAllowed?: boolean;
  nameServer?: NameServer;
}

/**
 * Looks up the host of an address once, and returns an address to connect to. All its addresses must
 * be public ones: a name that also leads into a private network is refused as a whole. Throws when the
 * signal comes first.
 */
export async function resolve(
  url: URL,
  { signal, isAllowed = false, nameServer }: ResolveOptions,
): Promise<Resolved> {
  const literal = literalAddress(url);
  const addresses = literal === undefined
    ? await lookUp(url.hostname, signal, nameServer)
    : [literal];
  if (addresses.length === 0) return { failure: "no_address" };
  if (!isAllowed && !addresses.every(isPublicAddress)) return { failure: "not_public" };
  return { address: addresses[0]! };
}

/** Returns the IPv4 and then the IPv6 addresses of a name; none of a name without any. */
async function lookUp(name: string, signal: AbortSignal, nameServer?: NameServer) {
  if (name === "localhost") return ["127.0.0.1"];
  const found = await Promise.allSettled(
    (["A", "AAAA"] as const).map((type) => Deno.resolveDns(name, type, { nameServer, signal })),
  );
  signal.throwIfAborted();
  return found.flatMap((one) => one.status === "fulfilled" ? one.value : []);
}
