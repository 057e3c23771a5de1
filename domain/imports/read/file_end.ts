import type { TableRow } from "./records.ts";

/**
 * Tells whether the last line of a file without a line end was cut off: it has fewer cells than the
 * line before, or its last cell is shorter, or has fewer decimals, than that of any line before; or it
 * has fewer digits than that of the line just before, as 5 has after 552.
 */
export class FileEnd {
  #width = 0;
  #letters = Infinity;
  #decimals = Infinity;
  #before = "";

  /** Takes a line of values that is not the last one. */
  take({ cells }: TableRow): void {
    const last = cells.at(-1)!;
    this.#width = cells.length;
    this.#before = last;
    this.#letters = Math.min(this.#letters, last.length);
    if (this.#decimals > 0) this.#decimals = Math.min(this.#decimals, decimalsOf(last));
  }

  isCutOff({ cells }: TableRow): boolean {
    const last = cells.at(-1)!;
    if (this.#width === 0) return false;
    return cells.length < this.#width || last.length < this.#letters ||
      decimalsOf(last) < this.#decimals ||
      (/^\d+$/.test(last) && /^\d+$/.test(this.#before) && last.length < this.#before.length);
  }
}

function decimalsOf(text: string): number {
  const mark = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  return mark < 0 ? 0 : text.length - mark - 1;
}
