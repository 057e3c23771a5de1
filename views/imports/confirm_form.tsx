import type { Import, ImportPreview } from "../../domain/imports/import.ts";
import { counted } from "../../domain/plural.ts";
import { importPath } from "./urls.ts";

interface ConfirmFormProps {
  file: Import;
  preview: ImportPreview;
}

/** Renders the button that stores a file, and the name under which its reading is remembered. */
export function ConfirmForm({ file, preview }: ConfirmFormProps) {
  const { new: added } = preview.counts;
  if (added === 0) {
    return (
      <p class="callout warn">
        There is nothing to store: every line is left out, or there already.
      </p>
    );
  }
  return (
    <form class="form confirm" method="post" action={`${importPath(file)}/confirm`}>
      <div class="field">
        <label for="reading_name">
          Name, to read the next file of this shape the same way{" "}
          <span class="muted">(optional)</span>
        </label>
        <input
          id="reading_name"
          name="reading_name"
          maxlength={100}
          autocomplete="off"
          value={file.reading_name ?? undefined}
          aria-describedby="reading_name-hint"
        />
        <p class="hint" id="reading_name-hint">
          Your group sees it. Scripts use it as <code>reading=</code>.
        </p>
      </div>
      <p class="actions">
        <button class="primary" type="submit">Store {counted(added, "measurement")}</button>
      </p>
    </form>
  );
}
