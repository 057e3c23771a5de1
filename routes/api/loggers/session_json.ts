import { z } from "@hono/zod-openapi";
import {
  isAvailable,
  isComplete,
  type LoggerSession,
  sizeOf,
} from "../../../domain/loggers/session.ts";
import { found } from "../../../domain/errors.ts";
import * as sessions from "../../../sql/loggers/sessions.ts";
import { loadLogger, loggerParams, type WithPath } from "./logger_json.ts";

/** The number of a session in a path or a query. */
export const sessionNumber = () =>
  z.string().regex(/^[1-9]\d{0,9}$/, { error: "Not a number of a session." }).transform(Number)
    .refine((number) => number < 2 ** 31, { error: "Not a number of a session." })
    .openapi({ type: "string", example: "1" });

export const sessionParams = loggerParams.extend({ number: sessionNumber() });

export const sessionJson = z.object({
  number: z.int(),
  started_utc: z.iso.datetime(),
  stopped_utc: z.iso.datetime().nullable().describe("null: it runs"),
  readings: z.int().describe("As many as the device reported, else as many as are stored"),
  stored_readings: z.int(),
  available: z.boolean().describe("Whether readings are stored"),
  complete: z.boolean().describe(
    "Whether as many are stored as the device reported; true of a stopped session that it did not report",
  ),
}).openapi("LoggerSession");

/** Returns the JSON of a session. */
export function sessionToJson(session: LoggerSession): z.output<typeof sessionJson> {
  const { number, started_utc, stopped_utc } = session;
  return {
    number,
    started_utc,
    stopped_utc,
    readings: sizeOf(session),
    stored_readings: session.readings,
    available: isAvailable(session),
    complete: isComplete(session),
  };
}

/** Returns a logger and its session of this number. Throws not_found. */
export async function loadSession(c: WithPath, number: number) {
  const logger = await loadLogger(c);
  const session = await sessions.find(c.var.sql, logger.logger_uuid, number);
  return { logger, session: found(session, "session") };
}
