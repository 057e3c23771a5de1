import { LRUCache } from "lru-cache";
import {
  type Allowance,
  limitOf,
  minuteOf,
  type RequestLimits,
  secondsLeft,
} from "../../domain/account/request_limits.ts";
import { AppError } from "../../domain/errors.ts";
import type { Lease, LeaseWanted } from "../../sql/account/viewers.ts";

const MOST_TOKENS = 20_000;
/** An instance takes the requests of a minute in so many parts: as many remain for the others. */
const PARTS = 20;

/** A request of a token, by the SHA-256 of the token. */
interface TokenRequest {
  token: string;
  /** True where `token` stands for all JWTs of a user. */
  isOfUser?: boolean;
  method: string;
  /** Milliseconds since 1970 UTC. */
  now: number;
}

/**
 * Bounds what each API token sends within a minute, reads and writes apart, for all instances of the
 * service together. What an instance lets through it has taken before from the database, together
 * with looking for the token: so that no request needs a query more.
 */
export class RequestRates {
  readonly #allowances = new LRUCache<string, Allowance>({ max: MOST_TOKENS });
  /** The requests with which a lease is being taken, by the keys of their tokens. */
  readonly #taking = new Map<string, PromiseWithResolvers<void>>();

  constructor(private limits: RequestLimits) {}

  /**
   * Counts a request, if this instance has one left for its token, and returns undefined; else returns
   * what to take with looking for the token, which `end` ends. Others of the token wait for that: twenty
   * at once would else take all of a minute for this instance, and lose it should their lookups be
   * repeated. Throws "too_many" when the minute's requests were sent.
   */
  async begin(request: TokenRequest): Promise<LeaseWanted | undefined> {
    const key = keyOf(request);
    for (;;) {
      const allowance = this.#of(request);
      if (allowance && allowance.left > 0) {
        allowance.left--;
        return undefined;
      }
      if (allowance?.free === 0) throw tooMany(request, allowance);
      const taking = this.#taking.get(key);
      if (!taking) break;
      await taking.promise;
    }
    this.#taking.set(key, Promise.withResolvers());
    const writes = limitOf(request.method) === "writes";
    const { readsPerMinute, writesPerMinute } = this.limits;
    const usual = writes ? writesPerMinute : readsPerMinute;
    return { writes, minute: minuteOf(request.now), usual, share: PARTS };
  }

  /** Counts a request for which `begin` wanted a lease. Throws "too_many" when it got none. */
  count(request: TokenRequest, { granted, taken, most }: Lease): void {
    const { left } = this.#of(request) ?? { left: 0 };
    const allowance = {
      minute: minuteOf(request.now),
      left: Math.max(0, left + granted - 1),
      free: most - taken,
      most,
    };
    this.#allowances.set(keyOf(request), allowance);
    if (left + granted === 0) throw tooMany(request, allowance);
  }

  /** Lets the others of the token go on, after a request for which `begin` wanted a lease. */
  end(request: TokenRequest): void {
    this.#taking.get(keyOf(request))?.resolve();
    this.#taking.delete(keyOf(request));
  }

  /** Returns what is left of a token's requests of this minute; undefined before its first one. */
  allowance(request: TokenRequest): Allowance | undefined {
    return this.#of(request);
  }

  #of(request: TokenRequest): Allowance | undefined {
    const allowance = this.#allowances.get(keyOf(request));
    return allowance?.minute === minuteOf(request.now) ? allowance : undefined;
  }
}

const keyOf = ({ token, method }: TokenRequest) => `${limitOf(method)} ${token}`;

function tooMany({ method, now, isOfUser }: TokenRequest, { most }: Allowance): AppError {
  const what = limitOf(method) === "writes" ? "writing" : "reading";
  const who = isOfUser ? "This user" : "This API token";
  return new AppError("too_many", `${who} has sent ${most} ${what} requests in a minute.`, {
    retryAfterSeconds: secondsLeft(now),
  });
}
