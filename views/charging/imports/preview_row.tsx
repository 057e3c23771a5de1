import {
  actionOf,
  type ImportRow,
  ROW_ACTIONS,
  type RowAction,
  type SessionImport,
} from "../../../domain/charging/import/import.ts";
import { RowContent, StatusBadge } from "./row_text.tsx";
import { importPath } from "./urls.ts";

const ACTIONS: Record<RowAction, string> = {
  insert: "Store as a session of its own",
  update: "Update the other one",
  skip: "Skip",
};

interface RowProps {
  file: SessionImport;
  row: ImportRow;
  zone: string;
}

/** Shows a row of a file, with the choice of what is done with it. */
export function PreviewRow({ file, row, zone }: RowProps) {
  const edit = `${importPath(file)}/rows/${row.row_number}`;
  return (
    <tr id={`row-${row.row_number}`}>
      <th scope="row">
        {row.row_number} <small class="muted">line {row.line}</small>
      </th>
      <td class="plain" data-label="Status">
        <StatusBadge status={row.status!} />
      </td>
      <td class="plain" data-label="Session">
        <RowContent row={row} zone={zone} />
      </td>
      <td data-label="Then">
        {row.status === "wrong" ? "is left out" : <ActionSelect row={row} />}{" "}
        {row.line_fault === null && (
          <a href={edit}>
            Edit<span class="visually-hidden">{` row ${row.row_number}`}</span>
          </a>
        )}
      </td>
    </tr>
  );
}

function ActionSelect({ row }: { row: ImportRow }) {
  const chosen = actionOf(row);
  const hasMatch = row.match_id !== null || row.match_row !== null;
  return (
    <select name={`action_${row.row_number}`} aria-label={`What to do with row ${row.row_number}`}>
      {ROW_ACTIONS.filter((action) =>
        action !== "update" || hasMatch
      ).map((action) => (
        <option value={action} selected={action === chosen}>
          {action === "insert" && row.status === "new" ? "Store" : ACTIONS[action]}
        </option>
      ))}
    </select>
  );
}
