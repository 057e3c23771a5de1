import { AppError } from "../../../domain/errors.ts";
import type { LineBatch } from "../../../domain/imports/read/lines.ts";
import { type BadLine, Records, type TableRow } from "../../../domain/imports/read/records.ts";
import { unknownName } from "../../../domain/unknown_names.ts";
import { rowMaker } from "./cells.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";

/** Names of columns: those that a header may have, and sets of which it must have one each. */
export interface Columns {
  known: readonly string[];
  needed: readonly (readonly string[])[];
}

/** Reads lines of CSV (RFC 4180) as rows: the first one names the fields that JSON would have. */
export class CsvRows {
  readonly #records = new Records(",");
  #make: ReturnType<typeof rowMaker> | undefined;
  #columns = 0;

  constructor(private columns: Columns) {}

  /** Returns the rows that end in these lines. Throws "invalid" for a wrong header. */
  take(batch: LineBatch): (SentRow | WrongLine)[] {
    return this.#rows(this.#records.take(batch));
  }

  /** Returns the rows of a quoted cell that did not end. */
  end(): (SentRow | WrongLine)[] {
    const rows = this.#rows(this.#records.end());
    if (!this.#make) throw headerError(`name the columns: ${this.columns.known.join(", ")}`);
    return rows;
  }

  #rows(records: (TableRow | BadLine)[]): (SentRow | WrongLine)[] {
    const rows: (SentRow | WrongLine)[] = [];
    for (const record of records) {
      if ("message" in record) {
        if (!this.#make) throw headerError(record.message);
        rows.push({ line: record.line, wrong: record.message });
      } else if (!isEmpty(record.cells)) {
        if (!this.#make) this.#readHeader(record.cells);
        else rows.push(this.#row(record, this.#make));
      }
    }
    return rows;
  }

  #row({ line, cells }: TableRow, make: ReturnType<typeof rowMaker>): SentRow | WrongLine {
    if (cells.length === this.#columns) return { line, value: make(cells) };
    const wrong = `This line has ${cells.length} cells, the header ${this.#columns}. Separate ` +
      "cells by commas, and write numbers with a point.";
    return { line, wrong };
  }

  #readHeader(cells: readonly string[]): void {
    const names = cells.map((cell) => cell.trim());
    const { known, needed } = this.columns;
    for (const [i, name] of names.entries()) {
      if (!known.includes(name)) throw headerError(unknownName(name, known), name);
      if (names.indexOf(name) < i) throw headerError(`${name} is named twice.`, name);
    }
    const missing = needed.find((some) => !some.some((name) => names.includes(name)));
    if (missing) throw headerError(`The column ${missing.join(" or ")} is missing.`, missing[0]);
    this.#columns = names.length;
    this.#make = rowMaker(names);
  }
}

const isEmpty = (cells: readonly string[]) => cells.length === 1 && cells[0]!.trim() === "";

function headerError(what: string, column?: string): AppError {
  const message = `Line 1: ${what}`;
  return new AppError("invalid", message, {
    fields: column === undefined ? [] : [{ field: column, message, at: { row: 1, column } }],
  });
}
