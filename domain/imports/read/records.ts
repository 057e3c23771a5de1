import { parse } from "csv-parse/sync";
import type { LeftOutReason } from "../read_rows.ts";
import { type LineBatch, LONGEST_LINE } from "./lines.ts";
import { quotingOf } from "./quotes.ts";

/** The cells of a line, or of the lines that a quoted cell goes over. */
export interface TableRow {
  /** Number of the first line. */
  line: number;
  cells: string[];
}

/** A line that holds no row. */
export interface BadLine {
  line: number;
  reason: LeftOutReason;
  message: string;
}

/** Lines and letters that one quoted cell goes over at most: a quote that nothing closes ends there. */
const MOST_LINES = 20;
const MOST_LETTERS = 16 * 1024;

/**
 * Takes the cells of rows from lines. A quote that is not closed spoils its own line and no other.
 */
export class Records {
  readonly #delimiter: string;
  /** Lines that begin with one in which a quoted cell is open. */
  #open: string[] = [];
  #openFirst = 0;
  #rows: (TableRow | BadLine)[] = [];
  /** Rows with quotes, whose cells csv-parse takes apart together. */
  #quoted: { row: TableRow; text: string }[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Returns the rows that end in these lines, in order. */
  take({ first, texts }: LineBatch): (TableRow | BadLine)[] {
    for (let i = 0; i < texts.length; i++) this.#takeLine(first + i, texts[i]!);
    return this.#finished();
  }

  /** Returns the rows of the lines that waited for the end of a quoted cell. */
  end(): (TableRow | BadLine)[] {
    while (this.#open.length > 0) this.#giveUp();
    return this.#finished();
  }

  #takeLine(line: number, text: string): void {
    if (this.#open.length > 0) return this.#goOn(text);
    if (text.length > LONGEST_LINE) return this.#tooLong(line);
    if (!text.includes('"')) {
      // Without quotes the cells are what stands between delimiters (RFC 4180); a parser is slower.
      this.#rows.push({ line, cells: text.split(this.#delimiter) });
      return;
    }
    const quoting = quotingOf(text, this.#delimiter, false);
    if (quoting === "closed") this.#add(line, text);
    else if (quoting === "broken") this.#broken(line);
    else [this.#open, this.#openFirst] = [[text], line];
  }

  #goOn(text: string): void {
    this.#open.push(text);
    const letters = this.#open.reduce((sum, { length }) => sum + length, 0);
    if (this.#open.length > MOST_LINES || letters > MOST_LETTERS) return this.#giveUp();
    const quoting = quotingOf(text, this.#delimiter, true);
    if (quoting === "open") return;
    if (quoting === "broken") return this.#giveUp();
    this.#add(this.#openFirst, this.#open.join("\n"));
    this.#open = [];
  }

  /** Leaves out the line in which a quote is open, and takes those after it anew. */
  #giveUp(): void {
    const [lines, first] = [this.#open, this.#openFirst];
    this.#open = [];
    this.#broken(first);
    for (let i = 1; i < lines.length; i++) this.#takeLine(first + i, lines[i]!);
  }

  #add(line: number, text: string): void {
    const row: TableRow = { line, cells: [] };
    this.#rows.push(row);
    this.#quoted.push({ row, text });
  }

  #broken(line: number): void {
    const message = "A quotation mark in this line is not closed before the next delimiter.";
    this.#rows.push({ line, reason: "cut_off", message });
  }

  #tooLong(line: number): void {
    const message = `This line has more than ${LONGEST_LINE / 1024} KB.`;
    this.#rows.push({ line, reason: "too_long", message });
  }

  #finished(): (TableRow | BadLine)[] {
    const cells: string[][] = parse(this.#quoted.map(({ text }) => text).join("\n"), {
      delimiter: this.#delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    });
    for (const [i, { row }] of this.#quoted.entries()) row.cells = cells[i]!;
    const rows = this.#rows;
    [this.#rows, this.#quoted] = [[], []];
    return rows;
  }
}
