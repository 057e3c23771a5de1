import type { Row } from "./row.ts";

/** Numbers of a row. */
const WIDTH = 4;
/** Rows of a chunk: chunks are never copied, as one array that grows would be. */
const CHUNK = 1024;

/**
 * The values of one inverter of one site, which wait until those of the others are there: 32 bytes
 * a row.
 */
export class InverterValues {
  readonly #chunks: Float64Array[] = [];
  #count = 0;

  add({ ms, endMs, values, line }: Row): void {
    const place = this.#count++;
    if (place % CHUNK === 0) this.#chunks.push(new Float64Array(CHUNK * WIDTH));
    const sum = values.reduce((total, value) => total + value, 0);
    this.#chunks.at(-1)!.set([ms, endMs ?? NaN, sum, line], place % CHUNK * WIDTH);
  }

  /** Returns the places of the rows in the order of time, equal times in that of the file. */
  inOrder(): Uint32Array {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i);
    for (let i = 1; i < this.#count; i++) {
      if (this.msOf(i) < this.msOf(i - 1)) {
        return order.sort((a, b) => this.msOf(a) - this.msOf(b) || a - b);
      }
    }
    return order;
  }

  msOf(place: number): number {
    return this.#at(place, 0);
  }

  endMsOf(place: number): number | null {
    const endMs = this.#at(place, 1);
    return Number.isNaN(endMs) ? null : endMs;
  }

  sumOf(place: number): number {
    return this.#at(place, 2);
  }

  lineOf(place: number): number {
    return this.#at(place, 3);
  }

  #at(place: number, which: number): number {
    return this.#chunks[Math.floor(place / CHUNK)]![place % CHUNK * WIDTH + which]!;
  }
}
