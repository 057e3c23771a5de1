import { z } from "zod";
import { count } from "../../plural.ts";
import { unknownName } from "../../unknown_names.ts";
import { siteEdit } from "../site_input.ts";
import { EDITABLE_COLUMNS } from "./columns.ts";
import { MOST_SITES, type RowFault, type SentSites, type SiteLine } from "./site_line.ts";

/** A site of a list in JSON, for the API's description: `readSitesJson` checks row by row. */
export const siteOfList = siteEdit.extend({
  site_uuid: z.guid().optional().describe(
    "Without it the site is new, and needs what POST /sites does",
  ),
  version: z.int().optional().describe("The version that was read: a later one is not overwritten"),
});

const KNOWN: string[] = ["site_uuid", "version", ...EDITABLE_COLUMNS];

/** Reads the list `sites` of a body: exactly the keys that are sent count, null empties a value. */
export function readSitesJson(body: unknown): SentSites {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  const [extra] = isObject ? Object.keys(body).filter((name) => name !== "sites") : [];
  if (extra !== undefined) return refused(unknownName(extra, ["sites"]), extra);
  const sites = isObject && "sites" in body ? body.sites : null;
  if (!Array.isArray(sites) || sites.length === 0) return refused('Send a list of "sites".');
  if (sites.length > MOST_SITES) {
    return refused(`These are ${count(sites.length)} sites. Send at most ${count(MOST_SITES)}.`);
  }
  const read = sites.map((site, at) => lineOf(site, at + 1));
  return {
    lines: read.flatMap(({ line }) => line ?? []),
    faults: read.flatMap((row) => row.faults),
  };
}

const refused = (message: string, column = ""): SentSites => ({
  lines: [],
  faults: [{ row: 0, column, message }],
});

function lineOf(site: unknown, row: number): { line?: SiteLine; faults: RowFault[] } {
  if (typeof site !== "object" || site === null || Array.isArray(site)) {
    return { faults: [{ row, column: "", message: "Send a site as an object." }] };
  }
  const faults = Object.keys(site).filter((name) => !KNOWN.includes(name))
    .map((name) => ({ row, column: name, message: unknownName(name, KNOWN) }));
  if (faults.length > 0) return { faults };
  const { site_uuid, version, ...values } = site as Record<string, unknown>;
  if (site_uuid === undefined || typeof site_uuid === "string") {
    return { line: { row, site_uuid, version, values }, faults: [] };
  }
  return { faults: [{ row, column: "site_uuid", message: "Not a valid UUID." }] };
}
