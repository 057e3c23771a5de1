import type {
  ForecastPreview,
  ForecastPreviewRow,
  ForecastPreviewSite,
} from "../../domain/imports/import.ts";
import { count, counted } from "../../domain/plural.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { percentage, power } from "../ui/numbers.ts";
import { exactPower, periodText } from "./period_text.ts";
import { previewName } from "./preview_rows.tsx";
import { type DrawnRun, RunPicture } from "./run_picture.tsx";

interface ForecastsProps {
  forecasts: ForecastPreview;
  /** A run with what was measured; null without a run. */
  drawn: DrawnRun | null;
}

/** Shows the runs that a file holds: models, sites, one of them drawn, the first and last values. */
export function PreviewForecasts({ forecasts, drawn }: ForecastsProps) {
  const { runs, models, sites } = forecasts;
  const values = sites.reduce((sum, site) => sum + site.values, 0);
  return (
    <>
      <section class="panel" aria-labelledby="runs">
        <h2 id="runs">Runs</h2>
        <p>
          <b>{counted(runs, "run")}</b> with {counted(values, "value")} for{" "}
          {counted(sites.length, "site")}, of <Models models={models} />.
        </p>
        <SiteTable sites={sites} />
        {drawn && <RunPicture {...drawn} />}
      </section>
      <Rows forecasts={forecasts} />
    </>
  );
}

function Models({ models }: Pick<ForecastPreview, "models">) {
  return (
    <>
      {models.map(({ name, version }, at) => (
        <>
          {at > 0 && ", "}
          <bdi>{name}</bdi>
          {version && <small>{` ${version}`}</small>}
        </>
      ))}
    </>
  );
}

function SiteTable({ sites }: Pick<ForecastPreview, "sites">) {
  return (
    <table class="list">
      <caption class="visually-hidden">What the file holds of each site</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">Made</th>
          <th scope="col">About</th>
          <th scope="col" class="number">Runs</th>
          <th scope="col" class="number">Highest power</th>
        </tr>
      </thead>
      <tbody>{sites.map((site) => <SiteRow {...site} />)}</tbody>
    </table>
  );
}

function SiteRow(site: ForecastPreviewSite) {
  const { time_zone: zone, capacity_kw, highest_kw } = site;
  const span = (first: string, last: string) =>
    [...new Set([first, last])].map((utc) => momentText(Temporal.Instant.from(utc), zone))
      .join(" to ");
  return (
    <tr>
      <th scope="row">
        <bdi>{previewName(site)}</bdi> <small class="muted">{zone}</small>
      </th>
      <td data-label="Made">{span(site.first_made_utc, site.last_made_utc)}</td>
      <td data-label="About">{span(site.first_utc, site.last_utc)}</td>
      <td class="number" data-label="Runs">{count(site.runs)}</td>
      <td class="number" data-label="Highest power">
        {power(highest_kw)}
        {capacity_kw ? ` (${percentage(highest_kw / capacity_kw)})` : ""}
      </td>
    </tr>
  );
}

/** Lines that are listed of each end of a file. */
const SHOWN = 6;

/** Lists the first and the last values as they were understood, by the clocks of their sites. */
function Rows({ forecasts: { first_rows, last_rows, sites } }: Pick<ForecastsProps, "forecasts">) {
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

function Row({ row, sites }: { row: ForecastPreviewRow; sites: ForecastPreviewSite[] }) {
  const site = sites.find(({ site_uuid }) => site_uuid === row.site_uuid);
  const zone = site?.time_zone ?? "UTC";
  const levels = [["P10", row.p10_kw], ["P90", row.p90_kw]] as const;
  return (
    <li>
      Line {count(row.line)}: {site && sites.length > 1 && (
        <>
          <bdi>{previewName(site)}</bdi>
          {", "}
        </>
      )}
      made {momentText(Temporal.Instant.from(row.made_utc), zone)}, for {periodText(row, zone)} →
      {" "}
      <b>{exactPower(row.forecast_power_kw)}</b>
      {levels.map(([name, kw]) => kw === null ? "" : `, ${name} ${exactPower(kw)}`)}
    </li>
  );
}
