import { parseNumber } from "./number.ts";
import type { Reading } from "../reading.ts";
import type { TableRow } from "./records.ts";

/**
 * Sees where another table begins below the one that is read: a line of names that is no header of
 * before, in all cells, or after an empty line, or with another number of cells. Its lines may look
 * like those of the table above, in another unit. A header of before, as in files that were put
 * together, goes on with the table.
 */
export class TableEnd {
  readonly #reading: Reading;
  readonly #headers = new Set<string>();
  #width = 0;
  #wasEmpty = false;
  #isOver = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Takes a line of the header. */
  header({ cells }: TableRow): void {
    this.#headers.add(cells.map((cell) => cell.trim()).join("\0"));
  }

  /** Takes a line that was read as one of the table. */
  data({ cells }: TableRow): void {
    this.#width = cells.length;
    this.#wasEmpty = false;
  }

  /** Takes a line without a time. */
  other({ cells }: TableRow): void {
    const texts = cells.map((cell) => cell.trim()).filter((text) => text !== "");
    if (this.#headers.has(cells.map((cell) => cell.trim()).join("\0"))) this.#isOver = false;
    else if (texts.length >= 2 && texts.every((text) => this.#isName(text))) {
      const isOfNames = texts.length === cells.length;
      this.#isOver ||= this.#width > 0 &&
        (isOfNames || this.#wasEmpty || cells.length !== this.#width);
    }
    this.#wasEmpty = texts.length === 0;
  }

  /** True after the header of another table. */
  get isOver(): boolean {
    return this.#isOver;
  }

  #isName(text: string): boolean {
    return /\p{L}/u.test(text) && parseNumber(text, this.#reading) === "not_a_number";
  }
}
