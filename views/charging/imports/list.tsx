import type { SessionImport } from "../../../domain/charging/import/import.ts";
import { counted } from "../../../domain/plural.ts";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { StateBadge } from "./state.tsx";
import { UploadForm } from "./upload.tsx";
import { importPath } from "./urls.ts";

export interface SessionImportsProps {
  state: FormState;
  imports: SessionImport[];
}

/** Shows the form that sends a file of sessions, and the files of the group. */
export function SessionImportsPage({ state, imports }: SessionImportsProps) {
  return (
    <section class="sub-page">
      <Breadcrumb trail={[["Charging", "/charging"]]} />
      <h1>Import charging sessions</h1>
      <p>
        Bring the logbook of another app. The next pages show what each column and each row is taken
        for, and nothing is stored before you say so. An import can be undone for 30 days.
      </p>
      <UploadForm state={state} />
      <section class="panel" aria-labelledby="files-heading">
        <h2 id="files-heading">Files of your group</h2>
        {imports.length === 0
          ? (
            <EmptyState title="No files yet">
              <p>Files that you send are listed here, each with what it brought.</p>
            </EmptyState>
          )
          : <ImportTable imports={imports} />}
      </section>
    </section>
  );
}

function ImportTable({ imports }: { imports: SessionImport[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">Files, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">State</th>
          <th scope="col">Brought</th>
          <th scope="col">Sent</th>
        </tr>
      </thead>
      <tbody>
        {imports.map((file) => (
          <tr>
            <th scope="row">
              <a href={importPath(file)}>
                <bdi>{file.file_name}</bdi>
              </a>
            </th>
            <td data-label="State">
              <StateBadge file={file} />
            </td>
            <td data-label="Brought">{broughtText(file)}</td>
            <td data-label="Sent">
              <UtcTime at={file.created_utc} /> <small>{file.actor ?? "unknown user"}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function broughtText({ state, result, total }: SessionImport): string {
  if (state === "undone" || !result) return `nothing of ${counted(total, "row")}`;
  const updated = result.updated > 0 ? `, ${result.updated} updated` : "";
  return `${counted(result.added, "session")}${updated}`;
}
