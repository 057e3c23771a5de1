import type { ReportedSite } from "../../domain/operations/reports/group_report.ts";
import { energy, percentage } from "../ui/numbers.ts";
import { hoursText } from "./figures.tsx";

/** Lists the sites of a report with their figures, by name. */
export function ReportedSites({ sites, month }: { sites: readonly ReportedSite[]; month: string }) {
  return (
    <table class="report-table">
      <caption class="visually-hidden">Sites</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col" class="number">Produced</th>
          <th scope="col" class="number">kWh/kWp</th>
          <th scope="col" class="number">Of day ahead</th>
          <th scope="col" class="number">Error</th>
          <th scope="col" class="number extra">Measured</th>
          <th scope="col">Marked</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr>
            <th scope="row">
              <a href={`/sites/${site.site_uuid}/report?month=${month}`}>
                <bdi>{site.name}</bdi>
              </a>
            </th>
            <td class="number">{site.produced_kwh === null ? "–" : energy(site.produced_kwh)}</td>
            <td class="number">{site.kwh_per_kwp?.toFixed(1) ?? "–"}</td>
            <td class="number">{shareOf(site)}</td>
            <td class="number">
              {site.accuracy.mae_share === null ? "–" : percentage(site.accuracy.mae_share)}
            </td>
            <td class="number extra">{percentage(site.measured_share)}</td>
            <td>{hoursText(site)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Returns what was produced of what was expected the day before, over the days that have both. */
function shareOf({ compared }: ReportedSite): string {
  return compared && compared.expected_kwh > 0
    ? percentage(compared.produced_kwh / compared.expected_kwh)
    : "–";
}
