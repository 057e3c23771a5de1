import type { Context } from "hono";
import { found } from "../../domain/errors.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { findFramed } from "../../sql/loggers/framed_logger.ts";
import type { Scoped } from "../http/context.ts";
import { pathUuid } from "../http/params.ts";

/** The address of a logger's pages, for routers. */
export const LOGGER = "/sites/:site/loggers/:logger{[0-9a-fA-F-]+}";

/** Loads the logger that an address names. Throws not_found unless it is at that site of the viewer's. */
export async function loadLogger(c: Context<Scoped>): Promise<FramedLogger> {
  const [site, logger] = [pathUuid(c, "site"), pathUuid(c, "logger")];
  return found(await findFramed(c.var.sql, site, logger), "logger");
}
