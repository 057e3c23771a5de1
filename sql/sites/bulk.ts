import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import { planSites } from "../../domain/sites/bulk/plan.ts";
import type { PlannedSite, PlanOptions, SitePlan } from "../../domain/sites/bulk/site_plan.ts";
import type { SentSites } from "../../domain/sites/bulk/site_line.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { SiteChanges } from "../../domain/sites/site_input.ts";
import { json } from "../kit/json.ts";
import { twinsOfGroup } from "./duplicates.ts";
import { listThese, placed, type Update } from "./sites.ts";

/** Sites that one statement writes: it must end within the time limit of a request's statements. */
const PIECE = 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Compares a list of sites with those that the caller's group has (domain/sites/bulk/plan.ts). */
export async function plan(
  sql: ScopedSql,
  sent: SentSites,
  options: PlanOptions,
): Promise<SitePlan> {
  const uuids = sent.lines.flatMap(({ site_uuid }) => site_uuid?.trim().toLowerCase() ?? [])
    .filter((uuid) => UUID.test(uuid));
  const stored = {
    listed: await listThese(sql, [...new Set(uuids)]),
    all: await twinsOfGroup(sql),
  };
  return planSites(sent, stored, options);
}

/**
 * Adds and changes sites as they were planned. Returns the UUIDs of the new ones by row. Throws
 * "conflict" when one of the others is no longer at the version that the plan saw.
 */
export async function store(
  sql: ScopedSql,
  planned: readonly PlannedSite[],
): Promise<Map<number, string>> {
  const changed = planned.filter((site) => site.outcome === "changed")
    .toSorted((a, b) => a.before.site_uuid < b.before.site_uuid ? -1 : 1);
  for (const piece of pieces(changed)) {
    const edits = piece.map(({ before, changes }) => ({
      site_uuid: before.site_uuid,
      version: before.version,
      changes: { ...changes, ...networkAfter(before, changes) },
    }));
    const rows = await sql<{ outcome: Update }[]>`
      select outcome from app.edit_sites(${json(sql, edits)}::jsonb)`;
    if (rows.some(({ outcome }) => outcome !== "updated")) throw changedMeanwhile();
  }
  return await create(sql, planned.filter((site) => site.outcome === "new"));
}

const changedMeanwhile = () =>
  new AppError("conflict", "Somebody changed one of these sites just now. Send the list again.");

type PlannedNew = Extract<PlannedSite, { outcome: "new" }>;

async function create(sql: ScopedSql, sites: PlannedNew[]): Promise<Map<number, string>> {
  const made = new Map<number, string>();
  for (const piece of pieces(sites)) {
    const described = json(sql, piece.map(({ site }) => placed(site)));
    const [row] = await sql<{ site_uuids: string[] }[]>`
      select app.create_sites(${described}::jsonb) as site_uuids`;
    for (const [at, site_uuid] of row!.site_uuids.entries()) made.set(piece[at]!.row, site_uuid);
  }
  return made;
}

/** Returns DNO and GSP when changes move a site whose version is certain. */
function networkAfter(before: Site, { latitude, longitude }: SiteChanges) {
  if (latitude === undefined && longitude === undefined) return {};
  return networkAt({
    latitude: latitude === undefined ? before.latitude : latitude,
    longitude: longitude === undefined ? before.longitude : longitude,
  });
}

function* pieces<T>(list: readonly T[]): Generator<T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}
