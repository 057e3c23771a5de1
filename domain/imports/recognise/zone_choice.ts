import type { Question } from "../reading.ts";
import { periodText } from "../read/period_cell.ts";
import { hasOffset } from "./cell_kinds.ts";
import type { SeenColumn } from "./columns.ts";
import type { Facts } from "./file_sample.ts";
import { siteOf } from "./identity.ts";
import type { Table } from "./table.ts";
import type { TimeColumns } from "./time_columns.ts";
import { zoneAbove, zoneIn } from "./zones.ts";

/** The zone of times without an offset. */
export interface SeenZone {
  zone: string;
  /** Zone of the plant itself, where it is known. */
  siteZone: string | null;
  reason: string;
  isOfFile: boolean;
  question: Question | null;
}

/** Returns the zone of times: of their offsets, the header or the lines above it, else of the site. */
export function zoneOf(
  table: Table,
  { time }: TimeColumns,
  columns: SeenColumn[],
  site: SeenColumn | null,
  facts: Facts,
): SeenZone {
  const zones = zonesOfSites(site, facts);
  const [only] = zones;
  const siteZone = zones.length === 1 ? only! : null;
  const ofFile = { siteZone, isOfFile: true, question: null };
  if (time.some(haveOffsets)) {
    return { ...ofFile, zone: "UTC", reason: "Times have an offset from UTC." };
  }
  if (time.some((column) => column.time === "epoch_s" || column.time === "epoch_ms")) {
    return { ...ofFile, zone: "UTC", reason: "Times are counted from 1970, in UTC." };
  }
  const named = time.map(({ name }) => zoneIn(name)).find((found) => found !== null) ??
    time.map(({ index }) => zoneIn(table.units?.[index] ?? "")).find((found) => found !== null) ??
    ofColumn(columns) ?? table.above.map(zoneAbove).find((found) => found !== null);
  if (named) {
    return { ...ofFile, zone: named.zone, reason: `The file names its zone: “${named.words}”.` };
  }
  if (siteZone) {
    return {
      ...ofFile,
      zone: siteZone,
      isOfFile: false,
      reason: `Times are taken as those of ${siteZone}, the zone of the site.`,
    };
  }
  const ofSite = { ...ofFile, zone: only ?? "UTC", isOfFile: false };
  if (site === null && facts.site === null) {
    return { ...ofSite, reason: "Times are taken as those of the clock at the site." };
  }
  return { ...ofSite, reason: "", question: askZone(zones) };
}

/** Of a period in one cell, the start has the offset. */
function haveOffsets({ filled, time }: SeenColumn): boolean {
  const isPeriod = time === "period" || time === "clock_period";
  const starts = isPeriod ? filled.map((cell) => periodText(cell)?.start ?? cell) : filled;
  return starts.length > 0 && starts.filter(hasOffset).length > starts.length / 2;
}

/** Returns the zone that each line names in a column of its own. */
function ofColumn(columns: SeenColumn[]) {
  const [text] = columns.filter(({ plain, distinct }) =>
    distinct.size === 1 && /zone|\btz\b|fuseau|huso|fuso|^utc/.test(plain)
  ).flatMap(({ distinct }) => [...distinct]);
  return text === undefined ? null : zoneIn(text);
}

function zonesOfSites(column: SeenColumn | null, { site, sites }: Facts): string[] {
  if (site) return [site.time_zone];
  const named = column ? [...column.distinct].map((cell) => siteOf(cell, sites)) : [];
  const known = named.filter((one) => one !== undefined);
  return [...new Set((known.length > 0 ? known : sites).map(({ time_zone }) => time_zone))];
}

/** Asks for the zone of times, which may be one of these. */
export const askZone = (zones: readonly string[]): Question => ({
  field: "zone",
  text: "In which time zone are the times? The file does not say it.",
  choices: [...new Set([...zones.slice(0, 10), "UTC"])].map((zone) => ({
    value: zone,
    text: zone,
  })),
});
