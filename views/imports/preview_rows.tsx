import type { ImportPreview, PreviewRow, PreviewSite } from "../../domain/imports/import.ts";
import { count } from "../../domain/plural.ts";
import { siteName } from "../../domain/sites/site.ts";
import { exactPower, periodText } from "./period_text.ts";

/** Returns what pages call a site of a preview. */
export function previewName({ site_uuid, name }: Pick<PreviewSite, "site_uuid" | "name">): string {
  return siteName({ site_uuid, client_site_id: null, client_site_name: name });
}

/** Lines that are listed of each end of a file. */
const SHOWN = 6;

/** Lists the first and the last rows as they were understood, by the clocks of their sites. */
export function PreviewRows({ preview }: { preview: ImportPreview }) {
  const { first_rows, last_rows, sites } = preview;
  const first = first_rows.slice(0, SHOWN);
  const last = [...first_rows.slice(SHOWN), ...last_rows].slice(-SHOWN);
  return (
    <section class="panel rows" aria-labelledby="rows">
      <h2 id="rows">First and last lines</h2>
      <ul>{first.map((row) => <Row row={row} sites={sites} />)}</ul>
      {last.length > 0 && (
        <>
          <p class="muted">…</p>
          <ul>{last.map((row) => <Row row={row} sites={sites} />)}</ul>
        </>
      )}
    </section>
  );
}

function Row({ row, sites }: { row: PreviewRow; sites: PreviewSite[] }) {
  const site = sites.find(({ site_uuid }) => site_uuid === row.site_uuid);
  return (
    <li>
      Line {count(row.line)}: {site && sites.length > 1 && (
        <>
          <bdi>{previewName(site)}</bdi>
          {", "}
        </>
      )}
      {periodText(row, site?.time_zone ?? "UTC")} → <b>{exactPower(row.generation_power_kw)}</b>
    </li>
  );
}
