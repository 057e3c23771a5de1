import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { time } from "../../../domain/ingestion.ts";
import {
  MOST_READINGS,
  type Reading,
  READING_KINDS,
  READING_UNITS,
  type ReadingKind,
  READINGS,
  readingsOf,
  TIME_COLUMN,
} from "../../../domain/charging/readings.ts";
import { siftValues } from "../../../domain/sift.ts";
import { inTurns } from "../../../db/turns.ts";
import * as readings from "../../../sql/charging/readings.ts";
import * as vehicles from "../../../sql/charging/vehicles.ts";
import { pageOf } from "../../../sql/kit/page.ts";
import type { SignedIn } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { rowOf, timeCursor } from "../time_cursor.ts";
import { bodyOfRows, describeBodies, jsonBody, refuseFault } from "../ingestion.ts";
import { linkNext } from "../next_page.ts";
import { json, problems, refusals, router } from "../router.ts";
import { vehicleParams } from "./vehicles.ts";

/** Ids are int4 there. */
const MOST_ID = 2 ** 31 - 1;

const query = z.object({
  start: time().optional().describe("From this time on"),
  end: time().optional().describe("Up to this time, which is not included"),
  limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 readings." })
    .default("100").transform(Number),
  cursor: timeCursor(MOST_ID),
});

const stored = z.object({
  inserted: z.int(),
  enriched: z.int().describe(
    "A reading of their time was stored, and lacked values that they have",
  ),
  unchanged: z.int().describe("Already stored, or sent twice"),
  conflicting: z.int().describe("Not stored: another value is stored for their time"),
}).openapi("StoredChargingReadings");

const bodyName = (kind: ReadingKind) => `New_${kind}`;
const path = (kind: ReadingKind) => `/charging/vehicles/{device_id}/${kind}`;

const list = (kind: ReadingKind) =>
  createRoute({
    method: "get",
    middleware: scoped,
    path: path(kind),
    summary: `Readings of a vehicle: ${kind}, the newest first`,
    description: READING_UNITS,
    request: { params: vehicleParams, query },
    responses: {
      200: json(
        z.object({
          values: z.array(READINGS[kind] as z.ZodType<Reading>),
          next_cursor: z.string().nullable().describe("For the next, older page"),
        }),
        "A page of readings",
      ),
      ...problems,
    },
  });

const add = (kind: ReadingKind) =>
  createRoute({
    method: "post",
    middleware: scoped,
    path: path(kind),
    summary: `Send readings of a vehicle: ${kind}`,
    description: `Up to ${MOST_READINGS}, told apart by ${TIME_COLUMN[kind]}: sent again, they ` +
      `change nothing. All are taken or none. ${READING_UNITS}` +
      (kind === "positions" ? " Refused (409) unless your group's settings keep positions." : ""),
    request: { params: vehicleParams, body: bodyOfRows(bodyName(kind)) },
    responses: { 201: json(stored, "What became of the readings"), ...refusals },
  });

/** GET and POST /api/v1/charging/vehicles/{device_id}/battery, status, trips and positions */
export function readingRoutes(): OpenAPIHono<SignedIn> {
  const routes = router();
  for (const kind of READING_KINDS) addKind(routes, kind);
  const bodies = READING_KINDS.map((kind) => [bodyName(kind), readingsOf(kind)] as const);
  return describeBodies(routes, Object.fromEntries(bodies));
}

function addKind(routes: OpenAPIHono<SignedIn>, kind: ReadingKind): void {
  routes.openapi(list(kind), async (c) => {
    const { device_id } = found(
      await vehicles.find(c.var.sql, c.req.valid("param").device_id),
      "vehicle",
    );
    const { start, end, limit, cursor } = c.req.valid("query");
    const row = rowOf(cursor);
    const range = {
      ...start && { start: inUtc(start) },
      ...end && { end: inUtc(end) },
      ...row && { before: { at: row.time_utc, id: Number(row.id) } },
      limit,
    };
    const page = pageOf(await readings.list(c.var.sql, kind, device_id, range), limit);
    const last = page.hasNext ? page.rows.at(-1)! : undefined;
    const next_cursor = linkNext(c, last ? `${last.at}_${last.id}` : null);
    return c.json({ values: page.rows.map((row) => shown(kind, row)), next_cursor }, 200);
  });
  routes.openapi(add(kind), async (c) => {
    const sent = await jsonBody(c);
    const { data, faults } = await inTurns(
      siftValues(readingsOf(kind), sent, { isSkipping: false }),
    );
    refuseFault(faults);
    const values: Reading[] = data?.values as Reading[] | undefined ?? [];
    if (values.length > MOST_READINGS) {
      throw new AppError("invalid", `Send at most ${MOST_READINGS} readings at once.`);
    }
    const { device_id } = found(
      await vehicles.find(c.var.sql, c.req.valid("param").device_id),
      "vehicle",
    );
    return c.json(await readings.store(c.var.sql, kind, device_id, values), 201);
  });
}

const inUtc = (text: string) => Temporal.Instant.from(text).toString();

/** Returns the columns of a reading that programs send, with times in UTC. */
function shown(kind: ReadingKind, row: readings.StoredReading): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(READINGS[kind].shape).map((name) => {
      const value = row[name] ?? null;
      const isTime = value !== null && (name === "end_time" || name === TIME_COLUMN[kind]);
      return [name, isTime ? inUtc(String(value)) : value];
    }),
  );
}
