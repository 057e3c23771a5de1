import type { Reading } from "../reading.ts";
import type { TableRow } from "./records.ts";

/**
 * Tells whether the last line of a file without a line end may be cut off: it has fewer cells than
 * the line before, or its last cell is one that is read and could be longer. It is whole if it is a
 * value with as many decimals as all before, or another cell that is as long as all before.
 */
export class FileEnd {
  readonly #values: Set<number>;
  readonly #others: Set<number>;
  #width = 0;
  readonly #letters = new Set<number>();
  readonly #decimals = new Set<number>();

  constructor({ time, end_time, value_columns, inverter_column, site_column }: Reading) {
    this.#values = new Set(value_columns);
    const times = [...time.columns, ...end_time?.columns ?? []];
    this.#others = new Set([...times, inverter_column ?? -1, site_column ?? -1]);
  }

  /** Takes a line of values that is not the last one. */
  take({ cells }: TableRow): void {
    this.#width = cells.length;
    remember(this.#letters, cells.at(-1)!.length);
    remember(this.#decimals, decimalsOf(cells.at(-1)!));
  }

  isCutOff({ cells }: TableRow): boolean {
    if (cells.length < this.#width) return true;
    if (this.#width === 0) return false;
    const [column, last] = [cells.length - 1, cells.at(-1)!];
    const isOf = (known: Set<number>, value: number) => known.size === 1 && known.has(value);
    const decimals = decimalsOf(last);
    if (this.#values.has(column)) return decimals === 0 || !isOf(this.#decimals, decimals);
    return this.#others.has(column) && !isOf(this.#letters, last.length);
  }
}

/** One value and another are all that matter. */
function remember(known: Set<number>, value: number): void {
  if (known.size < 2) known.add(value);
}

function decimalsOf(text: string): number {
  const mark = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  return mark < 0 ? 0 : text.length - mark - 1;
}
