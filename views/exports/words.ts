import { EXPORTED, EXPORTED_FORECASTS } from "../../domain/operations/exports/export.ts";
import { counted } from "../../domain/plural.ts";

/** Returns what a query exports, in words: "Generation, 2026-11-01 to 2026-11-30, 2 sites". */
export function exportWords(query: string): string {
  const values = new URLSearchParams(query);
  const name = (of: Record<string, string>, key: string) => of[values.get(key) ?? ""] ?? "";
  const forecast = name(EXPORTED_FORECASTS, "forecast").split(":")[0]!;
  const [start, end] = [values.get("start"), values.get("end")];
  const parts = [
    name(EXPORTED, "what"),
    values.get("what") === "forecast" ? forecast.toLowerCase() : "",
    values.get("what") === "sites" || !start ? "" : start === end ? start : `${start} to ${end}`,
    sitesOf(values),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const FILTERS = [
  "q",
  "country",
  "region",
  "dno",
  "gsp",
  "asset_type",
  "active",
  "data",
  "attention",
];

function sitesOf(values: URLSearchParams): string {
  const uuids = values.get("site_uuids");
  if (uuids) return counted(uuids.split(",").length, "site");
  const filters = FILTERS.filter((name) => values.has(name)).map((name) => values.get(name));
  return filters.length === 0 ? "all sites" : `sites of the list: ${filters.join(", ")}`;
}
