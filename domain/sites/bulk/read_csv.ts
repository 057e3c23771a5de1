import { CsvError, parse } from "csv-parse/sync";
import { rearm } from "../../formula_cells.ts";
import { count } from "../../plural.ts";
import { unknownName } from "../../unknown_names.ts";
import { kindOf, SITE_FILE_COLUMNS, type SiteFileColumn } from "./columns.ts";
import { MOST_SITES, type RowFault, type SentSites, type SiteLine } from "./site_line.ts";

/**
 * Reads a list of sites that `sitesCsv` wrote and a person edited, in a text editor or a spreadsheet:
 * separated by commas, semicolons or tabs; with a decimal comma where one of the numbers has it. The
 * header names the columns, in any order; columns may be missing. Lists all faults at once.
 */
export function readSitesCsv(text: string): SentSites {
  const delimiter = delimiterOf(text);
  const records = recordsOf(text, delimiter);
  if ("message" in records) return { lines: [], faults: [records] };
  const at = records.findIndex((cells) => !isBlank(cells));
  if (at < 0) return { lines: [], faults: [fault(1, "", "The file is empty.")] };
  const header = records[at]!.map((name) => name.trim().toLowerCase());
  const wrong = headerFaults(header, at + 1);
  if (wrong.length > 0) return { lines: [], faults: wrong };
  const columns = header as SiteFileColumn[];
  const rows = records.slice(at + 1)
    .map((cells, index) => ({ row: at + index + 2, cells }))
    .filter(({ cells }) => !isBlank(cells));
  return readRows(rows, columns, delimiter === "," ? "." : decimalMark(rows, columns));
}

interface Row {
  row: number;
  cells: string[];
}

function readRows(rows: Row[], columns: SiteFileColumn[], decimal: "." | ","): SentSites {
  if (rows.length === 0) return { lines: [], faults: [fault(1, "", "The file has no sites.")] };
  if (rows.length > MOST_SITES) {
    const message = `The file has ${count(rows.length)} sites. Send at most ${count(MOST_SITES)}.`;
    return { lines: [], faults: [fault(1, "", message)] };
  }
  const isWhole = ({ cells }: Row) => cells.length === columns.length;
  const broken = rows.filter((row) => !isWhole(row)).map(({ row, cells }) =>
    fault(row, "", `It has ${cells.length} cells, and the header ${columns.length}.`)
  );
  const lines = rows.filter(isWhole).map(({ row, cells }) => lineOf(row, cells, columns, decimal));
  return { lines, faults: broken };
}

function lineOf(
  row: number,
  cells: string[],
  columns: SiteFileColumn[],
  decimal: "." | ",",
): SiteLine {
  const entries = columns.map((column, at) => [column, valueIn(cells[at]!, column, decimal)]);
  const { site_uuid, version, ...values } = Object.fromEntries(entries);
  return { row, site_uuid: site_uuid ?? undefined, version: version ?? undefined, values };
}

const YES_NO = new Map([
  ["yes", true],
  ["true", true],
  ["1", true],
  ["no", false],
  ["false", false],
  ["0", false],
]);

/** Returns null for an empty cell, and a text that is no number or no yes as it is: it is refused. */
function valueIn(cell: string, column: SiteFileColumn, decimal: "." | ","): unknown {
  const kind = kindOf(column);
  const text = (kind === "text" ? rearm(cell) : cell).trim();
  if (text === "") return null;
  if (kind === "yes_no") return YES_NO.get(text.toLowerCase()) ?? text;
  return kind === "number" ? numberIn(text, decimal) ?? text : text;
}

const NUMBERS = {
  ".": /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i,
  ",": /^[-+]?(\d+,?\d*|,\d+)(e[-+]?\d+)?$/i,
};

function numberIn(text: string, decimal: "." | ","): number | undefined {
  return NUMBERS[decimal].test(text) ? Number(text.replace(",", ".")) : undefined;
}

function decimalMark(rows: Row[], columns: SiteFileColumn[]): "." | "," {
  const hasComma = rows.some(({ cells }) =>
    cells.some((cell, at) => {
      const column = columns[at];
      return column && kindOf(column) === "number" && /^\s*[-+]?\d*,\d+\s*$/.test(cell);
    })
  );
  return hasComma ? "," : ".";
}

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === "");

function delimiterOf(text: string): string {
  const start = text.slice(0, 5000).split(/[\r\n]+/).find((line) => line.trim() !== "") ?? "";
  const [best] = [",", ";", "\t"].map((mark) => ({ mark, n: start.split(mark).length }))
    .sort((a, b) => b.n - a.n);
  return best!.mark;
}

function recordsOf(text: string, delimiter: string): string[][] | RowFault {
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records ?? error.lines ?? 0) + 1;
    return fault(row, "", "A quotation mark is missing or too many near this row.");
  }
}

function headerFaults(header: string[], row: number): RowFault[] {
  const known: readonly string[] = SITE_FILE_COLUMNS;
  return header.flatMap((name, at) => {
    if (name === "") return [fault(row, "", `Column ${at + 1} has no name. Remove it.`)];
    if (!known.includes(name)) return [fault(row, name, unknownName(name, known))];
    return header.indexOf(name) === at
      ? []
      : [fault(row, name, `The column ${name} is there twice.`)];
  });
}

const fault = (row: number, column: string, message: string): RowFault => ({
  row,
  column,
  message,
});
