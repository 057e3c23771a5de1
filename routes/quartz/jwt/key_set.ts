import { getLogger } from "@logtape/logtape";
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from "jose";
import { AppError } from "../../../domain/errors.ts";
import { fetchKeys } from "./fetch_keys.ts";

const log = getLogger(["sitecast", "jwt"]);

/** Keys are fetched at most so often, whatever tokens come. */
const PAUSE_MS = 60_000;
/** Keys that are older are fetched again beside a request, so that withdrawn ones stop working. */
const FRESH_MS = 10 * 60_000;
/** Shorter RSA keys are not safe (RFC 7518, 3.3). */
const LEAST_RSA_BITS = 2048;

type Keys = ReturnType<typeof createLocalJWKSet>;
type PublicKey = Awaited<ReturnType<Keys>>;

/**
 * The public keys of an issuer. They are kept, and fetched again when a token names another one. While
 * the issuer is away, the known ones work.
 */
export class KeySet {
  #keys: Keys | undefined;
  #fetchedAt = -Infinity;
  #triedAt = -Infinity;
  /** Why the last attempt failed. */
  #failure: unknown;
  #pending: Promise<void> | undefined;

  /** `now`: milliseconds since 1970. */
  constructor(private url: string, private now: () => number) {}

  /**
   * Returns the key that a token names. Throws not_signed_in when the issuer has no such key, unavailable
   * when it cannot tell.
   */
  async keyFor(header: JWSHeaderParameters | undefined): Promise<PublicKey> {
    const known = await this.#find(header);
    if (known) {
      if (this.now() - this.#fetchedAt > FRESH_MS) void this.#refresh();
      return known;
    }
    await this.#refresh();
    const found = await this.#find(header);
    if (found) return found;
    if (this.#failure !== undefined) throw this.#away(this.#failure);
    throw new AppError("not_signed_in", "Unable to find a signing key that matches the token.");
  }

  async #find(header: JWSHeaderParameters | undefined): Promise<PublicKey | undefined> {
    try {
      const key = await this.#keys?.(header);
      const bits = key && bitsOf(key);
      if (bits !== undefined && bits < LEAST_RSA_BITS) throw new Error(`A key of ${bits} bits.`);
      return key;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      if (error instanceof errors.JWKSMultipleMatchingKeys) {
        throw new AppError("not_signed_in", "Several keys match the token: it must name its key.");
      }
      throw this.#away(error);
    }
  }

  /** Fetches the keys unless that was tried within the minute; requests at the same time wait for it. */
  #refresh(): Promise<void> {
    if (this.#pending) return this.#pending;
    if (this.now() - this.#triedAt < PAUSE_MS) return Promise.resolve();
    this.#triedAt = this.now();
    this.#pending = this.#fetch().finally(() => this.#pending = undefined);
    return this.#pending;
  }

  async #fetch(): Promise<void> {
    try {
      this.#keys = createLocalJWKSet(await fetchKeys(this.url) as JSONWebKeySet);
      this.#fetchedAt = this.now();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      log.warning("The keys of JWT_JWKS_URL cannot be read: {error}", { error: String(error) });
    }
  }

  #away(cause: unknown): AppError {
    const waited = this.now() - this.#triedAt;
    return new AppError(
      "unavailable",
      "The keys of the token's issuer cannot be read at the moment. Try again in a minute.",
      { cause, retryAfterSeconds: Math.max(1, Math.ceil((PAUSE_MS - waited) / 1000)) },
    );
  }
}

/** Returns the length of an RSA key; undefined for others. */
const bitsOf = ({ algorithm }: { algorithm: { name: string; modulusLength?: number } }) =>
  algorithm.modulusLength;
