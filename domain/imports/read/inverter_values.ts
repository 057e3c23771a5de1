import type { Row } from "./row.ts";

/** The row of one inverter, in numbers. */
const WIDTH = 4;

/**
 * The values of one inverter of one site, which wait until those of the others are there: 32 bytes
 * a row.
 */
export class InverterValues {
  #numbers = new Float64Array(64 * WIDTH);
  #count = 0;

  get length(): number {
    return this.#count;
  }

  add({ ms, endMs, values, line }: Row): void {
    if ((this.#count + 1) * WIDTH > this.#numbers.length) {
      const grown = new Float64Array(Math.ceil(this.#numbers.length * 1.5 / WIDTH) * WIDTH);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const sum = values.reduce((total, value) => total + value, 0);
    this.#numbers.set([ms, endMs ?? NaN, sum, line], this.#count++ * WIDTH);
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
    return this.#numbers[place * WIDTH]!;
  }

  endMsOf(place: number): number | null {
    const endMs = this.#numbers[place * WIDTH + 1]!;
    return Number.isNaN(endMs) ? null : endMs;
  }

  valueOf(place: number): number {
    return this.#numbers[place * WIDTH + 2]!;
  }

  lineOf(place: number): number {
    return this.#numbers[place * WIDTH + 3]!;
  }
}
