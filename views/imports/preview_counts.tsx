import type { ImportPreview } from "../../domain/imports/import.ts";
import { count, counted } from "../../domain/plural.ts";

/** Says what would be stored, what is there already, and what is odd about it. */
export function PreviewCounts({ preview }: { preview: ImportPreview }) {
  const { counts, warnings, unknown_sites } = preview;
  const { conflicting } = counts;
  return (
    <>
      <dl class="counts">
        <Count term="New" value={counts.new} />
        <Count term="There already" value={counts.unchanged} />
        <Count term="In conflict" value={conflicting} />
        <Count term="Left out" value={counts.left_out} />
      </dl>
      {conflicting > 0 && (
        <p class="callout warn">
          For {counted(conflicting, "period")}{" "}
          another value is stored, which stays. To replace it, delete those measurements at the site
          (Data sent) before you store this file.
        </p>
      )}
      {unknown_sites.length > 0 && <UnknownSites names={unknown_sites} />}
      {warnings.length > 0 && (
        <div class="callout warn">
          <p>Looks odd, and would be stored:</p>
          <ul>
            {warnings.map(({ message, count: times }) => (
              <li>{message} {counted(times, "measurement")}.</li>
            ))}
          </ul>
        </div>
      )}
    </>
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
