import { utcText } from "../../time/time.ts";
import type { WarningList } from "../../warnings.ts";
import { PreviewSums, type ShownSite } from "../check/preview.ts";
import type { ExampleRun, ForecastPreviewRow, ImportPreview } from "../import.ts";
import type { SiteForecastRow } from "./judge_values.ts";

/** Rows that are shown of the start and of the end of a file. */
const SHOWN_ROWS = 12;
interface SiteSums {
  runs: Set<number>;
  values: number;
  bounds: Bounds;
}

/** Collects what the values of a file of forecasts add up to, piece by piece. */
export class ForecastSums {
  /** What every file has: counts, lines left out, unknown sites. */
  readonly common = new PreviewSums();
  readonly #sites = new Map<ShownSite, SiteSums>();
  readonly #models = new Map<string, { name: string; version: string | null }>();
  readonly #first: SiteForecastRow[] = [];
  readonly #last: SiteForecastRow[] = [];
  #rows = 0;

  /** Adds a value that would be stored. */
  add(row: SiteForecastRow): void {
    const { ofSite, run, model, version } = row;
    let sums = this.#sites.get(ofSite);
    if (!sums) this.#sites.set(ofSite, sums = { runs: new Set(), values: 0, bounds: NO_BOUNDS });
    sums.runs.add(run);
    sums.values++;
    sums.bounds = wider(sums.bounds, row);
    if (!this.#models.has(`${model}\0${version}`)) {
      this.#models.set(`${model}\0${version}`, { name: model, version: version || null });
    }
    if (this.#rows < SHOWN_ROWS) this.#first.push(row);
    this.#last[this.#rows++ % SHOWN_ROWS] = row;
  }

  get rows(): number {
    return this.#rows;
  }

  preview(warnings: WarningList, examples: ReadonlyMap<string, ExampleRun>): ImportPreview {
    const at = this.#rows % SHOWN_ROWS;
    const last = [...this.#last.slice(at), ...this.#last.slice(0, at)];
    const unshown = last.slice(Math.max(0, 2 * SHOWN_ROWS - this.#rows));
    const sites = [...this.#sites].map(([site, { runs, values, bounds }]) => ({
      ...shownSite(site),
      ...{ runs: runs.size, values, ...boundsText(bounds) },
      example: examples.get(site.site_uuid) ?? null,
    }));
    return {
      ...this.common.preview(warnings),
      rows: this.#rows,
      forecasts: {
        runs: sites.reduce((sum, { runs }) => sum + runs, 0),
        models: [...this.#models.values()],
        first_rows: this.#first.map(shownRow),
        last_rows: unshown.map(shownRow),
        sites,
      },
    };
  }
}

interface Bounds {
  madeMs: [first: number, last: number];
  startMs: number;
  endMs: number;
  highestKw: number;
}

const NO_BOUNDS: Bounds = {
  madeMs: [Infinity, -Infinity],
  startMs: Infinity,
  endMs: -Infinity,
  highestKw: -Infinity,
};

function wider({ madeMs, startMs, endMs, highestKw }: Bounds, row: SiteForecastRow): Bounds {
  return {
    madeMs: [Math.min(madeMs[0], row.madeMs), Math.max(madeMs[1], row.madeMs)],
    startMs: Math.min(startMs, row.startMs),
    endMs: Math.max(endMs, row.endMs),
    highestKw: Math.max(highestKw, row.powerKw),
  };
}

const boundsText = ({ madeMs, startMs, endMs, highestKw }: Bounds) => ({
  first_made_utc: utcText(madeMs[0]),
  last_made_utc: utcText(madeMs[1]),
  first_utc: utcText(startMs),
  last_utc: utcText(endMs),
  highest_kw: highestKw,
});

const shownSite = ({ site_uuid, name, time_zone, capacity_kw }: ShownSite): ShownSite => ({
  ...{ site_uuid, name, time_zone, capacity_kw },
});

function shownRow(row: SiteForecastRow): ForecastPreviewRow {
  return {
    line: row.line,
    site_uuid: row.ofSite.site_uuid,
    made_utc: utcText(row.madeMs),
    model_name: row.model,
    start_utc: utcText(row.startMs),
    end_utc: utcText(row.endMs),
    forecast_power_kw: row.powerKw,
    p10_kw: row.p10Kw,
    p90_kw: row.p90Kw,
  };
}
