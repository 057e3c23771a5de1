/**
 * The migrations of before 0.9: the first ones of today make in one go what these made one by one. A
 * database that has them all, and whose schema is theirs, counts as having the first ones of today.
 */
export const BEFORE_SQUASH = [
  "00001-roles-and-rights.ts",
  "00002-users-groups-and-sites.ts",
  "00003-forecasts-and-generation.ts",
  "00004-site-triggers.ts",
  "00005-sign-in.ts",
  "00006-tenancy.ts",
  "00007-writes.ts",
  "00008-reads.ts",
  "00009-people.ts",
  "00010-groups.ts",
  "00011-site-edits.ts",
  "00012-history.ts",
  "00013-status-usage-jobs.ts",
  "00014-latest-forecasts.ts",
  "00015-read-the-rollup.ts",
  "00016-retention.ts",
  "00017-ingestion.ts",
  "00018-forecast-questions.ts",
  "00019-modellers-role.ts",
  "00020-dno-and-gsp.ts",
  "00022-ingest-forecasts.ts",
  "00023-revisions.ts",
  "00024-baseline-fits.ts",
  "00025-accuracy.ts",
  "00026-model-freshness.ts",
  "00027-written-earlier.ts",
];

/** The newest migration of today whose schema is that of the last one of before. */
export const LAST_SQUASHED = "00009-operations.ts";

/** The last commit that has the migrations of before. */
export const LAST_COMMIT_BEFORE_SQUASH = "6b02a32a088b073834cb2f0d7c98af8a6000a8bf";

/** Returns whether a database with these migrations is of before. */
export function isBeforeSquash(applied: { name: string }[]): boolean {
  return applied.some(({ name }) => BEFORE_SQUASH.includes(name));
}
