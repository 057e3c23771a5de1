import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { AppError, found } from "../../domain/errors.ts";
import { MOST_REFUSED } from "../../domain/ingestion.ts";
import { describedBoards } from "../../domain/loggers/frames/described_boards.ts";
import { type DecodedFrames, decodeFrames } from "../../domain/loggers/frames/readings.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import { unknownNames } from "../../domain/unknown_names.ts";
import type { Stored } from "../../domain/loggers/stored_readings.ts";
import { raiseAlarm } from "../../sql/loggers/alarms.ts";
import { jsonBody } from "../api/ingestion.ts";
import { frameContext } from "../../sql/loggers/frame_context.ts";
import { storedReadings, storeSent } from "./sent_readings.ts";

/** Frames of one request. */
const MOST_FRAMES = 10_000;
const SEVERITY = 1;

/** What became of frames, in JSON. */
export const storedFrames = storedReadings.extend({
  frames: z.int().describe("How many brought readings"),
  bad: z.object({
    count: z.int().describe("How many brought none: short ones, and of boards that are unknown"),
    frames: z.array(z.object({ frame: z.int(), message: z.string() }))
      .describe(`The first ${MOST_REFUSED} of them, counted from 1`),
  }),
}).openapi("StoredFrames");

/** The body of a request in JSON. */
export const newFrames = z.object({
  frames: z.array(z.string(), { error: "Send a list of frames." })
    .max(MOST_FRAMES, { error: "Send at most 10,000 frames at once." }),
});

/** Returns the frames of a body: the lines of a text, or a list in JSON. Throws "invalid". */
export async function sentFrames(c: Context): Promise<string[]> {
  if (!/\bjson\b/i.test(c.req.header("content-type") ?? "")) {
    return checked({ frames: (await c.req.text()).split(/\r\n|\n|\r/) });
  }
  return checked(await jsonBody(c));
}

function checked(body: unknown): string[] {
  const [unknown] = unknownNames(newFrames, body);
  const { data, error } = newFrames.safeParse(body);
  if (data && !unknown) return data.frames;
  const { path, message } = unknown ?? error!.issues[0]!;
  throw new AppError("invalid", message, { fields: [{ field: path.join("."), message }] });
}

/** Whose frames are stored, by what, and when they arrived. */
interface FrameStore {
  sql: OwnerSql | ScopedSql;
  logger_uuid: string;
  /** The session that they are of; without it the one that runs. */
  number?: number;
  now: Temporal.Instant;
  store: (readings: Reading[]) => Promise<Stored>;
}

/**
 * Decodes frames and stores their readings. Frames that bring none raise one alarm of the logger. Throws
 * not_found for a session that the logger does not have.
 */
export async function storeFrames(
  lines: readonly string[],
  { sql, logger_uuid, number, now, store }: FrameStore,
): Promise<z.output<typeof storedFrames>> {
  const { boards: setting, started_utc } = await frameContext(sql, logger_uuid, number);
  if (number !== undefined) found(started_utc ?? undefined, "session");
  const { boards, fault } = describedBoards(setting);
  const arrivedMs = now.epochMilliseconds;
  const decoded = decodeFrames(
    lines,
    boards,
    started_utc === null ? { arrivedMs } : { startedMs: msOf(started_utc) },
  );
  const rows = decoded.readings.map((_, at) => at + 1);
  const stored = await storeSent({ readings: decoded.readings, rows, refused: [] }, store);
  const alarm = fault ?? alarmText(decoded);
  if (alarm) await raiseAlarm(sql, logger_uuid, "frame", SEVERITY, alarm);
  const bad = { count: decoded.bad.length, frames: decoded.bad.slice(0, MOST_REFUSED) };
  return { ...stored, frames: decoded.decoded, bad };
}

const msOf = (utc: string) => Temporal.Instant.from(utc).epochMilliseconds;

function alarmText({ bad }: DecodedFrames): string | undefined {
  if (bad.length === 0) return undefined;
  return `${bad.length === 1 ? "A frame" : `${bad.length} frames`} cannot be read: ${
    bad[0]!.message
  }`;
}
