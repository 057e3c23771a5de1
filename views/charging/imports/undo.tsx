import type { SessionImport } from "../../../domain/charging/import/import.ts";
import { counted } from "../../../domain/plural.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { importPath } from "./urls.ts";

/** Asks before what an import brought is taken back. */
export function UndoSessionImportPage({ file }: { file: SessionImport }) {
  const { added = 0, updated = 0 } = file.result ?? {};
  return (
    <ConfirmPage
      title="Undo this import?"
      action={`${importPath(file)}/undo`}
      submit="Undo it"
      cancel={importPath(file)}
    >
      <p>
        <b>
          <bdi>{file.file_name}</bdi>
        </b>{" "}
        added {counted(added, "session")}
        {updated > 0 && ` and updated ${updated}`}.
      </p>
      <p>
        Added sessions are removed, and updated ones get the values back that they had. Sessions
        that were changed since stay as they are.
      </p>
    </ConfirmPage>
  );
}
