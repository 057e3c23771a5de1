import type { Import } from "../../domain/imports/import.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { Preview, type PreviewProps } from "./preview.tsx";
import { followed, isWorking, Progress } from "./progress.tsx";
import { ReadingForm } from "./reading_form.tsx";
import { Result } from "./result.tsx";
import { StateBadge } from "./state.tsx";
import { importPath } from "./urls.ts";
import { WrongKindText } from "./wrong_kind.tsx";

export type ImportPageProps = PreviewProps;

/** Shows an import by what it waits for: questions, its preview, or what became of it. */
export function ImportPage(props: ImportPageProps) {
  const { file } = props;
  return (
    <section class="sub-page">
      <Breadcrumb trail={[["Imports", "/imports"]]} />
      <h1>
        <bdi>{file.file_name || "Unnamed file"}</bdi>
      </h1>
      <ImportPart {...props} />
    </section>
  );
}

/** The part that follows the work by itself. */
export function ImportPart(props: ImportPageProps) {
  const { file } = props;
  return (
    <div id="import-file" class="prose import-file" {...isWorking(file) ? followed(file) : {}}>
      <p class="site-facts">
        <StateBadge file={file} />
        <span class="muted">
          sent by {file.actor ?? "an unknown user"}, <UtcTime at={file.created_utc} />
        </span>
      </p>
      <Content {...props} />
    </div>
  );
}

function Content(props: ImportPageProps) {
  const { file } = props;
  if (isWorking(file)) return <Progress file={file} />;
  if (file.proposal?.wrong_kind) return <WrongKindText kind={file.proposal.wrong_kind} />;
  if (file.state === "failed") return <Failed {...props} />;
  if (file.state === "checked") return <Preview {...props} />;
  if (file.state !== "proposed") return <Result file={file} />;
  return (
    <>
      <p>
        Nothing is stored yet. The next page shows{" "}
        {file.kind === "forecasts" ? "its runs" : "the days of the file under the sun"}, and
        everything can still be changed there. The file is kept until{" "}
        <UtcTime at={file.expires_utc} />.
      </p>
      <ReadingForm {...props} />
      <Discard file={file} />
    </>
  );
}

/** Says why an import failed. A file that is still kept can be read in another way. */
function Failed(props: ImportPageProps) {
  const { file } = props;
  return (
    <>
      <p class="callout bad">{file.message ?? "It failed for an unknown reason."}</p>
      <Result file={file} />
      {file.bytes > 0 && file.batch_id === null && <ReadingForm {...props} />}
    </>
  );
}

export function Discard({ file }: { file: Import }) {
  return (
    <form method="post" action={`${importPath(file)}/remove`}>
      <button type="submit">Discard this file</button>
    </form>
  );
}
