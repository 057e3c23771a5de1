import { LRUCache } from "lru-cache";
import type { SignInLimits } from "../../domain/account/sign_in.ts";

const MOST_NETWORKS = 10_000;
const MINUTE_MS = 60_000;

/**
 * Counts wrong keys and tokens by the network that they come from, with the limit that wrong
 * passwords have: so many of an address within so many minutes. Counted in the process: they have 256
 * random bits, which cannot be guessed even if each restart begins a new count.
 */
export class WrongSecrets {
  /** When each of the last wrong secrets of a network came, in milliseconds, oldest first. */
  readonly #times = new LRUCache<string, number[]>({ max: MOST_NETWORKS });

  constructor(private limits: Pick<SignInLimits, "perAddress" | "minutes">) {}

  /** Returns the seconds until the next one of a network is looked at; 0: now. */
  waitSeconds(network: string, now: number): number {
    const { perAddress, minutes } = this.limits;
    const times = this.#times.get(network) ?? [];
    const oldest = times.at(-perAddress);
    if (oldest === undefined) return 0;
    return Math.max(0, Math.ceil((oldest + minutes * MINUTE_MS - now) / 1000));
  }

  add(network: string, now: number): void {
    const times = this.#times.get(network) ?? [];
    times.push(now);
    this.#times.set(network, times.slice(-this.limits.perAddress));
  }
}
