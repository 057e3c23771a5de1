import { z } from "zod";
import { time } from "../ingestion.ts";

/** A session of a logger: what it recorded between a start and a stop, under a number of its own. */
export interface LoggerSession {
  /** Counted for each logger from 1 on, and never used again. */
  number: number;
  /** RFC 3339. */
  started_utc: string;
  /** null while it runs. */
  stopped_utc: string | null;
  /** Readings that the device says it recorded; null where it has reported none. */
  reported_readings: number | null;
  /** Readings of the session that are stored here. */
  readings: number;
}

/** A session as the list of a device has it. */
export type ReportedSession = z.output<typeof reportedSession>;

/** Returns the readings of a session: as many as its device reported, else as are stored. */
export const sizeOf = ({ reported_readings, readings }: LoggerSession): number =>
  reported_readings ?? readings;

/** Returns true when readings of a session are stored. */
export const isAvailable = ({ readings }: LoggerSession): boolean => readings > 0;

/**
 * Returns true when as many readings are stored as the device reported. A session that no device
 * reported has all of its readings once it is stopped.
 */
export function isComplete(session: LoggerSession): boolean {
  const { reported_readings, readings, stopped_utc } = session;
  return reported_readings === null ? stopped_utc !== null : reported_readings === readings;
}

/** The largest number that a device may give a session, since numbers go on after it, or count. */
const LAST_NUMBER = 2_000_000_000;
/** Sessions of one list. */
const MOST_SESSIONS = 10_000;

const whole = (what: string, least: number, most: number) => {
  const error = `Give ${what} as a whole number from ${least} to ${most}.`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

const reportedSession = z.object({
  number: whole("the number of the session", 1, LAST_NUMBER),
  started_utc: time(),
  stopped_utc: time().nullable(),
  readings: whole("its readings", 0, LAST_NUMBER),
}).superRefine(({ started_utc, stopped_utc }, { addIssue }) => {
  if (stopped_utc === null) return;
  if (Temporal.Instant.compare(started_utc, stopped_utc) <= 0) return;
  addIssue({ code: "custom", path: ["stopped_utc"], message: "It stopped before it started." });
});

/**
 * The list of all sessions of a logger, as its device reports it: objects, or lists of number,
 * start, stop and readings. Those may be texts, with times in milliseconds since 1970 and the stop
 * `None` while the session runs, as blitz writes them. Each number is there once, and one session
 * at most runs.
 */
export const sessionList = z.object({
  sessions: z.array(z.preprocess(withNames, reportedSession), { error: "Send a list of sessions." })
    .max(MOST_SESSIONS, { error: `Send at most ${MOST_SESSIONS} sessions.` })
    .superRefine((sessions, { addIssue }) => {
      const numbers = new Set<number>();
      let running: number | undefined;
      for (const [at, { number, stopped_utc }] of sessions.entries()) {
        const refuse = (field: string, message: string) =>
          addIssue({ code: "custom", path: [at, field], message });
        if (numbers.has(number)) refuse("number", `Session ${number} is in the list twice.`);
        numbers.add(number);
        if (stopped_utc !== null) continue;
        if (running !== undefined) {
          refuse("stopped_utc", `Sessions ${running} and ${number} both run: only one can.`);
        }
        running = number;
      }
    }),
});

/** Names the parts of a session that is sent as a list. */
function withNames(sent: unknown): unknown {
  if (!Array.isArray(sent) || sent.length !== 4) return sent;
  const [number, start, stop, readings] = sent;
  const isRunning = stop === null || stop === "None" || stop === "";
  return {
    number: asNumber(number),
    started_utc: asTime(start),
    stopped_utc: isRunning ? null : asTime(stop),
    readings: asNumber(readings),
  };
}

const asNumber = (sent: unknown) =>
  typeof sent === "string" && /^\d{1,15}$/.test(sent) ? Number(sent) : sent;

/** Milliseconds of 1970 to 2099. */
const LAST_MS = 4_102_444_800_000;

function asTime(sent: unknown): unknown {
  const ms = typeof sent === "string" && /^\d{1,15}(\.0)?$/.test(sent) ? Number(sent) : sent;
  if (typeof ms !== "number" || !(ms >= 0 && ms < LAST_MS)) return sent;
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms)).toString();
}
