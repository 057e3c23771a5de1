/** How JSON and CSV of programs write a number: no blanks, no comma, no unit. */
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Columns that hold numbers; all others hold text. */
const NUMBERS =
  /_(?:kw|minutes|id|w_m2|c|m_s|m|degrees|mm)$|^(?:latitude|longitude|cloud_cover|dni|dhi|gusts)$/;
/** Where an empty cell is a gap, and not left out. */
const GAPS = "generation_power_kw";

/** Returns what turns the cells of a line into the row that JSON would have for it. */
export function rowMaker(names: readonly string[]) {
  const readers = names.map((name) => [name, readerOf(name)] as const);
  return (cells: readonly string[]): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < readers.length; i++) {
      const [name, read] = readers[i]!;
      const value = read(cells[i]!.trim());
      if (value !== undefined) row[name] = value;
    }
    return row;
  };
}

function readerOf(name: string): (cell: string) => unknown {
  const empty = name === GAPS ? null : undefined;
  if (!NUMBERS.test(name)) return (cell) => cell === "" ? undefined : cell;
  return (cell) => {
    if (cell === "") return empty;
    return NUMBER.test(cell) ? Number(cell) : cell;
  };
}
