import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { MOST_REFUSED } from "../../domain/ingestion.ts";
import { readReadingsCsv } from "../../domain/loggers/readings_csv.ts";
import {
  readSentReadings,
  type RefusedRow,
  type SentReadings,
} from "../../domain/loggers/sent_readings.ts";
import type { Stored } from "../../domain/loggers/stored_readings.ts";
import { inTurns } from "../../db/turns.ts";
import { jsonBody } from "../api/ingestion.ts";

/** What became of the readings of a request, in JSON. */
export const storedReadings = z.object({
  new: z.int(),
  changed: z.int().describe("They were stored with another value: the one sent last counts"),
  unchanged: z.int().describe("They were stored with the same value"),
  refused: z.object({
    count: z.int().describe("How many readings were refused"),
    rows: z.array(z.object({
      row: z.int().describe("Its place, counted from 1; of CSV the number of the line"),
      message: z.string(),
    })).describe(`The first ${MOST_REFUSED} of them`),
  }),
}).openapi("StoredReadings");

const NOTHING: Stored = { new: 0, changed: 0, unchanged: 0, unknown: {}, refused: [] };

/**
 * Reads the body of a request, JSON or CSV by its type, as readings. Throws "invalid" for one that
 * holds no rows.
 */
export async function sentReadings(c: Context, now: Temporal.Instant): Promise<SentReadings> {
  if (!/^\s*text\/csv\b/i.test(c.req.header("content-type") ?? "")) {
    const body = await jsonBody(c);
    return await inTurns(readSentReadings(body, now.epochMilliseconds * 1000));
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await c.req.arrayBuffer());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("invalid", "The text is not UTF-8.");
  }
  return await inTurns(readReadingsCsv(text));
}

/** Stores readings by `store`, and returns what became of them: with the rows that were refused. */
export async function storeSent(
  { readings, rows, refused }: SentReadings,
  store: (readings: SentReadings["readings"]) => Promise<Stored>,
): Promise<z.output<typeof storedReadings>> {
  const stored = readings.length === 0 ? NOTHING : await store(readings);
  const all: RefusedRow[] = [
    ...refused,
    ...stored.refused.map(({ index, message }) => ({ row: rows[index]!, message })),
    ...unknownRows(readings, rows, stored.unknown),
  ].sort((a, b) => a.row - b.row);
  return {
    new: stored.new,
    changed: stored.changed,
    unchanged: stored.unchanged,
    refused: { count: all.length, rows: all.slice(0, MOST_REFUSED) },
  };
}

/** Lists the rows of variables past the 500th of a logger. */
function* unknownRows(
  readings: SentReadings["readings"],
  rows: readonly number[],
  unknown: Stored["unknown"],
): Generator<RefusedRow> {
  if (Object.keys(unknown).length === 0) return;
  for (const [at, { variable }] of readings.entries()) {
    if (!Object.hasOwn(unknown, variable)) continue;
    yield { row: rows[at]!, message: "The logger has 500 variables: it can have no more." };
  }
}
