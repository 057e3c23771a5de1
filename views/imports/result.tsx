import type { Import, PreviewSite } from "../../domain/imports/import.ts";
import { counted } from "../../domain/plural.ts";
import { daysIn, MOST_DAYS } from "../../domain/time/shown_range.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { date } from "../ui/day_text.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { previewName } from "./preview_rows.tsx";
import { countedRows } from "./kind_words.ts";
import { importPath } from "./urls.ts";

/** Shows what an import brought, with the ways to look at it, to take it back and to what was left. */
export function Result({ file }: { file: Import }) {
  const { result, preview, batch_id } = file;
  const leftOut = (preview?.counts.left_out ?? 0) + (result?.conflicting ?? 0);
  return (
    <>
      {file.state === "undone"
        ? <p>What this import brought was taken away again.</p>
        : result && <Counts file={file} {...result} />}
      {preview && file.state === "stored" && (
        <SiteLinks sites={preview.forecasts?.sites ?? preview.sites} />
      )}
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

type CountsProps = NonNullable<Import["result"]> & { file: Import };

function Counts({ file, inserted, unchanged, conflicting, replaced }: CountsProps) {
  const others = [
    replaced > 0 && `${countedRows(file, replaced)} replaced`,
    unchanged > 0 && `${countedRows(file, unchanged)} there already`,
    conflicting > 0 && `${countedRows(file, conflicting)} not stored: another value is there`,
  ].filter(Boolean);
  return (
    <p>
      <b>{countedRows(file, inserted)} stored</b>
      {others.map((text) => `, ${text}`)}.
    </p>
  );
}

const MOST_LINKS = 20;

type LinkedSite = Pick<
  PreviewSite,
  "site_uuid" | "name" | "time_zone" | "first_utc" | "last_utc"
>;

function SiteLinks({ sites }: { sites: LinkedSite[] }) {
  return <ul>{sites.slice(0, MOST_LINKS).map((site) => <SiteLink site={site} />)}</ul>;
}

function SiteLink({ site }: { site: LinkedSite }) {
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
