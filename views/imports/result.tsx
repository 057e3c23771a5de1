import type { Import, PreviewSite } from "../../domain/imports/import.ts";
import { counted } from "../../domain/plural.ts";
import { daysIn, MOST_DAYS } from "../../domain/time/shown_range.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { date } from "../ui/day_text.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { previewName } from "./preview_rows.tsx";
import { importPath } from "./urls.ts";

/** Shows what an import brought, with the ways to look at it, to take it back and to what was left. */
export function Result({ file }: { file: Import }) {
  const { result, preview, batch_id } = file;
  const leftOut = (preview?.counts.left_out ?? 0) + (result?.conflicting ?? 0);
  return (
    <>
      {file.state === "undone"
        ? <p>What this import brought was taken away again.</p>
        : result && <Counts {...result} />}
      {preview && file.state === "stored" && <SiteLinks preview={preview} />}
      {leftOut > 0 && (
        <p>
          {counted(leftOut, "line")} of the file brought nothing:{" "}
          <a href={`${importPath(file)}/left-out`}>the list with the reasons, as CSV</a>, kept until
          {" "}
          <UtcTime at={file.expires_utc} />.
        </p>
      )}
      <p class="actions">
        {file.state !== "undone" && batch_id !== null && (
          <a class="button" href={`${importPath(file)}/undo`}>Undo this import…</a>
        )}
        <a class="button" href="/imports">Import another file</a>
      </p>
    </>
  );
}

function Counts({ inserted, unchanged, conflicting, replaced }: NonNullable<Import["result"]>) {
  const others = [
    replaced > 0 && `${counted(replaced, "measurement")} replaced`,
    unchanged > 0 && `${counted(unchanged, "measurement")} there already`,
    conflicting > 0 && `${counted(conflicting, "measurement")} not stored: another value is there`,
  ].filter(Boolean);
  return (
    <p>
      <b>{counted(inserted, "measurement")} stored</b>
      {others.map((text) => `, ${text}`)}.
    </p>
  );
}

const MOST_LINKS = 20;

function SiteLinks({ preview: { sites } }: { preview: NonNullable<Import["preview"]> }) {
  return <ul>{sites.slice(0, MOST_LINKS).map((site) => <SiteLink site={site} />)}</ul>;
}

function SiteLink({ site }: { site: PreviewSite }) {
  const [firstMs, lastMs] = [milliseconds(site.first_utc), milliseconds(site.last_utc) - 1];
  const [first, last] = [firstMs, lastMs].map((ms) =>
    dayOf(Temporal.Instant.fromEpochMilliseconds(ms), site.time_zone)
  ) as [Temporal.PlainDate, Temporal.PlainDate];
  const isOne = first.equals(last) || daysIn({ first, last }) > MOST_DAYS;
  const query = isOne ? `day=${last}` : `start=${first}&end=${last}`;
  return (
    <li>
      <a href={`/sites/${site.site_uuid}?${query}`}>
        <bdi>{previewName(site)}</bdi>
        {isOne ? `, ${date(last)}` : `, ${date(first)} to ${date(last)}`}
      </a>
    </li>
  );
}
