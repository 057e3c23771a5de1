import {
  type ImportRow,
  ROW_ACTIONS,
  ROW_STATUSES,
  type RowAction,
  type RowStatus,
  type SessionImport,
} from "../../../domain/charging/import/import.ts";
import { count, counted } from "../../../domain/plural.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { swaps } from "../../ui/htmx.ts";
import { PreviewRow } from "./preview_row.tsx";
import { RowsHeading, STATUS_TEXT } from "./row_text.tsx";
import { importPath, rowsUrl } from "./urls.ts";

export interface RowPage {
  rows: ImportRow[];
  page: number;
  hasNext: boolean;
  status?: RowStatus;
}

export const PART = "import-rows";

/** Shows what storing a file would do, row by row, before anything is stored. */
export function Preview({ file, list }: { file: SessionImport; list: RowPage }) {
  return (
    <>
      <Confirm file={file} />
      <LeftOut file={file} />
      <PreviewRows file={file} list={list} />
      <div class="actions">
        <form method="post" action={`${importPath(file)}/reopen`}>
          <button type="submit">Choose columns again</button>
        </form>
        <form method="post" action={`${importPath(file)}/remove`}>
          <button type="submit">Discard this file</button>
        </form>
      </div>
    </>
  );
}

function Confirm({ file }: { file: SessionImport }) {
  const counts = file.counts!;
  return (
    <>
      <p>
        Nothing is stored yet. New rows are stored; rows that are stored already, or nearly, are
        skipped unless you choose otherwise below.
      </p>
      <dl class="counts">
        {ROW_STATUSES.map((status) => (
          <div>
            <dt>{STATUS_TEXT[status][1]}</dt>
            <dd>{count(counts[status])}</dd>
          </div>
        ))}
      </dl>
      <form class="confirm" method="post" action={`${importPath(file)}/confirm`}>
        <p class="actions">
          <button class="primary" type="submit">Store these sessions</button>
        </p>
      </form>
    </>
  );
}

/** Lists the columns that are not stored. */
function LeftOut({ file: { header, plan } }: { file: SessionImport }) {
  const names = header.filter((_, i) => !plan?.columns[i]);
  if (names.length === 0) return null;
  return (
    <p>
      {counted(names.length, "column")} left out: <bdi>{names.join(", ")}</bdi>.
    </p>
  );
}

/** The part with the rows of a page, and the choice of what is done with them. */
export function PreviewRows({ file, list }: { file: SessionImport; list: RowPage }) {
  const { rows, page, hasNext, status } = list;
  const zone = file.plan?.zone ?? "UTC";
  return (
    <div id={PART}>
      <RowsHeading zone={zone} />
      <StatusTabs file={file} status={status} />
      <form method="post" action={`${importPath(file)}/rows`}>
        {status && <input type="hidden" name="status" value={status} />}
        <input type="hidden" name="page" value={page} />
        <table class="list dense import-rows">
          <caption class="visually-hidden">Rows of the file</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Status</th>
              <th scope="col">Session</th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>{rows.map((row) => <PreviewRow file={file} row={row} zone={zone} />)}</tbody>
        </table>
        {rows.length === 0 && <p class="muted">There are no such rows.</p>}
        {rows.some((row) => row.status !== "wrong") && (
          <p class="actions">
            <button type="submit" name="save" value="rows">Save these choices</button>
            {status && status !== "wrong" && <ForAll status={status} />}
          </p>
        )}
      </form>
      <Pagination
        page={page}
        hasNext={hasNext}
        part={PART}
        url={(to) => rowsUrl(file, { status, page: to })}
      />
    </div>
  );
}

function ForAll({ status }: { status: RowStatus }) {
  const offered = ROW_ACTIONS.filter((action) => status !== "new" || action !== "update");
  const TEXTS: Record<RowAction, string> = {
    insert: "Store all",
    update: "Update all",
    skip: "Skip all",
  };
  return (
    <>
      {offered.map((action) => (
        <button type="submit" name="all" value={action}>
          {TEXTS[action]}
          <span class="visually-hidden">{` rows: ${STATUS_TEXT[status][1]}`}</span>
        </button>
      ))}
    </>
  );
}

function StatusTabs({ file, status }: { file: SessionImport; status?: RowStatus }) {
  const counts = file.counts!;
  const tab = (name: string, to: RowStatus | undefined, number: number) => (
    <a
      {...swaps(rowsUrl(file, { status: to }), PART)}
      aria-current={to === status ? "true" : undefined}
    >
      {name} ({count(number)})
    </a>
  );
  return (
    <nav class="filter" aria-label="Rows by status">
      {tab("All", undefined, file.total)}
      {ROW_STATUSES.filter((one) => counts[one] > 0 || one === status)
        .map((one) => tab(STATUS_TEXT[one][1], one, counts[one]))}
    </nav>
  );
}
