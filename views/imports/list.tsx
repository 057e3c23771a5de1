import type { Import } from "../../domain/imports/import.ts";
import { count } from "../../domain/plural.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { countedRows } from "./kind_words.ts";
import { StateBadge } from "./state.tsx";
import { UploadForm, type UploadProps } from "./upload.tsx";
import { importPath } from "./urls.ts";

export interface ImportsPageProps extends UploadProps {
  imports: Import[];
  /** The address of the next page; undefined on the last one. */
  older?: string;
}

/** Shows the form that sends files, and the files of the group with what became of them. */
export function ImportsPage(props: ImportsPageProps) {
  const { imports, older, readings } = props;
  return (
    <section class="sub-page">
      <h1>Import measurements and forecasts</h1>
      <p>
        Forecasts learn from what a site produced, and those of other models are compared with it.
        Send the file as you have it: the next page shows how it is understood, and stores nothing
        before you say so.
      </p>
      <UploadForm {...props} />
      <section class="panel" aria-labelledby="imports-heading">
        <h2 id="imports-heading">Files of your group</h2>
        {imports.length === 0
          ? (
            <EmptyState title="No files yet">
              <p>Files that you send are listed here, each with what it brought.</p>
            </EmptyState>
          )
          : <ImportTable imports={imports} />}
        {older && (
          <p>
            <a href={older}>Older</a>
          </p>
        )}
      </section>
      {readings.length > 0 && <Readings names={readings} />}
    </section>
  );
}

function ImportTable({ imports }: { imports: Import[] }) {
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
                <bdi>{file.file_name || "Unnamed file"}</bdi>
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

function broughtText(file: Import): string {
  const { state, result, preview, done, total } = file;
  if (state === "storing") return `${count(done)} of ${countedRows(file, total)}`;
  if (state === "stored" && result) return countedRows(file, result.inserted);
  if (state === "checked" && preview) return `${countedRows(file, preview.counts.new)} new`;
  return "nothing";
}

function Readings({ names }: { names: string[] }) {
  return (
    <section class="panel" aria-labelledby="readings-heading">
      <h2 id="readings-heading">Remembered ways to read a file</h2>
      <ul class="readings">
        {names.map((name) => (
          <li class="with-button">
            <form class="with-button field" method="post" action="/imports/readings/rename">
              <input type="hidden" name="name" value={name} />
              <input
                name="new_name"
                value={name}
                maxlength={100}
                autocomplete="off"
                aria-label={`Name of the reading ${name}`}
              />
              <button type="submit">
                Rename<span class="visually-hidden">{` ${name}`}</span>
              </button>
            </form>
            <form method="post" action="/imports/readings/remove">
              <input type="hidden" name="name" value={name} />
              <button type="submit">
                Forget<span class="visually-hidden">{` ${name}`}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
