import type { Import } from "../../domain/imports/import.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { countedRows } from "./kind_words.ts";
import { importPath } from "./urls.ts";

/** Asks before what an import brought is taken away. */
export function UndoImportPage({ file }: { file: Import }) {
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
        brought {countedRows(file, file.result?.inserted ?? 0)}.
      </p>
      <p>
        What was new is taken away. Whatever has changed since stays as it is. To bring it again,
        send the file again.
      </p>
    </ConfirmPage>
  );
}
