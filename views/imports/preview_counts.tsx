import type { Import, ImportPreview } from "../../domain/imports/import.ts";
import { count, counted } from "../../domain/plural.ts";
import { countedRows } from "./kind_words.ts";

/** Says what would be stored, what is there already, and what is odd about it. */
export function PreviewCounts({ file, preview }: { file: Import; preview: ImportPreview }) {
  const { counts, warnings, unknown_sites } = preview;
  return (
    <>
      <dl class="counts">
        <Count term="New" value={counts.new} />
        <Count term="There already" value={counts.unchanged} />
        <Count term="In conflict" value={counts.conflicting} />
        <Count term="Left out" value={counts.left_out} />
      </dl>
      {counts.conflicting > 0 && <Conflicts file={file} conflicting={counts.conflicting} />}
      {unknown_sites.length > 0 && <UnknownSites names={unknown_sites} />}
      {warnings.length > 0 && (
        <div class="callout warn">
          <p>Looks odd, and would be stored:</p>
          <ul>
            {warnings.map(({ message, count: times }) => (
              <li>{message} {countedRows(file, times)}.</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Conflicts({ file, conflicting }: { file: Import; conflicting: number }) {
  return file.kind === "forecasts"
    ? (
      <p class="callout warn">
        {countedRows(file, conflicting)}{" "}
        are of runs that contradict what is stored of them. Nothing of these runs is added: a
        corrected run needs a time or a version of its own.
      </p>
    )
    : (
      <p class="callout warn">
        For {counted(conflicting, "period")}{" "}
        another value is stored, or one that overlaps. Choose below what becomes of those that your
        group brought for the same periods; all others stay.
      </p>
    );
}

function Count({ term, value }: { term: string; value: number }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{count(value)}</dd>
    </div>
  );
}

const MOST_NAMES = 10;

function UnknownSites({ names }: { names: string[] }) {
  const more = names.length - MOST_NAMES;
  const these = names.length === 1 ? "this name or number" : "these names or numbers";
  return (
    <p class="callout warn">
      No site of your group has {these}: {names.slice(0, MOST_NAMES).map((name, at) => (
        <>
          {at > 0 && ", "}
          <bdi>{name}</bdi>
        </>
      ))}
      {more > 0 && ` and ${count(more)} more`}. Their lines are left out.{" "}
      <a href="/sites/new">Add a site</a>{" "}
      with this name or client’s number, then read the file again.
    </p>
  );
}

/** Lists why lines bring nothing, each reason with the first line. */
export function LeftOut({ preview: { left_out } }: { preview: ImportPreview }) {
  if (left_out.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="left-out">
      <h2 id="left-out">Left out</h2>
      <ul>
        {left_out.map(({ message, lines, first_line }) => (
          <li>
            {lines === 1
              ? `Line ${count(first_line)}`
              : `${count(lines)} lines, the first is line ${count(first_line)}`}: {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
