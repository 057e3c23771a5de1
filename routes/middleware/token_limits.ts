import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import type { SignedIn } from "../http/context.ts";

const GENERATION = /^\/api\/v1\/(sites\/[^/]+\/)?generation$/;
/** Files of measurements, and what became of them. */
const IMPORTS = /^\/api\/v1\/(imports|import-readings)(\/|$)/;
/** How files of the whole group are read. */
const READINGS = /^\/api\/v1\/import-readings\//;
const WRITES = ["POST", "PUT", "DELETE"];
/** Makes a token with the same limits. */
const ROTATION = "/api/v1/tokens/rotate";

/**
 * What is about sites: the scope shows a token those that it names. Everything else in the API is
 * about the group, its users or the service, and so is what later gets an address of its own.
 */
const OF_SITES =
  /^\/api\/v1\/(sites|forecasts?|runs|snapshot|freshness|clear-sky|generation|accuracy|weather|batches|exports|imports|import-readings|loggers|me|status|charging\/sessions)(\/|$)/;

/**
 * Throws forbidden when a limited API token is used for something else than it was made for: by
 * address, for every route, so that none can forget it. Which sites such a token sees, the scope
 * decides (db/scope.ts).
 */
export function refuseBeyondLimits({ req, var: { viewer } }: Context<SignedIn>): void {
  if (req.path === ROTATION) return;
  const isGeneration = GENERATION.test(req.path) && WRITES.includes(req.method);
  const isImport = IMPORTS.test(req.path) && !READINGS.test(req.path);
  if (viewer.only_generation && !isGeneration && !isImport) {
    throw new AppError("forbidden", "This API token may write generation, and nothing else.");
  }
  const isNewSite = /^\/api\/v1\/sites(\/bulk)?$/.test(req.path) && req.method !== "GET";
  const isOfGroup = READINGS.test(req.path) || !OF_SITES.test(req.path);
  if (viewer.site_uuids && (isNewSite || isOfGroup)) {
    throw new AppError(
      "forbidden",
      "This API token is limited to some sites, and may not do this.",
    );
  }
}
