import { createRoute, z } from "@hono/zod-openapi";
import { getLogger } from "@logtape/logtape";
import { AppError, found } from "../../../domain/errors.ts";
import { newMessages } from "../../../domain/loggers/message.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import * as messages from "../../../sql/loggers/messages.ts";
import * as sessions from "../../../sql/loggers/sessions.ts";
import type { ScopedSql } from "../../../db/scope.ts";
import { scoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { loadLogger, loggerParams } from "./logger_json.ts";
import { sessionNumber } from "./session_json.ts";

const log = getLogger(["sitecast", "loggers"]);

const path = "/loggers/{logger_uuid}/messages";

const message = {
  number: z.int().describe("The session in which it was queued"),
  seq: z.int().describe("Counts the messages of the logger, and never goes back"),
  time_utc: z.iso.datetime(),
  text: z.string(),
};
const messageJson = z.object(message).openapi("LoggerMessage");

const seq = z.string().regex(/^\d{1,15}$/, { error: "Send the seq of a message." })
  .transform(Number);
const count = (most: number) => {
  const error = `Ask for 1 to ${most} messages.`;
  return z.string().regex(/^[1-9]\d{0,3}$/, { error }).transform(Number)
    .refine((number) => number <= most, { error });
};

const session = sessionNumber().optional();
const ofNewest = session.describe("Of this session; without it, of the newest one");

const add = createRoute({
  method: "post",
  middleware: scoped,
  path,
  summary: "Queue messages to the session that runs",
  description: "Refused (409, NOSESSION) when none runs: nothing is stored then.",
  request: { params: loggerParams, body: body(newMessages) },
  responses: {
    201: json(
      z.object({ number: z.int(), first_seq: z.int(), last_seq: z.int(), queued: z.int() }),
      "The session, and the seqs of the messages",
    ),
    ...refusals,
  },
});

const list = createRoute({
  method: "get",
  middleware: scoped,
  path,
  summary: "Messages of a logger, the oldest first",
  request: {
    params: loggerParams,
    query: z.object({
      after: seq.default(0).describe("The last seq that you know: newer ones follow"),
      session: session.describe("Of this session; without it, of all"),
      limit: count(1000).default(1000),
    }),
  },
  responses: {
    200: json(
      z.object({
        messages: z.array(messageJson),
        next_after: z.int().nullable().describe("For the next page; null on the last one"),
      }),
      "A page of messages",
    ),
    ...problems,
  },
});

const last = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/last`,
  summary: "The last messages of a session, the oldest of them first",
  request: {
    params: loggerParams,
    query: z.object({ n: count(1000).default(10).describe("How many"), session: ofNewest }),
  },
  responses: {
    200: json(z.object({ messages: z.array(messageJson) }), "The messages"),
    ...problems,
  },
});

const latest = createRoute({
  method: "get",
  middleware: scoped,
  path: `${path}/latest`,
  summary: "The newest message of a session",
  request: {
    params: loggerParams,
    query: z.object({
      after: seq.default(0).describe("The last seq that you know"),
      session: ofNewest,
    }),
  },
  responses: {
    200: json(
      z.object({
        running: z.int().nullable().describe("Number of the session that runs; null: NOSESSION"),
        message: z.object(message).nullable(),
      }),
      "The message; null if none is newer",
    ),
    ...problems,
  },
});

/** GET and POST /api/v1/loggers/{logger_uuid}/messages, and GET its last and latest */
export const loggerMessageRoutes = () =>
  router()
    .openapi(add, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { sql, services } = c.var;
      const queued = await messages.queue(sql, logger_uuid, c.req.valid("json"), services.now());
      if (queued) return c.json(queued, 201);
      log.warn("A message of logger {logger_uuid} was refused: no session runs.", { logger_uuid });
      throw new AppError("conflict", "NOSESSION: no session runs, so nothing was queued.");
    })
    .openapi(list, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { after, session, limit } = c.req.valid("query");
      const number = session && await known(c.var.sql, logger_uuid, session);
      const listed = await messages.list(c.var.sql, logger_uuid, {
        after,
        number,
        limit: limit + 1,
      });
      const { rows, hasNext } = pageOf(listed, limit);
      const next_after = linkNext(c, hasNext ? rows.at(-1)!.seq : null, "after");
      return c.json({ messages: rows, next_after }, 200);
    })
    .openapi(last, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { n, session } = c.req.valid("query");
      const number = await known(c.var.sql, logger_uuid, session);
      return c.json({ messages: await lastOf(c.var.sql, logger_uuid, number, n) }, 200);
    })
    .openapi(latest, async (c) => {
      const { logger_uuid } = await loadLogger(c);
      const { after, session } = c.req.valid("query");
      const number = await known(c.var.sql, logger_uuid, session);
      const [newest] = await lastOf(c.var.sql, logger_uuid, number, 1);
      const running = (await sessions.running(c.var.sql, logger_uuid))?.number ?? null;
      return c.json({ running, message: newest && newest.seq > after ? newest : null }, 200);
    });

/** Returns the number, or that of the newest session; throws not_found for one that is not there. */
async function known(sql: ScopedSql, logger_uuid: string, number: number | undefined) {
  if (number === undefined) return (await sessions.list(sql, logger_uuid, { limit: 1 }))[0]?.number;
  return found(await sessions.find(sql, logger_uuid, number), "session").number;
}

async function lastOf(sql: ScopedSql, logger_uuid: string, number: number | undefined, n: number) {
  return number === undefined ? [] : await messages.last(sql, logger_uuid, { number, n });
}
