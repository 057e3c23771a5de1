import { z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import type { Logger } from "../../../domain/loggers/logger.ts";
import { loggerState } from "../../../domain/loggers/logger_state.ts";
import { findLogger } from "../../../sql/loggers/loggers.ts";
import { load, uuid } from "../../http/params.ts";

export const loggerParams = z.object({ logger_uuid: uuid() });

/** A logger in JSON. */
export const loggerJson = z.object({
  logger_uuid: z.guid(),
  site_uuid: z.guid(),
  name: z.string(),
  note: z.string(),
  interval_seconds: z.int().describe("How often it is expected to send"),
  zone: z.string().describe("The zone in which pages show its times"),
  state: z.enum(["live", "silent", "never"])
    .describe("silent: it has sent nothing for 3 intervals and 5 minutes; never: nothing yet"),
  last_seen_utc: z.string().nullable(),
  version: z.int().describe("Counts the edits"),
  created_utc: z.string(),
}).openapi("Logger");

/** Returns the JSON of a logger as of `now`. */
export function loggerToJson(logger: Logger, now: Temporal.Instant): z.output<typeof loggerJson> {
  const { logger_uuid, site_uuid, name, note, interval_seconds, zone } = logger;
  const { last_seen_utc, version, created_utc } = logger;
  const state = loggerState(logger, now);
  const named = { logger_uuid, site_uuid, name, note, interval_seconds, zone };
  return { ...named, state, last_seen_utc, version, created_utc };
}

/** What loading a logger needs of a request. */
export interface WithPath {
  req: { param(name: string): string | undefined };
  var: { sql: ScopedSql };
}

/** Returns the logger of the path parameter `logger_uuid`. Throws not_found. */
export const loadLogger = (c: WithPath) => load(c, "logger_uuid", findLogger);
