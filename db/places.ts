import { AppError } from "../domain/errors.ts";

/** How many may work at the same time, in all and of one site group, and how long others wait. */
export interface PlaceLimits {
  most: number;
  ofOneGroup: number;
  waitMs: number;
  /** What is thrown when there is no place; "unavailable" by default. */
  full?: "unavailable" | "too_many";
}

interface Waiting {
  group: string;
  enter: () => void;
}

/**
 * The connections of a pool, counted before they are used: who finds none waits here, where waiting
 * has an end, and not in the pool, which would let a request wait for as long as others take. First
 * come, first served, except that a site group that has its share lets others go ahead.
 */
export class Places {
  #taken = 0;
  readonly #takenBy = new Map<string, number>();
  readonly #waiting: Waiting[] = [];

  constructor(readonly limits: PlaceLimits) {}

  /**
   * Runs `work` of a site group as soon as there is a place for it, and returns its result. Throws
   * "unavailable" (or `full`), without running it, when there was none for `waitMs`.
   */
  async run<T>(group: string, work: () => Promise<T>): Promise<T> {
    if (this.#hasPlaceFor(group)) this.#enter(group);
    else await this.#turnOf(group);
    try {
      return await work();
    } finally {
      this.#leave(group);
    }
  }

  #hasPlaceFor(group: string): boolean {
    const { most, ofOneGroup } = this.limits;
    return this.#taken < most && (this.#takenBy.get(group) ?? 0) < ofOneGroup;
  }

  #enter(group: string): void {
    this.#taken++;
    this.#takenBy.set(group, (this.#takenBy.get(group) ?? 0) + 1);
  }

  #leave(group: string): void {
    this.#taken--;
    const left = this.#takenBy.get(group)! - 1;
    if (left === 0) this.#takenBy.delete(group);
    else this.#takenBy.set(group, left);
    const next = this.#waiting.findIndex((one) => this.#hasPlaceFor(one.group));
    if (next >= 0) this.#waiting.splice(next, 1)[0]!.enter();
  }

  /** Resolves once the group has entered; rejects when that takes too long. */
  #turnOf(group: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        this.#enter(group);
        resolve();
      };
      const waiting = { group, enter };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(fullError(this.limits));
      }, this.limits.waitMs);
      this.#waiting.push(waiting);
    });
  }
}

function fullError({ most, waitMs, full = "unavailable" }: PlaceLimits): AppError {
  return new AppError(
    full,
    "Very many requests are waiting for the database. Try again in a few seconds.",
    {
      retryAfterSeconds: 5,
      cause: new Error(`no place among ${most} connections for ${waitMs} ms`),
    },
  );
}
