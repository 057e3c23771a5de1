import type { Import } from "../../domain/imports/import.ts";
import { count } from "../../domain/plural.ts";
import { KEEP_ON_ERROR } from "../ui/htmx.ts";
import { percentage } from "../ui/numbers.ts";
import { countedRows } from "./kind_words.ts";
import { importPath } from "./urls.ts";

const WORK = {
  uploading: "The file arrives.",
  checking: "The file is being read. Nothing is stored yet.",
  storing: "It is being stored.",
  undoing: "What it brought is being taken away again.",
} as const;

/** Returns true while the service works on an import. */
export function isWorking(file: Import): file is Import & { state: keyof typeof WORK } {
  return Object.hasOwn(WORK, file.state);
}

/**
 * Attributes of a part that reloads itself every second. A request that waited for a slow one would
 * come back later and close what people have opened meanwhile.
 */
export function followed(file: Import) {
  return {
    "hx-get": importPath(file),
    "hx-trigger": "every 1s",
    "hx-sync": "drop",
    "hx-swap": "outerHTML",
    ...KEEP_ON_ERROR,
  };
}

/** Shows how far the work on an import is. Without a script, a link loads the page again. */
export function Progress({ file }: { file: Import & { state: keyof typeof WORK } }) {
  const { state, done, total } = file;
  return (
    <>
      <p>{WORK[state]} You can leave this page: the work goes on.</p>
      <p>
        <progress
          value={total > 0 ? Math.min(done, total) : undefined}
          max={Math.max(total, 1)}
          aria-label="How far it is"
        />{" "}
        {total > 0 && progressText(file)}
      </p>
      <p class="without-script">
        <a class="button" href={importPath(file)}>Look how far it is</a>
      </p>
    </>
  );
}

/** Rows are counted while they are stored or undone, bytes while they are read. */
function progressText(file: Import): string {
  const { state, done, total } = file;
  if (state === "undoing") return `${count(done)} of ${count(total)} taken away`;
  if (state !== "storing") return percentage(Math.min(done, total) / total);
  return `${count(done)} of ${countedRows(file, total)}`;
}
