import type { Child } from "hono/jsx";
import type { SessionImport } from "../../../domain/charging/import/import.ts";
import { count, counted } from "../../../domain/plural.ts";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { KEEP_ON_ERROR } from "../../ui/htmx.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { StateBadge } from "./state.tsx";
import { importPath } from "./urls.ts";

export interface SessionImportProps {
  file: SessionImport;
  /** What the state of the import asks for: a form, the preview or the result. */
  content: Child;
}

/** Shows an import by what it waits for. */
export function SessionImportPage(props: SessionImportProps) {
  const { file } = props;
  return (
    <section class="sub-page">
      <Breadcrumb
        trail={[["Charging", "/charging"], ["Import charging sessions", "/charging/imports"]]}
      />
      <h1>
        <bdi>{file.file_name}</bdi>
      </h1>
      <SessionImportPart {...props} />
    </section>
  );
}

/** Returns true while the service works on an import. */
export const isWorking = ({ state }: SessionImport) => state === "checking" || state === "storing";

/** The part that follows the work by itself. */
export function SessionImportPart({ file, content }: SessionImportProps) {
  return (
    <div id="import-state" class="prose import-file" {...isWorking(file) ? followed(file) : {}}>
      <p class="site-facts">
        <StateBadge file={file} />
        <span class="muted">
          {counted(file.total, "row")}, sent by {file.actor ?? "an unknown user"},{" "}
          <UtcTime at={file.created_utc} />
        </span>
      </p>
      {file.message && <p class="callout bad">{file.message}</p>}
      {isWorking(file) ? <Progress file={file} /> : content}
    </div>
  );
}

const followed = (file: SessionImport) => ({
  "hx-get": importPath(file),
  "hx-trigger": "every 1s",
  "hx-sync": "drop",
  "hx-swap": "outerHTML",
  ...KEEP_ON_ERROR,
});

function Progress({ file }: { file: SessionImport }) {
  const { state, done, total } = file;
  const work = state === "checking"
    ? "The rows are compared with each other and with your sessions. Nothing is stored yet."
    : "The sessions are being stored.";
  return (
    <>
      <p>{work} You can leave this page: the work goes on.</p>
      <p>
        <progress value={done} max={Math.max(total, 1)} aria-label="How far it is" /> {count(done)}
        {" "}
        of {counted(total, "row")}
      </p>
      <p class="without-script">
        <a class="button" href={importPath(file)}>Look how far it is</a>
      </p>
    </>
  );
}
