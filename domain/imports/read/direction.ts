/**
 * Follows whether a series goes forward or back in time, as files have the oldest or the newest line
 * first. Where it turns, as between the months of a file with the newest month first, something new
 * begins: the last time before and the first one after are no neighbours.
 */
export class Direction {
  #lastMs = NaN;
  #sign = 0;

  /** Returns whether a time follows the last one: "first" begins something new. */
  next(ms: number): "first" | "same" | "forward" | "back" {
    const sign = Math.sign(ms - this.#lastMs);
    this.#lastMs = ms;
    if (Number.isNaN(sign)) return "first";
    if (sign === 0) return "same";
    const isTurn = this.#sign !== 0 && sign !== this.#sign;
    this.#sign = isTurn ? 0 : sign;
    if (isTurn) return "first";
    return sign > 0 ? "forward" : "back";
  }
}
