import { siteSlug } from "../../sites/site_slug.ts";
import type { NamedSite } from "../../sites/site.ts";
import type { ExportQuestion } from "./export.ts";

/**
 * Names a file after its site (`sites` for several), what it holds and its days:
 * `barn-roof-generation-2026-11-01-to-2026-11-30.csv`.
 */
export function exportName(question: ExportQuestion, site: NamedSite | undefined): string {
  const { what, range, forecast, layout } = question;
  const who = site ? [siteSlug(site)] : what === "sites" ? [] : ["sites"];
  const which = what === "forecast" && forecast.choice !== "newest" ? [forecast.choice] : [];
  const days = what === "sites" ? [] : daysOf(range);
  const words = [...who, what, ...which].map((word) => word.replaceAll("_", "-"));
  return `${[...words, ...days].join("-")}.${layout.format === "json" ? "json" : "csv"}`;
}

function daysOf(range: ExportQuestion["range"]): string[] {
  const [first, last] = "first" in range
    ? [`${range.first}`, `${range.last}`]
    : [range.start, range.end].map((time) => time.toString().slice(0, 10));
  return first === last ? [first!] : [first!, "to", last!];
}
