import type { PowerPeriod } from "../../generation/energy.ts";
import { HOUR, utcText } from "../../time/time.ts";
import type { WarningList } from "../../warnings.ts";
import type { ImportPreview, PreviewRow, PreviewSite } from "../import.ts";
import type { LeftOutLine } from "../read_rows.ts";
import { DaySums } from "./day_sums.ts";

/** Rows that are shown of the start and of the end of a file. */
const SHOWN_ROWS = 12;
/** Sites whose days are pictured. */
const MOST_PICTURED = 20;
/** Names of unknown sites that are listed. */
const MOST_UNKNOWN = 100;

/** A site of a file as a preview names it. */
export interface ShownSite {
  site_uuid: string;
  name: string | null;
  time_zone: string;
  capacity_kw: number | null;
}

/** A row of a file, in milliseconds since 1970. */
export interface CheckedRow extends PowerPeriod {
  line: number;
}

interface SiteSums {
  rows: number;
  firstMs: number;
  lastMs: number;
  highestKw: number;
  kwh: number;
  days: DaySums;
}

/** Collects what the rows of a file add up to, piece by piece. */
export class PreviewSums {
  readonly counts = { new: 0, unchanged: 0, conflicting: 0, left_out: 0 };
  readonly #sites = new Map<ShownSite, SiteSums>();
  readonly #first: PreviewRow[] = [];
  readonly #last: { site: ShownSite; row: CheckedRow }[] = [];
  readonly #unknown = new Set<string>();
  readonly #leftOut = new Map<string, ImportPreview["left_out"][number]>();
  #rows = 0;

  /** Adds a row that would be stored. */
  add(site: ShownSite, row: CheckedRow): void {
    const { startMs, endMs, powerKw } = row;
    const sums = this.#sites.get(site) ?? this.#newSite(site);
    sums.rows++;
    if (startMs < sums.firstMs) sums.firstMs = startMs;
    if (endMs > sums.lastMs) sums.lastMs = endMs;
    if (powerKw > sums.highestKw) sums.highestKw = powerKw;
    sums.kwh += powerKw * (endMs - startMs) / HOUR;
    sums.days.add(row);
    if (this.#rows < SHOWN_ROWS) this.#first.push(shown(site, row));
    this.#last[this.#rows++ % SHOWN_ROWS] = { site, row };
  }

  addUnknownSite(text: string): void {
    if (this.#unknown.size < MOST_UNKNOWN) this.#unknown.add(text);
  }

  addLeftOut({ reason, line, message }: LeftOutLine): void {
    this.counts.left_out++;
    const found = this.#leftOut.get(reason);
    if (found) found.lines++;
    else this.#leftOut.set(reason, { reason, lines: 1, first_line: line, message });
  }

  /** Counts what storing a piece would do. */
  count(piece: { new: number; unchanged: number; conflicting: number }): void {
    this.counts.new += piece.new;
    this.counts.unchanged += piece.unchanged;
    this.counts.conflicting += piece.conflicting;
  }

  get rows(): number {
    return this.#rows;
  }

  preview(warnings: WarningList): ImportPreview {
    const at = this.#rows % SHOWN_ROWS;
    const last = [...this.#last.slice(at), ...this.#last.slice(0, at)];
    const unshown = last.slice(Math.max(0, 2 * SHOWN_ROWS - this.#rows));
    return {
      rows: this.#rows,
      first_rows: this.#first,
      last_rows: unshown.map(({ site, row }) => shown(site, row)),
      sites: [...this.#sites].map(([site, sums]) => siteOf(site, sums)),
      unknown_sites: [...this.#unknown],
      counts: this.counts,
      left_out: [...this.#leftOut.values()],
      warnings: warnings.list(),
    };
  }

  #newSite(site: ShownSite): SiteSums {
    const days = new DaySums(site.time_zone, this.#sites.size < MOST_PICTURED);
    const sums = {
      rows: 0,
      firstMs: Infinity,
      lastMs: -Infinity,
      highestKw: -Infinity,
      kwh: 0,
      days,
    };
    this.#sites.set(site, sums);
    return sums;
  }
}

function shown({ site_uuid }: ShownSite, row: CheckedRow): PreviewRow {
  return {
    line: row.line,
    site_uuid,
    start_utc: utcText(row.startMs),
    end_utc: utcText(row.endMs),
    generation_power_kw: row.powerKw,
  };
}

function siteOf(site: ShownSite, sums: SiteSums): PreviewSite {
  return {
    site_uuid: site.site_uuid,
    name: site.name,
    time_zone: site.time_zone,
    capacity_kw: site.capacity_kw,
    rows: sums.rows,
    first_utc: utcText(sums.firstMs),
    last_utc: utcText(sums.lastMs),
    highest_kw: sums.highestKw,
    energy_kwh: sums.kwh,
    days: sums.days.list(),
  };
}
