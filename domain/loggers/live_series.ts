import type { Points } from "./transforms.ts";

/** Points that a series keeps, unless it keeps all. */
export const NEWEST_POINTS = 50;

interface Kept {
  x: number[];
  y: number[];
}

/** Holds series of points by the id of their variable; each keeps its last 50 points. */
export class LiveSeries {
  readonly #series = new Map<string, Kept>();
  readonly #most: number;

  /** A persistent container keeps all points. */
  constructor({ persistent = false } = {}) {
    this.#most = persistent ? Infinity : NEWEST_POINTS;
  }

  /**
   * Appends points to a series. Returns true when that made the series. Throws RangeError, and keeps
   * nothing, when there are not as many times as values.
   */
  push(id: string, x: readonly number[], y: readonly number[]): boolean {
    if (x.length !== y.length) throw new RangeError("A series has as many times as values.");
    const before = this.#series.get(id);
    const last = (values: number[]) => values.slice(Math.max(0, values.length - this.#most));
    this.#series.set(id, {
      x: last([...before?.x ?? [], ...x]),
      y: last([...before?.y ?? [], ...y]),
    });
    return before === undefined;
  }

  /** Returns the points of a series; none of an unknown one. */
  pointsOf(id: string): Points {
    return this.#series.get(id) ?? { x: [], y: [] };
  }
}
