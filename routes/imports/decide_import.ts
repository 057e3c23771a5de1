import type { ScopedSql } from "../../db/scope.ts";
import { decide, type Decision, type ImportChanges } from "../../domain/imports/decision.ts";
import type { Import } from "../../domain/imports/import.ts";
import { propose } from "../../domain/imports/recognise/propose.ts";
import { isOfOtherSite, withSite } from "../../domain/imports/site_decision.ts";
import * as imports from "../../sql/imports/imports.ts";
import * as upload from "../../sql/imports/upload.ts";
import { sampleOf } from "./file_parts.ts";
import { sitesOfFiles } from "./known_sites.ts";

/**
 * Changes how a file is read, for the page and for the API. A site that is decided brings its zone,
 * and perhaps questions that only it raises. Throws as `decide` of domain/ and of sql/ do.
 */
export async function decideImport(
  sql: ScopedSql,
  file: Import,
  changes: ImportChanges,
): Promise<void> {
  const decision = decide(file, changes);
  const isNew = file.bytes > 0 && isOfOtherSite(file, decision);
  await imports.decide(
    sql,
    file.import_uuid,
    isNew ? await lookAgain(sql, file, decision) : decision,
  );
}

/** Looks at the first lines of a file again, now that its site is known. */
async function lookAgain(sql: ScopedSql, file: Import, decision: Decision): Promise<Decision> {
  const sites = await sitesOfFiles(sql);
  const site = sites.find(({ site_uuid }) => site_uuid === decision.siteUuid) ?? null;
  const parts = await upload.sample(sql, file.import_uuid);
  const sample = sampleOf(parts, decision.reading.encoding, file.bytes);
  const again = propose(sample, { sites, site, remembered: [], kind: file.kind });
  const zones = [...new Set(sites.map(({ time_zone }) => time_zone))];
  return withSite(decision, file, { again, zones });
}
