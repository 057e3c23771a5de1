import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError, jsonPointer } from "../../domain/errors.ts";
import {
  listed,
  MOST_REFUSED,
  type Refused,
  type RefusedRow,
  refusedRow,
} from "../../domain/ingestion.ts";
import type { Fault } from "../../domain/unknown_names.ts";
import { WARNINGS } from "../../domain/warnings.ts";
import type { SignedIn } from "../http/context.ts";
import { isJson } from "../http/media_types.ts";
import { readJson } from "./read_json.ts";

/** What became of the rows of a request, in JSON. */
export const counts = {
  inserted: z.int(),
  unchanged: z.int().describe("Already stored with the same values, or sent twice"),
  conflicting: z.int().describe("Not stored: other values are stored already"),
  first_conflict: z.string().nullable().describe("The place of the first of those, like Row 3"),
};

const codes = Object.entries(WARNINGS).map(([code, sentence]) => `${code}: ${sentence}`).join(" ");

/** What is odd about stored rows, and what was refused beside them, in JSON. */
export const remarks = {
  warnings: z.array(z.object({
    code: z.enum(Object.keys(WARNINGS)),
    count: z.int().describe("How many rows"),
    first_row: z.int().describe("The place of the first of them, counted from 1"),
    first_forecast: z.int().optional().describe("Of several runs, the one that has this row"),
    message: z.string(),
  })).describe(`What is odd about rows that were stored. ${codes}`),
  refused: z.object({
    count: z.int().describe("How many rows were refused"),
    rows: z.array(z.object({
      row: z.int().nullable().describe("Its place, counted from 1; null: a whole run"),
      forecast: z.int().optional().describe("Of several runs, the one that has this row"),
      column: z.string().nullable().describe("What is wrong in it; null: the whole row or run"),
      detail: z.string().describe("Why, as in the errors of a refused request"),
      field: z.string().describe("Path of the column in a body of JSON"),
      message: z.string().describe("The same as detail"),
    })).describe(`The first ${MOST_REFUSED} of them`),
  }).optional().describe("With on_invalid=skip alone"),
};

export const ALL_OR_NONE =
  "JSON up to 10 MB. All rows are stored or none; the error names the first row that is refused. With " +
  "on_invalid=skip the good rows are stored, and the others listed.";

/** The description of bodies that are read line by line. */
export const BY_LINES =
  "NDJSON and CSV, also packed with gzip, may have 256 MB unpacked and 2,000,000 rows and arrive within " +
  "ten minutes, unless UPLOAD_MB, UPLOAD_ROWS and UPLOAD_MINUTES of this service say otherwise; what " +
  "is wrong or odd is named by its line then.";

const flag = () =>
  z.enum(["true", "false"], { error: "Write true or false." }).default("false")
    .transform((text) => text === "true");

/** Whether a request stores nothing. */
export const dryRun = flag().openapi({
  description: "true: check everything and say what would become of it (200), store nothing",
});

/** The query string of requests that send rows. */
export const onInvalid = z.object({
  on_invalid: z.enum(["refuse", "skip"], { error: "Write refuse or skip." }).default("refuse"),
  dry_run: dryRun,
});
export type OnInvalid = z.output<typeof onInvalid>["on_invalid"];

/** The same, with what JSON has beside its rows. */
export const onInvalidOrReplace = onInvalid.extend({
  replace: flag().openapi({ description: "As replace of JSON, for bodies in NDJSON and CSV" }),
});

/** Describes a body whose handler checks it row by row (`rowsOf`), under a name of its own. */
export function bodyOfRows(name: string) {
  const schema = { $ref: `#/components/schemas/${name}` };
  return { required: true as const, content: { "application/json": { schema } } };
}

/** Describes one that may come line by line, too; `line` says what a line of NDJSON holds. */
export function bodyOfLines(name: string, line: string, csv = "") {
  const { required, content } = bodyOfRows(name);
  const text = (description: string) => ({ schema: { type: "string" as const, description } });
  return {
    required,
    content: {
      ...content,
      "application/x-ndjson": text(`One object a line: ${line}`),
      "text/csv": text(
        `The first line names the columns as JSON names its fields; one value a line${csv}`,
      ),
    },
  };
}

/** Puts the schemas that `bodyOfRows` names into the description of the API. */
export function describeBodies(
  routes: OpenAPIHono<SignedIn>,
  schemas: Record<string, z.ZodType>,
): OpenAPIHono<SignedIn> {
  for (const [name, schema] of Object.entries(schemas)) {
    routes.openAPIRegistry.register(name, schema);
  }
  return routes;
}

/** Returns a JSON body. Throws "unsupported_media_type" for another, and "malformed" as `readJson`. */
export async function jsonBody(c: Context): Promise<unknown> {
  if (isJson(c.req.header("content-type"))) return await readJson(c);
  const message = "Send JSON, with the header Content-Type: application/json.";
  throw new AppError("unsupported_media_type", message);
}

/** Refuses a request for the first fault of its rows: a large body may have a hundred thousand. */
export function refuseFault([fault]: readonly Fault[]): void {
  if (!fault) return;
  const { field, message } = refusedRow(fault);
  if (fault.isMissing) throw new AppError("not_found", message);
  const fields = [{ field, message, at: { pointer: jsonPointer(fault.path) } }];
  throw new AppError("invalid", message, { fields });
}

/** Faults that are looked at before other work gets its turn. */
const PIECE = 1000;

/** A fault with its place: a run and a row, counted from 0; -1 where it is in none. */
interface PlacedFault {
  run: number;
  row: number;
  fault: Fault;
}

/**
 * Counts and lists faults by row: a row that has several is refused for the first of them, and a run
 * that is refused has no rows that are. Yields now and then, for other work to be done.
 */
export function* refusedRows(
  faults: readonly Fault[],
  rowsOfRun: (run: number) => number,
  asRow: (fault: Fault) => RefusedRow = (fault) => refusedRow(fault),
): Generator<void, Refused> {
  const byRow = new Map<string, PlacedFault>();
  const whole = new Set<number>();
  for (const [i, fault] of faults.entries()) {
    if (i % PIECE === 0) yield;
    const placed = { ...placeOf(fault), fault };
    const key = `${placed.run} ${placed.row}`;
    if (!byRow.has(key)) byRow.set(key, placed);
    if (placed.row < 0) whole.add(placed.run);
  }
  const counted = [...byRow.values()].filter(({ run, row }) => row < 0 || !whole.has(run));
  yield;
  counted.sort((a, b) => a.run - b.run || a.row - b.row);
  const sizes = counted.map(({ run, row }) => row < 0 ? rowsOfRun(Math.max(run, 0)) : 1);
  const rows = counted.slice(0, MOST_REFUSED).map(({ fault }) => listed(asRow(fault)));
  return { count: sizes.reduce((sum, size) => sum + size, 0), rows };
}

/** Returns faults in the order of their rows. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  if (faults.length < 2) return [...faults];
  return faults.map((fault) => ({ ...placeOf(fault), fault }))
    .sort((a, b) => a.run - b.run || a.row - b.row).map(({ fault }) => fault);
}

/** Returns where a fault of a list of values, or of runs with values, is. */
function placeOf({ path }: Fault): { run: number; row: number } {
  const isOfRuns = path[0] === "forecasts";
  const [list, row] = isOfRuns ? path.slice(2) : path;
  return {
    run: isOfRuns && typeof path[1] === "number" ? path[1] : -1,
    row: list === "values" && typeof row === "number" ? row : -1,
  };
}
