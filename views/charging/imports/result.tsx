import {
  ROW_RESULTS,
  type RowResult,
  type SessionImport,
} from "../../../domain/charging/import/import.ts";
import { counted } from "../../../domain/plural.ts";
import { swaps } from "../../ui/htmx.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import type { RowPage } from "./preview.tsx";
import { RowContent, RowsHeading } from "./row_text.tsx";
import { importPath, rowsUrl } from "./urls.ts";

const RESULTS: Record<RowResult, string> = {
  added: "Added",
  updated: "Updated",
  skipped: "Skipped",
  failed: "Failed",
  undone: "Taken back",
  kept: "Kept: changed since",
};

export interface ResultPage extends RowPage {
  result?: RowResult;
}

export const RESULT_PART = "import-results";

/** Shows what became of each row of a file. */
export function Result({ file, list }: { file: SessionImport; list: ResultPage }) {
  return (
    <>
      {file.result && <Counts {...file.result} isUndone={file.state === "undone"} />}
      <p class="actions">
        <a class="button" href="/charging">Sessions</a>
        {file.state !== "undone" && hasBrought(file) && (
          <a class="button" href={`${importPath(file)}/undo`}>Undo this import…</a>
        )}
        <a class="button" href="/charging/imports">Import another file</a>
      </p>
      <p class="muted">
        Kept until <UtcTime at={file.expires_utc} />.
      </p>
      {file.result && <ResultRows file={file} list={list} />}
    </>
  );
}

const hasBrought = ({ result }: SessionImport) =>
  result !== null && result.added + result.updated > 0;

function Counts(
  { added, updated, skipped, failed, isUndone }: NonNullable<SessionImport["result"]> & {
    isUndone: boolean;
  },
) {
  if (isUndone) return <p>What this import brought was taken back.</p>;
  const others = [
    updated > 0 && `${updated} updated`,
    skipped > 0 && `${counted(skipped, "row")} skipped`,
    failed > 0 && `${counted(failed, "row")} failed`,
  ].filter(Boolean);
  return (
    <p>
      <b>{counted(added, "session")} added</b>
      {others.map((text) => `, ${text}`)}.
    </p>
  );
}

/** Returns the results that rows of a file can have. */
function shownResults({ state, result }: SessionImport): RowResult[] {
  const counts: Partial<Record<RowResult, number>> = { ...result };
  return ROW_RESULTS.filter((one) =>
    state === "undone" ? one === "undone" || one === "kept" : (counts[one] ?? 0) > 0
  );
}

/** The part with the rows of a page. */
export function ResultRows({ file, list }: { file: SessionImport; list: ResultPage }) {
  const zone = file.plan?.zone ?? "UTC";
  const { result, rows, page, hasNext } = list;
  return (
    <div id={RESULT_PART}>
      <RowsHeading zone={zone} />
      <nav class="filter" aria-label="Rows by result">
        {[undefined, ...shownResults(file)].map((one) => (
          <a
            {...swaps(rowsUrl(file, { result: one }), RESULT_PART)}
            aria-current={one === result ? "true" : undefined}
          >
            {one ? RESULTS[one] : "All"}
          </a>
        ))}
      </nav>
      <table class="list dense import-rows">
        <caption class="visually-hidden">Rows of the file</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Result</th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{row.row_number}</th>
              <td data-label="Result">
                {row.session_id && (row.result === "added" || row.result === "updated")
                  ? <a href={`/charging/${row.session_id}`}>{RESULTS[row.result]}</a>
                  : row.result
                  ? RESULTS[row.result]
                  : "Not stored"}
              </td>
              <td class="plain" data-label="Session">
                <RowContent row={row} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="muted">There are no such rows.</p>}
      <Pagination
        page={page}
        hasNext={hasNext}
        part={RESULT_PART}
        url={(to) => rowsUrl(file, { result, page: to })}
      />
    </div>
  );
}
