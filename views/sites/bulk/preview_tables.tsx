import { count as plain, counted } from "../../../domain/plural.ts";
import { changedColumns } from "../../../domain/sites/bulk/changed_columns.ts";
import type { RowFault } from "../../../domain/sites/bulk/site_line.ts";
import type { PlannedSite } from "../../../domain/sites/bulk/site_plan.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { columnLabel, columnText } from "../../../domain/sites/site_columns.ts";

/** Rows of a table that a page shows. */
const MOST_SHOWN = 200;

type Planned<O extends PlannedSite["outcome"]> = Extract<PlannedSite, { outcome: O }>;

/** Lists what is wrong with a list, by row and column. */
export function Faults({ faults }: { faults: readonly RowFault[] }) {
  if (faults.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="faults">
      <h2 id="faults">{counted(faults.length, "error")}</h2>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Column</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, MOST_SHOWN).map(({ row, column, message }) => (
            <tr>
              <th scope="row">Row {row}</th>
              <td data-label="Column">{column || "all"}</td>
              <td class="wide">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More count={faults.length} />
    </section>
  );
}

/** Lists the values that change, before and after. */
export function ChangedSites({ sites }: { sites: readonly Planned<"changed">[] }) {
  if (sites.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="changed">
      <h2 id="changed">{counted(sites.length, "site")} changed</h2>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Site</th>
            <th scope="col">Value</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {sites.slice(0, MOST_SHOWN).flatMap((site) =>
            changedColumns(site).map(({ column, before, after }) => (
              <tr>
                <th scope="row">
                  <a href={`/sites/${site.before.site_uuid}`}>
                    <bdi>{siteName(site.before)}</bdi>
                  </a>
                </th>
                <td class="wide">{columnLabel(column)}</td>
                <td data-label="Before">{columnText(column, before)}</td>
                <td data-label="After">{columnText(column, after)}</td>
              </tr>
            ))
          )}
        </tbody>
      </table>
      <More count={sites.length} />
    </section>
  );
}

const SHOWN = ["capacity_kw", "latitude", "longitude", "tilt", "orientation"] as const;

/** Lists the sites that would be added. */
export function NewSites({ sites }: { sites: readonly Planned<"new">[] }) {
  if (sites.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="new">
      <h2 id="new">{counted(sites.length, "new site")}</h2>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Row</th>
            {SHOWN.map((column) => <th scope="col">{columnLabel(column)}</th>)}
          </tr>
        </thead>
        <tbody>
          {sites.slice(0, MOST_SHOWN).map(({ row, site }) => (
            <tr>
              <th scope="row">
                <bdi>{site.client_site_name}</bdi>
              </th>
              <td data-label="Row">{row}</td>
              {SHOWN.map((column) => (
                <td data-label={columnLabel(column)}>
                  {column === "orientation" && site[column] === undefined
                    ? "toward the equator"
                    : columnText(column, site[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <More count={sites.length} />
    </section>
  );
}

function More({ count }: { count: number }) {
  return count > MOST_SHOWN
    ? <p class="muted">And {plain(count - MOST_SHOWN)} more, not shown here.</p>
    : null;
}
