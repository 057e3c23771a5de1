import type { Coordinates } from "../../domain/imports/daylight_fit.ts";
import type { PreviewSite } from "../../domain/imports/import.ts";
import { count, counted } from "../../domain/plural.ts";
import { energy, percentage, power } from "../ui/numbers.ts";
import { ConfirmForm } from "./confirm_form.tsx";
import { LeftOut, PreviewCounts } from "./preview_counts.tsx";
import { PreviewForecasts } from "./preview_forecasts.tsx";
import { previewName, PreviewRows } from "./preview_rows.tsx";
import { SitePreview } from "./preview_site.tsx";
import { ReadingForm, type ReadingFormProps } from "./reading_form.tsx";
import { readingText } from "./reading_options.ts";
import type { DrawnRun } from "./run_picture.tsx";
import { importPath } from "./urls.ts";

export interface PreviewProps extends ReadingFormProps {
  /** Where the sun is drawn, by site UUID: PV sites with coordinates. */
  places: Map<string, Coordinates>;
  /** Of a file of forecasts: one of its runs. */
  drawn: DrawnRun | null;
}

/** So many sites are drawn; all are in the table. */
const MOST_DRAWN = 12;

/** Shows what a file would bring before anything is stored, and the button that stores it. */
export function Preview(props: PreviewProps) {
  const { file, places, drawn } = props;
  const { preview, reading, proposal } = file;
  if (!preview) return null;
  return (
    <>
      <p>Nothing is stored yet. Look whether this is what you expect.</p>
      {reading && <p class="muted">{readingText(reading, proposal?.columns ?? [])}</p>}
      <PreviewCounts file={file} preview={preview} />
      {preview.forecasts && preview.rows > 0 && (
        <PreviewForecasts forecasts={preview.forecasts} drawn={drawn} />
      )}
      {preview.sites.length > 0 && <Days sites={preview.sites} places={places} />}
      {preview.first_rows.length > 0 && <PreviewRows preview={preview} />}
      <LeftOut preview={preview} />
      <section class="panel" aria-labelledby="confirm">
        <h2 id="confirm">Is it right?</h2>
        <ConfirmForm file={file} preview={preview} />
        <NotRight {...props} />
      </section>
    </>
  );
}

type DaysProps = Pick<PreviewProps, "places"> & { sites: PreviewSite[] };

function Days({ sites, places }: DaysProps) {
  return (
    <section class="panel" aria-labelledby="days">
      <h2 id="days">{sites.length > 1 ? `Days of ${counted(sites.length, "site")}` : "Days"}</h2>
      {sites.length > 1 && <SiteTable sites={sites} />}
      {sites.slice(0, MOST_DRAWN).map((site) => (
        <SitePreview site={site} place={places.get(site.site_uuid) ?? null} />
      ))}
      {sites.length > MOST_DRAWN && <p>Only the first {MOST_DRAWN} sites are drawn.</p>}
    </section>
  );
}

function NotRight(props: ReadingFormProps) {
  const isOpen = props.state.errors.length > 0;
  return (
    <>
      <details class="aside change" open={isOpen}>
        <summary>Change how it is read</summary>
        <ReadingForm {...props} />
      </details>
      <form method="post" action={`${importPath(props.file)}/remove`}>
        <button type="submit">Discard this file</button>
      </form>
    </>
  );
}

function SiteTable({ sites }: { sites: PreviewSite[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">What the file holds of each site</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col" class="number">Measurements</th>
          <th scope="col" class="number">Energy</th>
          <th scope="col" class="number">Highest power</th>
          <th scope="col" class="number">Of the capacity</th>
        </tr>
      </thead>
      <tbody>{sites.map((site) => <SiteRow {...site} />)}</tbody>
    </table>
  );
}

function SiteRow(site: PreviewSite) {
  return (
    <tr>
      <th scope="row">
        <bdi>{previewName(site)}</bdi>
      </th>
      <td class="number" data-label="Measurements">{count(site.rows)}</td>
      <td class="number" data-label="Energy">{energy(site.energy_kwh)}</td>
      <td class="number" data-label="Highest power">{power(site.highest_kw)}</td>
      <td class="number" data-label="Of the capacity">
        {site.capacity_kw ? percentage(site.highest_kw / site.capacity_kw) : "–"}
      </td>
    </tr>
  );
}
