import type { Import, ImportPreview } from "../../domain/imports/import.ts";
import { countedRows } from "./kind_words.ts";
import { importPath } from "./urls.ts";

interface ConfirmFormProps {
  file: Import;
  preview: ImportPreview;
}

/** Renders the button that stores a file, and the name under which its reading is remembered. */
export function ConfirmForm({ file, preview }: ConfirmFormProps) {
  const { new: added, conflicting } = preview.counts;
  const canReplace = conflicting > 0 && file.kind === "generation";
  if (added === 0 && !canReplace) {
    return (
      <p class="callout warn">
        There is nothing to store: every line is left out, or there already.
      </p>
    );
  }
  return (
    <form class="form confirm" method="post" action={`${importPath(file)}/confirm`}>
      {canReplace && <Conflicts />}
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
        <button class="primary" type="submit">
          {added > 0 ? `Store ${countedRows(file, added)}` : "Store"}
        </button>
      </p>
    </form>
  );
}

/** Asks what becomes of measurements that contradict what is stored; it stays unless chosen otherwise. */
function Conflicts() {
  return (
    <fieldset class="field checks">
      <legend>Where another value is stored for the same period</legend>
      <label>
        <input type="radio" name="conflicts" value="keep" checked /> <span>Keep what is there</span>
      </label>
      <label>
        <input type="radio" name="conflicts" value="replace" />{" "}
        <span>Replace what your group brought. Undoing this import puts it back.</span>
      </label>
    </fieldset>
  );
}
