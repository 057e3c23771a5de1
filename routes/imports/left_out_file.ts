import { stringify } from "csv-stringify/sync";
import type { Context } from "hono";
import type { LeftOutLine } from "../../domain/imports/read_rows.ts";
import * as leftOut from "../../sql/imports/left_out.ts";
import type { SignedIn } from "../http/context.ts";
import { csvHeaders } from "../http/csv.ts";
import { inScope } from "../middleware/scope.ts";
import { disarm } from "../../domain/formula_cells.ts";

/** Returns the lines that a file left out as CSV, read from the database as the client takes them. */
export function leftOutCsv(c: Context<SignedIn>, importUuid: string): Response {
  const rows = (lines: readonly LeftOutLine[]) =>
    stringify(
      lines.map((
        { line, reason, message, cells },
      ) => [line, reason, message, ...cells.map(disarm)]),
    );
  const body = written(c, importUuid, {
    start: "line,reason,message,cells\n",
    write: rows,
    end: "",
  });
  return streamed(body, csvHeaders("left-out.csv"));
}

/** Returns the same as `{"lines": […]}`. */
export function leftOutJson(c: Context<SignedIn>, importUuid: string): Response {
  let isFirst = true;
  const write = (lines: readonly LeftOutLine[]) => {
    const text = lines.map((line) => JSON.stringify(line)).join();
    const before = isFirst || text === "" ? "" : ",";
    isFirst &&= text === "";
    return before + text;
  };
  const body = written(c, importUuid, { start: '{"lines":[', write, end: "]}" });
  return streamed(body, { "Content-Type": "application/json" });
}

interface Writing {
  start: string;
  write: (lines: readonly LeftOutLine[]) => string;
  end: string;
}

async function* written(
  c: Context<SignedIn>,
  importUuid: string,
  { start, write, end }: Writing,
): AsyncGenerator<string> {
  yield start;
  for (let after = leftOut.FIRST;;) {
    const list = await inScope(c, (sql) => leftOut.next(sql, importUuid, after));
    if (!list) break;
    yield write(list.lines);
    after = list.list_number;
  }
  yield end;
}

function streamed(texts: AsyncIterable<string>, headers: Record<string, string>): Response {
  const body = ReadableStream.from(texts).pipeThrough(new TextEncoderStream());
  return new Response(body, {
    headers: { ...headers, "Transfer-Encoding": "chunked", "Cache-Control": "no-store" },
  });
}
