import { knownMigrations } from "../../db/migrate.ts";
import { everyWay } from "./every_way.ts";

/** More than one change of the service brings. */
const NEWEST = 12;

/**
 * Returns the migrations that are tried one at a time: the newest, since those before them are frozen
 * and were tried when they were new; each one in the long check.
 */
export const steppedMigrations = (): string[] =>
  everyWay ? knownMigrations() : knownMigrations().slice(-NEWEST);
