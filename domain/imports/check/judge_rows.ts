import { wrongPowerPeriod } from "../../generation/generation_limits.ts";
import type { SiteFacts } from "../../sites/site_facts.ts";
import type { LeftOutLine, ReadPeriod } from "../read_rows.ts";
import type { CheckedRow, ShownSite } from "./preview.ts";
import type { Named } from "./site_names.ts";

/** A row of a site that may be stored. */
export interface SiteRow extends CheckedRow {
  site: ShownSite;
}

/** What rows of a file are judged by. */
export interface Rules {
  /** The site of a row by the text of its column, null where the file is of one site. */
  siteOf: (text: string | null) => Named<ShownSite>;
  facts: ReadonlyMap<string, SiteFacts>;
  nowMs: number;
}

/** Rows that are judged before other work gets its turn. */
const PIECE = 1000;

/**
 * Sorts out the rows of a piece that cannot be stored, by the rules for measurements that a request
 * brings. Yields now and then, for other work to be done.
 */
export function* judgeRows(
  periods: readonly ReadPeriod[],
  { siteOf, facts, nowMs }: Rules,
): Generator<void, { rows: SiteRow[]; leftOut: LeftOutLine[] }> {
  const rows: SiteRow[] = [];
  const leftOut: LeftOutLine[] = [];
  for (const [i, { line, site: text, startMs, endMs, powerKw }] of periods.entries()) {
    if (i % PIECE === 0) yield;
    const leave = (reason: LeftOutLine["reason"], message: string) =>
      leftOut.push({ line, reason, message, cells: cellsOf(text, startMs, powerKw) });
    const named = siteOf(text);
    if ("problem" in named) {
      leave("no_site", siteProblem(named.problem, text));
      continue;
    }
    const row = { site: named.site, line, startMs, endMs, powerKw };
    const capacityKw = facts.get(named.site.site_uuid)?.largest_capacity_kw ?? null;
    const wrong = wrongPowerPeriod(row, capacityKw, nowMs);
    if (wrong) leave("impossible", wrong.message);
    else rows.push(row);
  }
  return { rows, leftOut };
}

/** Says why a text names no site. */
export function siteProblem(problem: "unknown" | "ambiguous", text: string | null): string {
  const name = `"${(text ?? "").slice(0, 60)}"`;
  return problem === "unknown"
    ? `Your group has no site of the name or number ${name}.`
    : `Several sites have the name or number ${name}.`;
}

const cellsOf = (text: string | null, startMs: number, powerKw: number) => [
  ...text === null ? [] : [text],
  Temporal.Instant.fromEpochMilliseconds(startMs).toString(),
  String(powerKw),
];
